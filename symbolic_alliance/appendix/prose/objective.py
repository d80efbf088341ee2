"""The shape of a mover's objective on one continuation: constant, falling, rising or single-peaked, and its candidates."""

from dataclasses import dataclass
from enum import Enum

import sympy as sp

from symbolic_alliance.appendix.prose.continuations import Continuation
from symbolic_alliance.appendix.prose.reasons import Reasons
from symbolic_alliance.typeset.expression_ring import ExpressionRing, NotAlgebraic
from symbolic_alliance.typeset.relations import factor_sign, sign_of, solve_for
from symbolic_alliance.typeset.style import Style


class Trend(Enum):
    """How an objective moves with the choice, in words."""

    CONSTANT = "does not change with {choice}"
    RISING = "rises with {choice}"
    FALLING = "falls with {choice}"
    PEAKED = "is concave in {choice}"
    OPEN = "is not settled in its shape by its factors"


@dataclass(frozen=True)
class Shape:
    """How the objective moves with the choice on a continuation: its peaks, and the ends of its range."""

    trend: Trend
    derivative: sp.Expr
    curvature: sp.Expr
    peaks: tuple[sp.Expr, ...]
    lower_ends: tuple[sp.Expr, ...]
    upper_ends: tuple[sp.Expr, ...]


def shape(follows: Continuation, choice: sp.Symbol, lower: sp.Expr, upper: sp.Expr | None, style: Style,
          reasons: Reasons) -> Shape:
    """Find the shape of ``follows.value`` as a function of a choice between two ends.

    A derivative has one sign where every factor has; an objective with a negative second derivative has one peak.
    """
    derivative = sp.together(sp.diff(follows.value, choice))
    curvature = sp.together(sp.diff(derivative, choice))
    lower_ends, upper_ends = _ends(follows, choice, style)
    conditions = follows.region[0] if len(follows.region) == 1 else ()
    peaks: tuple[sp.Expr, ...] = ()
    if derivative.is_zero or choice not in follows.value.free_symbols:
        trend = Trend.CONSTANT
    elif (slope := reasons.of(derivative, conditions)) is not None:
        trend = Trend.RISING if slope.sign > 0 else Trend.FALLING
    else:
        bend, peaks = reasons.of(curvature, conditions), stationary_points(derivative, choice, style)
        trend = Trend.PEAKED if bend is not None and bend.sign < 0 else Trend.OPEN
    highest = () if upper is None else (upper,)
    return Shape(trend, derivative, curvature, peaks, lower_ends or (lower,), upper_ends or highest)


def stationary_points(derivative: sp.Expr, choice: sp.Symbol, style: Style) -> tuple[sp.Expr, ...]:
    """The zeros of the factors of a derivative that are linear in the choice, once square roots of names are allowed.

    >>> from symbolic_alliance.game.parameters import Quantity
    >>> from symbolic_alliance.typeset.assumed_signs import Slack
    >>> k, c, m = sp.symbols("k c m", real=True)
    >>> slacks = [Slack(k, True, ""), Slack(c, True, ""), Slack(m, False, "")]
    >>> style = Style([Quantity(name, name, "") for name in "kcm"], slacks)
    >>> stationary_points(c / (m + c)**2 - k, m, style)
    (sqrt(c)/sqrt(k) - c,)
    """
    def is_rootable(part: sp.Expr) -> bool:
        return part != choice and style.signs.is_positive(part)

    try:
        coordinates = ExpressionRing(derivative, is_rootable, style.order.names, all_rooted=True)
        numerator = coordinates.value(derivative).numerator
    except NotAlgebraic:
        return ()
    found = []
    for factor, _ in numerator.factor()[1]:
        parts = coordinates.ring.coefficients(factor, choice.name)
        if len(parts) == 2 and not factor_sign(factor, coordinates, style):
            rest, slope = (coordinates.expression(part) for part in parts)
            if sign_of(slope, style) and not sign_of(coordinates.expression(factor), style):
                found.append(sp.expand(-rest / slope))
    return tuple(found)


def _ends(follows: Continuation, choice: sp.Symbol, style: Style) -> tuple[tuple[sp.Expr, ...], tuple[sp.Expr, ...]]:
    """The lower and upper bounds that the continuation's region puts on the choice."""
    bounds = [bound for case in follows.region for slack in case if (bound := solve_for(slack, [choice], style)) is not None]
    lower, upper = (dict.fromkeys(bound.bound for bound in bounds if bound.sign == sign) for sign in (">=", "<="))
    return tuple(lower), tuple(upper)

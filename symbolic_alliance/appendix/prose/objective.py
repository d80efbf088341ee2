"""The shape of a mover's objective on one continuation: constant, falling, rising or single-peaked, and its candidates."""

from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.continuations import Continuation
from symbolic_alliance.appendix.prose.reasons import Reason, Reasons
from symbolic_alliance.typeset.expression_ring import ExpressionRing, NotAlgebraic
from symbolic_alliance.typeset.relations import factor_sign, sign_of, solved
from symbolic_alliance.typeset.style import Style

KINDS = {0: "constant", 1: "rising", -1: "falling"}


@dataclass(frozen=True)
class Shape:
    """How the objective moves with the choice on a continuation.

    ``kind`` is ``constant``, ``rising``, ``falling``, ``peaked`` (concave) or ``open`` (not settled); ``reason`` says why
    the derivative, or for a peak the second derivative, has its sign.
    """

    kind: str
    derivative: sp.Expr
    curvature: sp.Expr
    reason: Reason | None
    peaks: tuple[sp.Expr, ...]
    lower_ends: tuple[sp.Expr, ...]
    upper_ends: tuple[sp.Expr, ...]

    @property
    def candidates(self) -> tuple[tuple[str, sp.Expr], ...]:
        """The points of which one is a best choice on the continuation, each with its kind: ``peak`` or ``end``."""
        peaks = tuple(("peak", point) for point in self.peaks)
        lower, upper = (tuple(("end", point) for point in ends) for ends in (self.lower_ends, self.upper_ends))
        return {"constant": (*lower, *upper), "rising": upper, "falling": lower}.get(self.kind, (*peaks, *lower, *upper))


def shape(follows: Continuation, choice: sp.Symbol, lower: sp.Expr, upper: sp.Expr | None, style: Style,
          reasons: Reasons) -> Shape:
    """Find the shape of ``follows.value`` as a function of a choice between two ends.

    A derivative has one sign where every factor has; an objective with a negative second derivative has one peak.
    """
    derivative = sp.together(sp.diff(follows.value, choice))
    curvature = sp.together(sp.diff(derivative, choice))
    lower_ends, upper_ends = _ends(follows, choice, style)
    lower_ends = lower_ends or (lower,)
    upper_ends = upper_ends or (() if upper is None else (upper,))
    conditions = follows.region[0] if len(follows.region) == 1 else ()
    if derivative.is_zero or choice not in follows.value.free_symbols:
        return Shape("constant", derivative, curvature, None, (), lower_ends, upper_ends)
    reason = reasons.of(derivative, conditions)
    if reason is not None:
        return Shape(KINDS[reason.sign], derivative, curvature, reason, (), lower_ends, upper_ends)
    bend = reasons.of(curvature, conditions)
    kind = "peaked" if bend is not None and bend.sign < 0 else "open"
    return Shape(kind, derivative, curvature, bend, stationary_points(derivative, choice, style), lower_ends, upper_ends)


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
    lower: list[sp.Expr] = []
    upper: list[sp.Expr] = []
    for case in follows.region:
        for slack in case:
            bound = solved(slack, [choice], style)
            if bound is not None:
                (lower if bound.sign == ">=" else upper).append(bound.bound)
    return tuple(dict.fromkeys(lower)), tuple(dict.fromkeys(upper))

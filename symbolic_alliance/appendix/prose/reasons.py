"""Why an expression is not negative: the sign of each of its factors, and where that sign is known from.

In:  a closed form, the conditions that hold where it is looked at, and the style (what the assumptions say).
Out: a `Reason`, or None where some factor's sign is not seen.  Nothing here asks a solver: every step is one that a reader
     can follow by factoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.typeset.assumed_signs import IntervalEnd, Source
from symbolic_alliance.typeset.expression_ring import Canonical, ExpressionRing, NotAlgebraic, opposite
from symbolic_alliance.typeset.layout import Layout, Name, Numeral, Power, Product, Quotient, Root, Sum, parts_of
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.relations import Bound, canonical_slack, sign_by_coefficients, solve_for
from symbolic_alliance.typeset.style import Style

STEPS = 2  # how many bounds may be chained


@dataclass(frozen=True)
class Reason:
    """The sign of an expression, and what it rests on.

    ``assumptions`` are those of the model and intervals, ``conditions`` slacks among those that were given,
    ``has_square`` says that a factor is a square, ``is_zero`` that there is nothing left, ``is_strict`` that the expression
    is not 0 where the conditions are not.
    """

    sign: int
    assumptions: tuple[Source, ...] = ()
    conditions: tuple[sp.Expr, ...] = ()
    has_square: bool = False
    is_zero: bool = False
    is_strict: bool = True

    def slacks(self, style: Style) -> tuple[sp.Expr, ...]:
        """What is not negative by itself: the ends of intervals among its assumptions, then its conditions."""
        ends = (slack.expression for source in self.assumptions if isinstance(source, IntervalEnd)
                for slack in style.slacks if slack.source == source)
        return (*ends, *self.conditions)


class Reasons:
    """Finds reasons in one model, under conditions that are added case by case."""

    def __init__(self, style: Style, wanted: Sequence[sp.Symbol]) -> None:
        self._style, self._wanted = style, tuple(wanted)
        self._essential: dict[sp.Expr, Canonical | None] = {}
        self._bounds: dict[sp.Expr, tuple[Bound, ...]] = {}
        self._gaps: dict[tuple[sp.Expr, tuple[sp.Expr, ...], int], Reason | None] = {}

    def of(self, expression: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        """The reason for the sign of an expression where the conditions are not negative."""
        return self._of(expression, tuple(conditions), STEPS)

    def _of(self, expression: sp.Expr, conditions: tuple[sp.Expr, ...], steps: int) -> Reason | None:
        try:
            coordinates, value = self._style.read(expression)
        except NotAlgebraic:
            return None
        if value.is_zero:
            return Reason(1, is_zero=True, is_strict=False)
        found = Reason(1)
        for polynomial in (value.numerator, value.denominator):
            constant, factors = coordinates.ring.factors(polynomial)
            found = _join(found, Reason(1 if constant > 0 else -1))
            for factor, multiplicity in factors:
                reason = self._of_factor(factor, multiplicity, coordinates, conditions, steps)
                if reason is None:
                    return None
                found = _join(found, reason)
        return found

    def _of_factor(self, factor: fmpz_mpoly, multiplicity: int, coordinates: ExpressionRing, conditions: tuple[sp.Expr, ...],
                   steps: int) -> Reason | None:
        if coordinates.is_root(factor):  # of a name that is known to be positive
            known = self._style.signs.of(sp.Symbol(coordinates.generator_name(factor), real=True))
            return Reason(1, known.sources if known else ())
        expression = coordinates.expression(factor)
        known = self._style.signs.of(expression) or sign_by_coefficients(factor, coordinates, self._style)
        if known is not None:
            return Reason(known.value ** multiplicity, known.sources, is_strict=known.strict)
        if multiplicity % 2 == 0:
            return Reason(1, has_square=True, is_strict=False)
        found = self._by_condition(expression, coordinates.canonical(factor), conditions, steps)
        return found or (self._of_sum(normal_form(expression, self._style)) if steps == STEPS else None)

    def _by_condition(self, expression: sp.Expr, canonical: Canonical, conditions: tuple[sp.Expr, ...],
                      steps: int) -> Reason | None:
        """A condition, or a standing slack, that is this factor or its negative, else one whose bound is tighter."""
        everything = (*conditions, *(slack.expression for slack in self._style.slacks))
        for condition in everything:
            known = self._essence(condition)
            if known == canonical:
                return Reason(1, conditions=(condition,))
            if known == opposite(canonical):
                return Reason(-1, conditions=(condition,))
        if not steps:
            return None
        for sign in (1, -1):
            for goal in self._bounds_of(sign * expression):
                for condition in everything:
                    for bound in self._bounds_of(condition):
                        reason = self._tighter(bound, goal, conditions, steps - 1)
                        if reason is not None:
                            return _join(Reason(sign, conditions=(condition,)), reason)
        return None

    def _tighter(self, known: Bound, goal: Bound, conditions: tuple[sp.Expr, ...], steps: int) -> Reason | None:
        """Why ``known`` implies ``goal``: the same quantity bounded on the same side, at least as tightly."""
        if known.symbol != goal.symbol or known.sign != goal.sign:
            return None
        gap = known.bound - goal.bound if known.sign == ">=" else goal.bound - known.bound
        key = (gap, conditions if steps else (), steps)
        if key not in self._gaps:
            reason = self._of(gap, conditions, steps)
            self._gaps[key] = None if reason is None or reason.sign < 0 else reason
        return self._gaps[key]

    def _of_sum(self, layout: Layout) -> Reason | None:
        """A sum none of whose terms, as printed, is negative."""
        match layout:
            case Numeral() | Root():
                return Reason(1, is_strict=isinstance(layout, Numeral))
            case Name(name, _):
                known = self._style.signs.of(sp.Symbol(name, real=True))
                return None if known is None else Reason(known.value, known.sources, is_strict=known.strict)
            case Power(_, exponent) if exponent % 2 == 0:
                return Reason(1, has_square=True, is_strict=False)
            case Product() | Quotient() | Power():
                return _all_of([self._of_sum(part) for part in parts_of(layout)], same_sign=False)
            case Sum(terms):
                whole = self._style.signs.of(expression_of(layout))
                if whole is not None:
                    return Reason(whole.value, whole.sources, is_strict=whole.strict)
                parts = [self._of_sum(term) for _, term in terms]
                return _all_of([None if part is None else _join(part, Reason(sign))
                                for part, (sign, _) in zip(parts, terms, strict=True)], same_sign=True)
        return None

    def _essence(self, condition: sp.Expr) -> Canonical | None:
        if condition not in self._essential:
            self._essential[condition] = canonical_slack(condition, self._style)
        return self._essential[condition]

    def _bounds_of(self, slack: sp.Expr) -> tuple[Bound, ...]:
        if slack not in self._bounds:
            found = [solve_for(slack, [symbol], self._style) for symbol in self._wanted if symbol in slack.free_symbols]
            self._bounds[slack] = tuple(bound for bound in found if bound is not None)
        return self._bounds[slack]


def _all_of(reasons: Sequence[Reason | None], same_sign: bool) -> Reason | None:
    """The reasons together: for a product, or for a sum whose terms must all have the same sign."""
    known = [reason for reason in reasons if reason is not None]
    if len(known) < len(reasons) or (same_sign and any(reason.sign != known[0].sign for reason in known)):
        return None
    joined = reduce(lambda joined, reason: _join(joined, replace(reason, sign=1) if same_sign else reason), known)
    return replace(joined, is_strict=any(one.is_strict for one in known)) if same_sign else joined


def _join(one: Reason, other: Reason) -> Reason:
    return Reason(one.sign * other.sign, tuple(dict.fromkeys((*one.assumptions, *other.assumptions))),
                  tuple(dict.fromkeys((*one.conditions, *other.conditions))), one.has_square or other.has_square,
                  is_strict=one.is_strict and other.is_strict)

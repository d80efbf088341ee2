"""Why an expression is not negative: the sign of each of its factors, and where that sign is known from.

In:  a closed form, the conditions that hold where it is looked at, and the style (what the assumptions say).
Out: a `Reason`, or None where some factor's sign is not seen.  Nothing here asks a solver: every step is one that a reader
     can follow by factoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.typeset.coordinates import Coordinates, NotAlgebraic
from symbolic_alliance.typeset.relations import FLIPPED, Bound, essential, sign_of, solved
from symbolic_alliance.typeset.style import Style


@dataclass(frozen=True)
class Reason:
    """The sign of an expression, and what it rests on.

    ``assumptions`` are names of assumptions and intervals, ``conditions`` slacks among those that were given,
    ``has_square`` says that a factor is a square, ``is_zero`` that there is nothing left.
    """

    sign: int
    assumptions: tuple[str, ...] = ()
    conditions: tuple[sp.Expr, ...] = ()
    has_square: bool = False
    is_zero: bool = False


class Reasons:
    """Finds reasons in one model, under conditions that are added case by case."""

    def __init__(self, style: Style, wanted: Sequence[sp.Symbol]) -> None:
        self._style, self._wanted = style, tuple(wanted)
        self._essential: dict[sp.Expr, sp.Expr] = {}
        self._bounds: dict[sp.Expr, tuple[Bound, ...]] = {}

    def of(self, expression: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        """The reason for the sign of an expression where the conditions are not negative."""
        try:
            coordinates = Coordinates(expression, self._style.signs.is_positive)
            value = coordinates.value(expression)
        except NotAlgebraic:
            return None
        if value.is_zero:
            return Reason(1, is_zero=True)
        found = Reason(1)
        for polynomial in (value.numerator, value.denominator):
            constant, factors = polynomial.factor()
            found = _joined(found, Reason(1 if constant > 0 else -1))
            for factor, multiplicity in factors:
                reason = self._of_factor(factor, int(multiplicity), coordinates, conditions)
                if reason is None:
                    return None
                found = _joined(found, reason)
        return found

    def _of_factor(self, factor: fmpz_mpoly, multiplicity: int, coordinates: Coordinates,
                   conditions: Sequence[sp.Expr]) -> Reason | None:
        if coordinates.is_root(factor):
            return Reason(1)
        expression = coordinates.expression(factor)
        known = self._style.signs.of(expression)
        if known is not None:
            return Reason(known.value ** multiplicity, known.sources)
        if multiplicity % 2 == 0:
            return Reason(1, has_square=True)
        return self._by_condition(sp.expand(expression), conditions)

    def _by_condition(self, expression: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        """A condition, or a standing slack, that is this factor or its negative, else one whose bound is tighter."""
        conditions = (*conditions, *(slack.expression for slack in self._style.slacks))
        for sign in (1, -1):
            wanted = sp.expand(sign * expression)
            for condition in conditions:
                if self._essence(condition) == wanted:
                    return Reason(sign, conditions=(condition,))
        for sign in (1, -1):
            for goal in self._bounds_of(sp.expand(sign * expression)):
                for condition in conditions:
                    if any(_is_tighter(bound, goal, self._style) for bound in self._bounds_of(condition)):
                        return Reason(sign, conditions=(condition,))
        return None

    def _essence(self, condition: sp.Expr) -> sp.Expr:
        if condition not in self._essential:
            self._essential[condition] = sp.expand(essential(condition, self._style))
        return self._essential[condition]

    def _bounds_of(self, slack: sp.Expr) -> tuple[Bound, ...]:
        if slack not in self._bounds:
            found = [solved(slack, [symbol], self._style) for symbol in self._wanted if symbol in slack.free_symbols]
            self._bounds[slack] = tuple(bound for bound in found if bound is not None)
        return self._bounds[slack]


def _joined(one: Reason, other: Reason) -> Reason:
    return Reason(one.sign * other.sign, tuple(dict.fromkeys((*one.assumptions, *other.assumptions))),
                  tuple(dict.fromkeys((*one.conditions, *other.conditions))), one.has_square or other.has_square)


def _is_tighter(known: Bound, goal: Bound, style: Style) -> bool:
    """Whether ``known`` implies ``goal``: the same quantity bounded on the same side, at least as tightly."""
    if known.symbol != goal.symbol or known.sign != goal.sign or known.sign not in FLIPPED:
        return False
    gap = known.bound - goal.bound if known.sign == ">=" else goal.bound - known.bound
    return gap == 0 or sign_of(gap, style, strict=False) > 0

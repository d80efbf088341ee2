"""What a theorem is stated with: unions of conjunctions of inequalities between closed forms.

In:  SymPy relations between derived expressions, regions and regimes of an equilibrium, thresholds.
Out: a `Formula`, in the form in which a `Claim` keeps hypotheses and conclusions.  ``inside`` a region every slack is
     strictly positive, ``within`` it every slack is nonnegative, but for those that the region has
     strict: a theorem that is stated inside regimes holds on their edges by continuity, in its weak form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import sympy as sp
from sympy.core.relational import GreaterThan, LessThan, StrictGreaterThan, StrictLessThan

from symbolic_alliance.algebra.factoring import square_roots
from symbolic_alliance.algebra.well_posed import values_lost
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Regime, Region
from symbolic_alliance.proof.claim import Inequality


@dataclass(frozen=True)
class Formula:
    """A union of ``cases``; a case holds where all its inequalities do.

    >>> k, m = sp.symbols("k m", real=True)
    >>> len((formula(k < 1) & formula(sp.Or(m > 0, m < -1))).cases)
    2
    """

    cases: tuple[tuple[Inequality, ...], ...]

    def __and__(self, other: "Said") -> "Formula":
        return Formula(tuple(tuple(dict.fromkeys((*one, *two))) for one in self.cases for two in formula(other).cases))

    def __or__(self, other: "Said") -> "Formula":
        return Formula((*self.cases, *formula(other).cases))

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """The symbols that the formula speaks of."""
        return frozenset().union(*(one.expression.free_symbols for case in self.cases for one in case))


TRUE, FALSE = Formula(((),)), Formula(())
Said: TypeAlias = "Formula | sp.Basic | bool"


def inside(*places: Regime | Region) -> Formula:
    """The interior of one of the places: slacks, and what stands under a square root in them, are positive.

    >>> k = sp.Symbol("k", real=True)
    >>> inside(Region(((k,), (1 - k,)))).cases[0][0].strict
    True
    """
    return Formula(tuple(tuple(Inequality(part, strict=True) for part in (*case, *_radicands(case)))
                         for region in _regions(places) for case in region.cases))


def within(*places: Regime | Region) -> Formula:
    """One of the places, its edge included."""
    return Formula(tuple(tuple(Inequality(*one) for one in case)
                         for region in _regions(places) for case in region.conditions))


def _regions(places: Iterable[Regime | Region]) -> list[Region]:
    return [place.region if isinstance(place, Regime) else place for place in places]


def _radicands(case: Iterable[sp.Expr]) -> Iterator[sp.Expr]:
    """What stands under the square roots, where it is a sum or holds one."""
    roots = dict.fromkeys(root for slack in case for root in square_roots(slack))
    yield from dict.fromkeys(root.base for root in roots if root.base.has(sp.Add))


def formula(said: Said) -> Formula:
    """Read a relation, or one made of ``And`` and ``Or``; `RequestError` for anything else.

    A relation holds only where both its sides have a value, also where their difference has one without.

    >>> k = sp.Symbol("k", real=True)
    >>> formula(k <= 1).cases
    ((Inequality(expression=1 - k, strict=False, source=''),),)
    >>> [str(one.expression) for one in formula(1 / k < 1 / k + 1).cases[0]]
    ['1', 'k**2']
    """
    if isinstance(said, Formula):
        return said
    if isinstance(said, bool):
        raise RequestError(f"a theorem asserts {said}, which Python's == or a comparison of numbers gives: write sp.Eq(a, b)")
    if said in (sp.true, sp.false):
        return TRUE if said else FALSE
    if isinstance(said, sp.Or):
        return reduce(Formula.__or__, map(formula, said.args))
    if isinstance(said, sp.And):
        return every(said.args)
    if isinstance(said, sp.Eq):
        difference = said.lhs - said.rhs
        return Formula(((Inequality(difference), Inequality(-difference), *values_lost(said.args, [difference])),))
    if isinstance(said, (GreaterThan, LessThan, StrictGreaterThan, StrictLessThan)):
        strict = isinstance(said, (StrictGreaterThan, StrictLessThan))
        difference = said.gts - said.lts
        return Formula(((Inequality(difference, strict), *values_lost(said.args, [difference])),))
    raise RequestError("a theorem is stated with <, <=, >, >=, Eq, And, Or, inside(...) and within(...); "
                       f"{said} is none of them")


def every(said: Iterable[Said]) -> Formula:
    """All of them together."""
    return reduce(Formula.__and__, map(formula, said), TRUE)

"""Regions as conditions that a reader can use: few relations, solved for what varies, two bounds in one chain.

In:  a region, the quantities to solve for (most wanted first), the style, and the oracle.
Out: words and formulas; none where a region is everywhere.
"""

from collections.abc import Sequence

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Compatibility, Slacks
from symbolic_alliance.appendix.prose.document import Math, Parts, listed, say
from symbolic_alliance.typeset.layout import Layout, Relation
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.relations import Bound, balanced, given, solved
from symbolic_alliance.typeset.style import Style

NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", *map(str, range(11, 100)))


class Conditions:
    """Writes regions of one game."""

    def __init__(self, style: Style, ground: Compatibility) -> None:
        self.style, self._ground = style, ground
        self._reduced: dict[tuple[Slacks, ...], tuple[Slacks, ...]] = {}

    def cases(self, cases: Sequence[Slacks]) -> tuple[Slacks, ...]:
        """The same union with fewer cases and relations: implied relations and swallowed cases are dropped."""
        key = tuple(cases)
        if key not in self._reduced:
            self._reduced[key] = self._reduce(key)
        return self._reduced[key]

    def _reduce(self, cases: tuple[Slacks, ...]) -> tuple[Slacks, ...]:
        kept = [self._without_implied(case) for case in cases if self._ground.can_hold(case)]
        merged = self._merged(kept)
        return tuple(case for place, case in enumerate(merged)
                     if not any(self._swallows(other, case) and (place > rank or not self._swallows(case, other))
                                for rank, other in enumerate(merged) if rank != place))

    def words(self, case: Slacks, wanted: Sequence[sp.Symbol]) -> Parts:
        """A case in words and formulas; nothing where it holds everywhere."""
        return _formulas(self._relations(case, wanted))

    def union(self, cases: Sequence[Slacks], wanted: Sequence[sp.Symbol]) -> Parts:
        """The cases as alternatives, numbered where there are several, after what all of them say; nothing where one holds
        everywhere."""
        told = [self._relations(case, wanted) for case in cases]
        if not all(told):
            return ()
        if len(told) == 1:
            return _formulas(told[0])
        shared = tuple(relation for relation in told[0] if all(relation in other for other in told))
        rest = [tuple(relation for relation in case if relation not in shared) for case in told]
        if not all(rest):
            return _formulas(shared)
        numbered = [say("({number}) {case}", number=NUMERALS[place], case=_formulas(case)) for place, case in enumerate(rest)]
        ways = listed(numbered, last=" or ", comma="; ")
        before = say("{shared} and either ", shared=listed([(Math(one),) for one in shared], last=", ")) if shared else ()
        return (*before, *ways)

    def _without_implied(self, case: Slacks) -> Slacks:
        kept = list(dict.fromkeys(case))
        for slack in case:
            others = [other for other in kept if other != slack]
            if len(others) < len(kept) and self._ground.follows(others, slack):
                kept = others
        return tuple(kept)

    def _swallows(self, larger: Slacks, smaller: Slacks) -> bool:
        return all(self._ground.follows(smaller, slack) for slack in larger)

    def _merged(self, cases: list[Slacks]) -> list[Slacks]:
        """Resolve pairs: (A and s) or (A and B and not s) is (A and B) or (A and s), and A and B alone where s implies B."""
        for place, one in enumerate(cases):
            for rank, other in enumerate(cases):
                resolved = self._resolved(one, other) if rank != place else None
                if resolved is not None:
                    rest = [case for spot, case in enumerate(cases) if spot not in (place, rank)]
                    return self._merged([*rest, resolved])
        return cases

    def _resolved(self, one: Slacks, other: Slacks) -> Slacks | None:
        for slack in one:
            opposite = next((known for known in other if sp.expand(known + slack) == 0), None)
            if opposite is None:
                continue
            wider = tuple(known for known in other if known != opposite)
            narrow = tuple(known for known in one if known != slack)
            if (all(self._ground.follows(one, known) for known in wider)
                    and all(self._ground.follows((*wider, slack), known) for known in narrow)):
                return wider
        return None

    def _relations(self, case: Slacks, wanted: Sequence[sp.Symbol]) -> tuple[Layout, ...]:
        bounds = self._bounds(case, wanted)
        chained: list[Layout] = []
        used: list[int] = []
        for place, bound in enumerate(bounds):
            if place in used:
                continue
            used.append(place)
            if bound is None:
                chained.append(balanced(case[place], self.style))
                continue
            partner = next((rank for rank, other in enumerate(bounds) if rank not in used and other is not None
                            and other.symbol == bound.symbol and other.sign != bound.sign), None)
            used += [] if partner is None else [partner]
            chained.append(self._chain(bound, None if partner is None else bounds[partner]))
        return tuple(chained)

    def _bounds(self, case: Slacks, wanted: Sequence[sp.Symbol]) -> list[Bound | None]:
        """Each slack solved on its own; else with the help of those that could be, never of one that needed help itself."""
        bounds = [solved(slack, wanted, self.style) for slack in case]
        alone = tuple(slack for slack, bound in zip(case, bounds, strict=True) if bound is not None)
        helped = given(self.style, alone)
        return [bound or solved(slack, wanted, helped) for slack, bound in zip(case, bounds, strict=True)]

    def _chain(self, bound: Bound, partner: Bound | None) -> Relation:
        name, side = self.style.name(bound.symbol), normal_form(bound.bound, self.style)
        if partner is None:
            return Relation(name, ((bound.sign, side),))
        other = normal_form(partner.bound, self.style)
        low, high = (side, other) if bound.sign == ">=" else (other, side)
        return Relation(low, (("<=", name), ("<=", high)))


def _formulas(relations: Sequence[Layout]) -> Parts:
    return listed([(Math(relation),) for relation in relations])

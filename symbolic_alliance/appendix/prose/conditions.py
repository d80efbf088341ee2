"""Regions as conditions that a reader can use: few relations, solved for what varies, two bounds in one chain.

In:  a region, the quantities to solve for (most wanted first), the style, the oracle, and which slacks are strict.
Out: words and formulas; none where a region is everywhere.
"""

from collections.abc import Sequence

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Compatibility, Slacks
from symbolic_alliance.appendix.prose.document import Parts, join, say, say_if
from symbolic_alliance.typeset.layout import Relation
from symbolic_alliance.typeset.relations import balance, chain, solve_for, suppose
from symbolic_alliance.typeset.style import Style

NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", *map(str, range(11, 100)))


class Conditions:
    """Writes regions of one game."""

    def __init__(self, style: Style, logic: Compatibility, strict: Sequence[sp.Expr] = ()) -> None:
        self._style, self._logic, self._strict = style, logic, frozenset(strict)
        self._reduced: dict[tuple[Slacks, ...], tuple[Slacks, ...]] = {}

    def cases(self, cases: Sequence[Slacks]) -> tuple[Slacks, ...]:
        """The same union with fewer cases and relations: implied relations and swallowed cases are dropped."""
        key = tuple(cases)
        if key not in self._reduced:
            self._reduced[key] = self._reduce(key)
        return self._reduced[key]

    def _reduce(self, cases: tuple[Slacks, ...]) -> tuple[Slacks, ...]:
        held = map(self._logic.complete, filter(self._logic.can_hold, cases))
        merged = self._merge(list(map(self._without_implied, held)))
        return (*(case for place, case in enumerate(merged)
                  if not any(self._logic.implies(case, other)
                             and (place > rank or not self._logic.implies(other, case))
                             for rank, other in enumerate(merged) if rank != place)),
                *(case for case in cases if any(-slack in case for slack in case)))

    def union(self, cases: Sequence[Slacks], wanted: Sequence[sp.Symbol]) -> Parts:
        """The cases as alternatives, numbered where there are several, after what all of them say; nothing where one holds
        everywhere."""
        relations = [self._relations(case, wanted) for case in cases]
        if not all(relations):
            return ()
        shared = tuple(relation for relation in relations[0] if all(relation in other for other in relations))
        rest = [join([relation for relation in case if relation not in shared]) for case in relations]
        if not all(rest):
            return join(shared)
        ways = [say("({number}) {case}", number=NUMERALS[place], case=case) for place, case in enumerate(rest)]
        return say("{before}{ways}", before=say_if("{shared} and either ", shared=join(shared, ", ")),
                   ways=join(ways, " or ", "; "))

    def _without_implied(self, case: Slacks) -> Slacks:
        """Drop what the rest of a case implies, but for what its roots need in order to be real."""
        kept = tuple(dict.fromkeys(case))
        for slack in case:
            others = tuple(other for other in kept if other != slack)
            if len(others) < len(kept) and self._is_told(others, slack) and self._logic.complete(others) == others:
                kept = others
        return kept

    def _is_told(self, others: Sequence[sp.Expr], slack: sp.Expr) -> bool:
        """Whether others imply a slack; a strict one says more than what is implied on open sets, but of a shared edge."""
        return slack not in self._strict and self._logic.implies(others, (slack,))

    def _merge(self, cases: list[Slacks]) -> list[Slacks]:
        """Resolve pairs: (A and s) or (A and B and not s) is (A and B) or (A and s), and A and B alone where s implies B."""
        for place, one in enumerate(cases):
            for rank, other in enumerate(cases):
                resolved = self._resolve(one, other) if rank != place else None
                if resolved is not None:
                    rest = [case for spot, case in enumerate(cases) if spot not in (place, rank)]
                    return self._merge([*rest, resolved])
        return cases

    def _resolve(self, one: Slacks, other: Slacks) -> Slacks | None:
        for slack in one:
            opposite = next((known for known in other if sp.expand(known + slack) == 0), None)
            if opposite is None or self._strict.issuperset((slack, opposite)):
                continue
            wider = tuple(known for known in other if known != opposite)
            narrow = tuple(known for known in one if known != slack)
            if self._logic.implies(one, wider) and self._logic.implies((*wider, slack), narrow):
                return wider
        return None

    def _relations(self, case: Slacks, wanted: Sequence[sp.Symbol]) -> tuple[Relation, ...]:
        """Each slack solved on its own; else with the help of those that could be, never of one that needed help itself.

        Two opposite ones are an equation.
        """
        signs = {slack: "=" if -slack in case else ">" if slack in self._strict else ">=" for slack in case}
        case = tuple(slack for place, slack in enumerate(case) if -slack not in case[:place])
        alone = [solve_for(slack, wanted, self._style) for slack in case]
        helped = suppose(self._style, [slack for slack, bound in zip(case, alone, strict=True) if bound is not None])
        bounds = [bound or solve_for(slack, wanted, helped) for slack, bound in zip(case, alone, strict=True)]
        return chain([balance(slack, self._style, signs[slack]) if bound is None else bound.formula(self._style, signs[slack])
                      for slack, bound in zip(case, bounds, strict=True)])

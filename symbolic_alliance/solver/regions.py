"""The regions on which candidates win, learned from the bank and trimmed by the oracle.

1. learn each winner's region over the factors of boundaries and payoff differences;
2. drop what the rest of a case implies, as far as the oracle sees it;
3. where the oracle cannot see that two winners' cases exclude each other, add what separates their rows;
4. drop the cases that the oracle proves to be without an interior: where payoffs are too close for floating point, a
   candidate may seem to win that wins nowhere; name those of which nothing is known;
5. of a union, drop the cases that the others cover, and merge two where all that they share belongs to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell
from symbolic_alliance.algebra.literals import Case, case_masks, case_of, literal_cost, negate
from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.solver.draw import Draw
from symbolic_alliance.solver.learn import description_cost, learn
from symbolic_alliance.solver.unions import shortest_union, with_interior


@dataclass(frozen=True)
class Winners:
    """Candidates that win somewhere: as they entered, with learned regions, and those that could not be told apart.

    ``doubtful`` are winners on a case of which it is not known whether it has an interior.
    """

    entries: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    unlearned: tuple[Cell, ...]
    doubtful: tuple[Cell, ...]


def learn_winners(arena: Arena, draw: Draw) -> Winners:
    """The winners of a draw with their regions."""
    labels = draw.labels(arena.oracle.bank)
    regions = _Regions(arena, draw, labels)
    found = [(entrant, regions.learn(index)) for index, entrant in enumerate(draw.entrants) if (labels == index).any()]
    entries = tuple(entrant for entrant, cases in found if cases is not None)
    cells = [replace(entrant, region=regions.drop_implied(cases)) for entrant, cases in found if cases is not None]
    unlearned = tuple(entrant for entrant, cases in found if cases is None)
    standing, doubtful = [], []
    for entry, cell in zip(entries, regions.tell_apart(entries, cells), strict=True):
        inhabited, unknown = with_interior(arena.oracle, cell.region)
        if inhabited:
            standing.append((entry, replace(cell, region=shortest_union(arena.oracle, inhabited))))
        if unknown:
            doubtful.append(replace(cell, region=unknown))
    return Winners(tuple(entry for entry, _ in standing), tuple(cell for _, cell in standing), unlearned, tuple(doubtful))


class _Regions:
    """Learning on one draw."""

    def __init__(self, arena: Arena, draw: Draw, labels: np.ndarray) -> None:
        self.arena, self.draw, self.labels = arena, draw, labels
        self.bank, self.ring = arena.oracle.bank, arena.ring
        self.runners_up = draw.runners_up(self.bank, labels)

    def learn(self, index: int) -> Cases | None:
        """Learn without roots first; with roots only where that is shorter, on rows where they are real."""
        wins = self.labels == index
        groups = [wins & (self.runners_up == rival) for rival in np.unique(self.runners_up[wins])]
        rivals = [self.labels == rival for rival in range(len(self.draw.entrants)) if rival != index]
        atoms = self._atoms(self.draw.entrants[index])
        plain = self._rootless(atoms)
        cases = learn(self.bank, groups, rivals, plain)
        rooted = [atom for atom in atoms if atom not in plain and self._is_real(atom, wins)]
        if rooted:
            other = learn(self.bank, groups, rivals, [*plain, *rooted])
            if description_cost(self.ring, other) < description_cost(self.ring, cases):
                return other
        return cases

    def drop_implied(self, cases: Cases) -> Cases:
        """Drop, the costliest first, each literal that the rest of its case implies."""
        found = []
        for case in cases:
            for literal in sorted(case, key=lambda literal: -literal_cost(self.ring, literal)):
                rest = tuple(other for other in case if other != literal)
                if self._exclude_each_other((*rest, negate(literal))):
                    case = rest
            found.append(case)
        return tuple(dict.fromkeys(found))

    def tell_apart(self, entries: Sequence[Cell], cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """Separate the cases of two winners that the oracle does not see to exclude each other."""
        regions = [list(cell.region) for cell in cells]
        places = [self.draw.entrants.index(entry) for entry in entries]
        for first, second in combinations(range(len(cells)), 2):
            for here, there in product(range(len(regions[first])), range(len(regions[second]))):
                one, two = regions[first][here], regions[second][there]
                together = case_of((*one, *two))
                if together is None or self._exclude_each_other(together):
                    continue
                atoms = self._rootless([*self._atoms(cells[first]), *self._atoms(cells[second])])
                own, other = (self._rows(places[first], one), self._rows(places[second], two))
                regions[first][here] = self._separate(one, own, other, atoms)
                regions[second][there] = self._separate(two, other, own, atoms)
        return tuple(replace(cell, region=tuple(region)) for cell, region in zip(cells, regions, strict=True))

    def _exclude_each_other(self, literals: Case) -> bool:
        return self.arena.oracle.ask([(literal,) for literal in literals], splits=0).status == "unsat"

    def _rows(self, index: int, case: Case) -> Mask:
        return (self.labels == index) & case_masks(self.bank, [case])[0]

    def _separate(self, case: Case, own: Mask, other: Mask, atoms: Sequence[int]) -> Case:
        separating = learn(self.bank, [own], [other], atoms) if own.any() else None
        if separating is None or len(separating) != 1:
            return case
        return case_of((*case, *separating[0])) or case

    def _rootless(self, atoms: Sequence[int]) -> list[int]:
        return [atom for atom in dict.fromkeys(atoms) if not set(self.ring.atoms[atom].names) & set(self.ring.radicands)]

    def _is_real(self, atom: int, rows: Mask) -> bool:
        return all(name not in self.ring.radicands or bool(np.isfinite(self.bank.column(name)[rows]).all())
                   for name in self.ring.atoms[atom].names)

    def _atoms(self, entrant: Cell) -> list[int]:
        """The atoms that may bound the winner's region: boundaries, payoff differences and their root-free norms."""
        ring, bank = self.ring, self.bank
        pool: list[int] = list(self.draw.atoms)
        for other in self.draw.entrants:
            pool += [atom for case in other.region for literal in case for atom in literal.atoms]
            for player in () if entrant.is_unknown or other.is_unknown else self.draw.order:
                gap = other.payoffs[player] - entrant.payoffs[player]
                if not gap.is_zero:
                    pool += ring.odd_part(gap)[1]
                    break
        for atom in list(dict.fromkeys(pool)):
            if set(ring.atoms[atom].names) & set(ring.radicands):
                pool += self._norm_atoms(atom)
        for radicand in ring.radicands.values():
            pool += [atom for atom, _ in ring.factor(radicand)[1]]
        return [atom for atom in dict.fromkeys(pool)
                if (bank.signs(atom) > 0).any() and (bank.signs(atom) < 0).any()]

    def _norm_atoms(self, atom: int) -> list[int]:
        ring, polynomial = self.arena.ring, self.arena.ring.atoms[atom].polynomial
        parts = [ring.norm(polynomial)]
        for root in ring.radicands:
            if ring.uses(polynomial, root):
                parts += ring.split(polynomial, root)
        return [factor for part in parts if part != 0 for factor, _ in ring.factor(part)[1]]

"""The tournament: which candidate is the mover's best reply, and where.

In:  candidates as cells, the cells of all alternatives (for a `Choose`, with the choice left as a variable), and the
     players in the order in which ties are broken: the mover, then the movers upstream, the nearest first.
Out: winners as cells with learned regions, and what could not be settled.
Method (counterexample-guided, after Solar-Lezama 2008):
1. on each row of the bank the winner is the feasible candidate that pays the mover most;
2. learn each winner's region over the factors of boundaries and payoff differences;
3. ask the oracle the node's questions; a counterexample joins the bank, and the round is played again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.bank import Bank, Mask
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.cells import Cell, peace_rank
from symbolic_alliance.questions import Question, node_questions
from symbolic_alliance.solve.learn import description_cost, learn

ROUNDS = 6
PAIRS = 500
BISECTIONS = 14
NEAR = 1e-9


@dataclass(frozen=True)
class Standing:
    """The result of a tournament: winners with their entries, and the questions left open, each with what came of it."""

    winners: tuple[Cell, ...]
    entries: tuple[Cell, ...]
    open_questions: tuple[tuple[Question, str], ...]
    unlearned: tuple[Cell, ...]


def tournament(arena: Arena, entrants: Sequence[Cell], order: Sequence[int], rivals: Sequence[Cell]) -> Standing:
    """Play rounds until no counterexample is left."""
    _Draw(arena, entrants, order).sharpen_bank()
    for _ in range(ROUNDS):
        standing, refuted = _round(arena, entrants, order, rivals)
        if not refuted:
            break
    return standing


def _round(arena: Arena, entrants: Sequence[Cell], order: Sequence[int],
           rivals: Sequence[Cell]) -> tuple[Standing, int]:
    arena.oracle.found.clear()
    entries, winners, unlearned = _Draw(arena, entrants, order).winners()
    left_open, points = [], []
    for question in node_questions(arena, order[0], winners, [[entry] for entry in entries], rivals):
        answer = question.refuted_by(arena)
        if answer.status != "unsat":
            left_open.append((question, answer.status))
        if answer.status == "sat" and answer.point is not None:
            points.append(answer.point)
    arena.extend_bank([*points, *arena.oracle.found])
    return Standing(tuple(winners), tuple(entries), tuple(left_open), tuple(unlearned)), len(points)


class _Draw:
    """One set of candidates on the bank as it stands."""

    def __init__(self, arena: Arena, entrants: Sequence[Cell], order: Sequence[int]) -> None:
        self.arena, self.entrants, self.order = arena, entrants, order
        self.ranks = [peace_rank(arena, entrant) for entrant in entrants]

    def labels(self, bank: Bank) -> np.ndarray:
        """The winner's index in each row; -1 where nobody is feasible or the bank cannot tell."""
        masks = [case_masks(bank, entrant.region) for entrant in self.entrants]
        winner = self._best(bank, list(range(len(self.entrants))), [holds for holds, _ in masks], 0)
        for _, unclear in masks:
            winner[unclear] = -1
        return winner

    def _best(self, bank: Bank, group: list[int], feasible: list[Mask], level: int) -> np.ndarray:
        if level == len(self.order) or len(group) == 1:
            return self._first(bank, sorted(group, key=lambda index: self.ranks[index]), feasible)
        player, families = self.order[level], {}
        for index in group:
            families.setdefault(self.entrants[index].payoffs[player].key, []).append(index)
        winners = [self._best(bank, family, feasible, level + 1) for family in families.values()]
        values = np.array([np.where(winner >= 0, bank.values(self.entrants[family[0]].payoffs[player]), -np.inf)
                           for winner, family in zip(winners, families.values(), strict=True)])
        values[np.isnan(values)] = -np.inf
        top = values.max(axis=0)
        chosen = np.array(winners)[values.argmax(axis=0), np.arange(bank.size)]
        with np.errstate(invalid="ignore"):
            ties = (values >= top - NEAR * (1 + np.abs(top))).sum(axis=0) > 1
        return np.where(np.isfinite(top) & ~ties, chosen, -1)

    def _first(self, bank: Bank, group: list[int], feasible: list[Mask]) -> np.ndarray:
        winner = np.full(bank.size, -1)
        for index in reversed(group):
            winner[feasible[index]] = index
        return winner

    def winners(self) -> tuple[list[Cell], list[Cell], list[Cell]]:
        """Entries that win somewhere, the same with learned regions, and those whose region could not be learned."""
        bank, labels = self.arena.oracle.bank, self.labels(self.arena.oracle.bank)
        entries, winners, unlearned = [], [], []
        for index, entrant in enumerate(self.entrants):
            wins = labels == index
            if not wins.any():
                continue
            cases = self._learned(bank, entrant, wins, (labels >= 0) & ~wins)
            if cases is None:
                unlearned.append(entrant)
            else:
                entries.append(entrant)
                winners.append(replace(entrant, region=cases))
        return entries, winners, unlearned

    def _learned(self, bank: Bank, entrant: Cell, wins: Mask, loses: Mask):  # type: ignore[no-untyped-def]
        """Learn without roots first; with roots only where that is shorter, on rows where they are real."""
        atoms = self._atoms(bank, entrant)
        ring = self.arena.ring
        plain = [atom for atom in atoms if not set(ring.atoms[atom].names) & set(ring.radicands)]
        cases = learn(bank, wins, loses, plain)
        rooted = [atom for atom in atoms if atom not in plain
                  and all(name not in ring.radicands or np.isfinite(bank.column(name)[wins]).all()
                          for name in ring.atoms[atom].names)]
        if rooted:
            other = learn(bank, wins, loses, [*plain, *rooted])
            if description_cost(ring, other) < description_cost(ring, cases):
                return other
        return cases

    def _atoms(self, bank: Bank, entrant: Cell) -> list[int]:
        """The atoms that may bound the winner's region: boundaries, payoff differences and their root-free norms."""
        ring, pool = self.arena.ring, []
        for other in self.entrants:
            pool += [atom for case in other.region for literal in case for atom in literal.atoms]
            for player in self.order:
                gap = other.payoffs[player] - entrant.payoffs[player]
                if not gap.is_zero:
                    pool += ring.odd_part(gap)[1]
                    break
        for atom in list(dict.fromkeys(pool)):
            if set(ring.atoms[atom].names) & set(ring.radicands):
                pool += self._rootless(atom)
        for radicand in ring.radicands.values():
            pool += [atom for atom, _ in ring.factor(radicand)[1]]
        return [atom for atom in dict.fromkeys(pool)
                if (bank.signs(atom) > 0).any() and (bank.signs(atom) < 0).any()]

    def _rootless(self, atom: int) -> list[int]:
        ring, polynomial = self.arena.ring, self.arena.ring.atoms[atom].polynomial
        parts = [ring.norm(polynomial)]
        for root in ring.radicands:
            if ring.uses(polynomial, root):
                parts += ring.split(polynomial, root)
        return [factor for part in parts if part != 0 for factor, _ in ring.factor(part)[1]]

    def sharpen_bank(self) -> None:
        """Bisect between rows with different winners, so that the bank has points on either side of every boundary."""
        if len(self.entrants) < 2:
            return
        arena, bank = self.arena, self.arena.oracle.bank
        labels, rng = self.labels(bank), np.random.default_rng(3)
        clear = np.flatnonzero(labels >= 0)
        if not len(clear):
            return
        left, right = rng.choice(clear, PAIRS), rng.choice(clear, PAIRS)
        differ = labels[left] != labels[right]
        left, right = left[differ], right[differ]
        if not len(left):
            return
        low = {name: column[left] for name, column in bank.columns.items()}
        high = {name: column[right] for name, column in bank.columns.items()}
        target = labels[left]
        for _ in range(BISECTIONS):
            middle = {name: (low[name] + high[name]) / 2 for name in low}
            same = self.labels(bank.replaced(middle)) == target
            low = {name: np.where(same, middle[name], low[name]) for name in low}
            high = {name: np.where(same, high[name], middle[name]) for name in high}
        for rows in (low, high):
            trial = bank.replaced(rows)
            inside = np.logical_and.reduce([trial.values(slack) > 0 for slack in arena.slacks])
            bank.extend({name: column[inside] for name, column in rows.items()})

"""Learn a region from examples: a short disjunction of cases over given atoms.

In:  rows where the winner stands, grouped by its runner-up; rows where each rival wins; atoms whose signs may bound it.
Out: cases that hold on all of the former and on none of the latter, or None where the atoms cannot tell them apart.
Method: the cheapest of one case for all rows, one for each runner-up (the comparison that decides differs), and cases grown
from single rows; in each, greedy set cover weighted by simplicity (Chvatal 1979), then pruning.
Nothing here is trusted: the oracle checks what was learned.
"""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.literals import Case, Literal, case_of
from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Mask

MOST_CASES = 8
SEEDS = 12
CASE_COST = 30


def learn(bank: WitnessBank, groups: Sequence[Mask], rivals: Sequence[Mask], atoms: Sequence[int]) -> tuple[Case, ...] | None:
    """The learned cases; ``((),)`` where there is nothing to keep out."""
    rivals = [rival for rival in rivals if rival.any()]
    if not rivals:
        return ((),)
    wanted = np.logical_or.reduce(groups)
    table = _Table(bank, wanted, rivals, atoms)
    single = table.common_case(np.ones(table.kept.shape[1], dtype=bool))
    choices = ([single] if single is not None else None, table.cases([]), table.cases([group[wanted] for group in groups]))
    chosen = min((choice for choice in choices if choice is not None), key=table.total_cost, default=None)
    return None if chosen is None else tuple(dict.fromkeys(map(table.case, chosen)))


def description_cost(ring: Ring, cases: Sequence[Case] | None) -> float:
    """How long a learned region is to read; infinite where there is none."""
    if cases is None:
        return float("inf")
    return sum(CASE_COST + sum(ring.atoms[atom].cost for literal in case for atom in literal.atoms) for case in cases)


class _Table:
    """For each literal, which wanted rows it keeps and which rows of rivals it lets in."""

    def __init__(self, bank: WitnessBank, wanted: Mask, rivals: Sequence[Mask], atoms: Sequence[int]) -> None:
        signs = [(Literal(sign, (atom,)), bank.signs(atom) * sign) for atom in atoms for sign in (1, -1)]
        self.literals = [literal for literal, _ in signs]
        self.cost = np.array([bank.ring.atoms[literal.atoms[0]].cost for literal in self.literals], dtype=float)
        self.kept = _rows([sign >= 0 for _, sign in signs], wanted)
        self.let_in = _rows([sign > 0 for _, sign in signs], np.logical_or.reduce(rivals))

    def case(self, chosen: Sequence[int]) -> Case:
        case = case_of(self.literals[index] for index in chosen)
        assert case is not None  # no literal is chosen beside its opposite
        return case

    def total_cost(self, cases: Sequence[Sequence[int]]) -> float:
        return float(sum(CASE_COST + self.cost[list(case)].sum() for case in cases))

    def coverage(self, chosen: Sequence[int]) -> Mask:
        return np.logical_and.reduce([self.kept[index] for index in chosen])

    def cases(self, groups: Sequence[Mask]) -> list[list[int]] | None:
        """A case for each group that the earlier cases leave out, the largest group first; grown cases where that fails."""
        uncovered = np.ones(self.kept.shape[1], dtype=bool)
        found: list[list[int]] = []
        for group in sorted(groups, key=np.count_nonzero, reverse=True):
            chosen = self.common_case(group & uncovered) if (group & uncovered).any() else None
            if chosen is not None:
                found.append(chosen)
                uncovered &= ~self.coverage(chosen)
        while uncovered.any() and len(found) < MOST_CASES:
            chosen = self.common_case(uncovered) or self._grow_best(uncovered)
            if chosen is None:
                return None
            found.append(chosen)
            uncovered &= ~self.coverage(chosen)
        return None if uncovered.any() else found

    def common_case(self, rows: Mask) -> list[int] | None:
        """One case for some rows, from the literals that keep every one of them."""
        allowed = np.flatnonzero(self.kept[:, rows].all(axis=1))
        live, chosen = np.ones(self.let_in.shape[1], dtype=bool), []
        while live.any():
            if not len(allowed):
                return None
            rates = (~self.let_in[np.ix_(allowed, live)]).sum(axis=1) / self.cost[allowed]
            best = int(np.argmax(rates))
            if rates[best] == 0:
                return None
            chosen.append(int(allowed[best]))
            live &= self.let_in[allowed[best]]
            allowed = allowed[allowed != _opposite(chosen[-1])]
        return self._prune(chosen, sorted(chosen, key=lambda index: -self.cost[index]))

    def _prune(self, chosen: list[int], order: Sequence[int]) -> list[int]:
        for index in order:
            rest = [other for other in chosen if other != index]
            if rest and not np.logical_and.reduce(self.let_in[rest]).any():
                chosen = rest
        return chosen

    def _grow_best(self, uncovered: Mask) -> list[int] | None:
        """The case that covers most for what it costs, grown from a few rows."""
        best, score = None, 0.0
        rows = np.flatnonzero(uncovered)
        for seed in rows[:: max(1, len(rows) // SEEDS)]:
            chosen = self._grow(int(seed), uncovered)
            if chosen is None:
                continue
            worth = np.count_nonzero(self.coverage(chosen) & uncovered) / (CASE_COST + self.cost[chosen].sum())
            if worth > score:
                best, score = chosen, worth
        return best

    def _grow(self, seed: int, uncovered: Mask) -> list[int] | None:
        allowed = np.flatnonzero(self.kept[:, seed])
        let_in = self.let_in
        live, keep, chosen = np.ones(let_in.shape[1], dtype=bool), uncovered.copy(), []
        while live.any():
            if not len(allowed):
                return None
            excluded = (~let_in[np.ix_(allowed, live)]).mean(axis=1)
            lost = (~self.kept[np.ix_(allowed, keep)]).mean(axis=1) if keep.any() else 0.0
            rates = np.where(excluded > 0, (excluded + 1e-9) / (0.02 + lost) / (20 + self.cost[allowed]), -1)
            best = int(np.argmax(rates))
            if excluded[best] == 0:
                return None
            chosen.append(int(allowed[best]))
            live &= let_in[allowed[best]]
            keep &= self.kept[allowed[best]]
            allowed = allowed[allowed != _opposite(chosen[-1])]
        order = sorted(chosen, key=lambda index: (-np.count_nonzero(~self.kept[index] & uncovered), -self.cost[index]))
        return self._prune(chosen, order)


def _opposite(index: int) -> int:
    """Where the literal of the other sign stands."""
    return index ^ 1


def _rows(masks: Sequence[Mask], rows: Mask) -> np.ndarray:
    return np.array([mask[rows] for mask in masks], dtype=bool).reshape(len(masks), np.count_nonzero(rows))

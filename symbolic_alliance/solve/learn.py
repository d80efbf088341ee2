"""Learn a region from examples: a short disjunction of cases over given atoms.

In:  rows where the region holds, rows where it does not, and atoms whose signs may bound it.
Out: cases that hold on all of the former and on none of the latter, or None where the atoms cannot tell them apart.
Method: greedy set cover weighted by simplicity, then pruning; first one case, then as many as are needed.
Nothing here is trusted: the oracle checks what was learned.
"""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.bank import Bank, Mask
from symbolic_alliance.algebra.literals import Case, Literal, case_of
from symbolic_alliance.algebra.ring import Ring

MOST_CASES = 8
SEEDS = 12


def learn(bank: Bank, wanted: Mask, unwanted: Mask, atoms: Sequence[int]) -> tuple[Case, ...] | None:
    """The learned cases; ``((),)`` where there is nothing to keep out."""
    if not unwanted.any():
        return ((),)
    table = _Table(bank, wanted, unwanted, atoms)
    uncovered = np.ones(table.kept.shape[1], dtype=bool)
    cases: list[Case] = []
    while uncovered.any() and len(cases) < MOST_CASES:
        chosen = table.common_case(uncovered) or table.best_case(uncovered)
        if chosen is None:
            return None
        cases.append(table.case(chosen))
        uncovered &= ~table.covered(chosen)
    return None if uncovered.any() else tuple(dict.fromkeys(cases))


def description_cost(ring: Ring, cases: Sequence[Case] | None) -> float:
    """How long a learned region is to read; infinite where there is none."""
    if cases is None:
        return float("inf")
    return sum(30 + sum(ring.atoms[atom].cost for literal in case for atom in literal.atoms) for case in cases)


class _Table:
    """For each literal, which wanted rows it keeps and which unwanted rows it lets in."""

    def __init__(self, bank: Bank, wanted: Mask, unwanted: Mask, atoms: Sequence[int]) -> None:
        signs = [(Literal(sign, (atom,)), bank.signs(atom) * sign) for atom in atoms for sign in (1, -1)]
        self.literals = [literal for literal, _ in signs]
        self.cost = np.array([bank.ring.atoms[literal.atoms[0]].cost for literal in self.literals], dtype=float)
        self.kept = np.array([sign[wanted] >= 0 for _, sign in signs]).reshape(len(signs), np.count_nonzero(wanted))
        self.let_in = np.array([sign[unwanted] > 0 for _, sign in signs]).reshape(len(signs), np.count_nonzero(unwanted))

    def case(self, chosen: Sequence[int]) -> Case:
        case = case_of(self.literals[index] for index in chosen)
        assert case is not None
        return case

    def covered(self, chosen: Sequence[int]) -> Mask:
        return np.logical_and.reduce([self.kept[index] for index in chosen])

    def common_case(self, uncovered: Mask) -> list[int] | None:
        """One case for all uncovered rows, from the literals that keep every one of them."""
        allowed = np.flatnonzero(self.kept[:, uncovered].all(axis=1))
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
        return self._pruned(chosen, sorted(chosen, key=lambda index: -self.cost[index]))

    def best_case(self, uncovered: Mask) -> list[int] | None:
        """The case that covers most for what it costs, grown from a few rows."""
        best, score = None, 0.0
        rows = np.flatnonzero(uncovered)
        for seed in rows[:: max(1, len(rows) // SEEDS)]:
            chosen = self._grown(int(seed), uncovered)
            if chosen is None:
                continue
            worth = np.count_nonzero(self.covered(chosen) & uncovered) / (30 + self.cost[chosen].sum())
            if worth > score:
                best, score = chosen, worth
        return best

    def _grown(self, seed: int, uncovered: Mask) -> list[int] | None:
        allowed = np.flatnonzero(self.kept[:, seed])
        live, keep, chosen = np.ones(self.let_in.shape[1], dtype=bool), uncovered.copy(), []
        while live.any():
            excluded = (~self.let_in[np.ix_(allowed, live)]).mean(axis=1)
            lost = (~self.kept[np.ix_(allowed, keep)]).mean(axis=1) if keep.any() else 0.0
            rates = np.where(excluded > 0, (excluded + 1e-9) / (0.02 + lost) / (20 + self.cost[allowed]), -1)
            best = int(np.argmax(rates))
            if excluded[best] == 0:
                return None
            chosen.append(int(allowed[best]))
            live &= self.let_in[allowed[best]]
            keep &= self.kept[allowed[best]]
        order = sorted(chosen, key=lambda index: (-np.count_nonzero(~self.kept[index] & uncovered), -self.cost[index]))
        return self._pruned(chosen, order)

    def _pruned(self, chosen: list[int], order: Sequence[int]) -> list[int]:
        for index in order:
            rest = [other for other in chosen if other != index]
            if rest and not np.logical_and.reduce([self.let_in[other] for other in rest]).any():
                chosen = rest
        return chosen

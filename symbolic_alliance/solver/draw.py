"""Who wins where, on the rows of the bank: candidates ranked by the mover's payoff, ties broken upstream, then by peace."""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, peace_rank
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.solver.beaten import Beaten

NEAR = 1e-9


class Draw:
    """One set of candidates on the bank as it stands; what beats them, if anything does, counts as the last of them."""

    def __init__(self, arena: Arena, candidates: Sequence[Cell], order: Sequence[int], beaten: Beaten | None = None) -> None:
        self.arena, self.order, self.beaten = arena, order, beaten
        self.candidates = tuple(candidates)
        self.entrants = self.candidates if beaten is None else (*self.candidates, beaten.cell())
        self.ranks = [peace_rank(arena, entrant) for entrant in self.candidates]
        self.atoms = () if beaten is None else tuple(dict.fromkeys(beaten.atoms(self.candidates)))

    def labels(self, bank: WitnessBank) -> np.ndarray:
        """The winner's index in each row; -1 where nobody is feasible or the bank cannot tell."""
        masks = [case_masks(bank, entrant.region) for entrant in self.candidates]
        winner = np.full(bank.size, -1)
        if self.candidates:
            winner = self._best(bank, list(range(len(self.candidates))), [holds for holds, _ in masks], 0)
        if self.beaten is not None:
            paid = np.full(bank.size, -np.inf)
            for index, entrant in enumerate(self.candidates):
                paid = np.where(winner == index, bank.values(entrant.payoffs[self.order[0]]), paid)
            flat = np.zeros(bank.size, dtype=bool)
            for index, entrant in enumerate(self.candidates):
                flat |= (winner == index) & self.beaten.unclear(bank, entrant)
            winner[self.beaten.rows(bank, paid)] = len(self.candidates)
            winner[flat] = -1
        for _, unclear in masks:
            winner[unclear] = -1
        return winner

    def _best(self, bank: WitnessBank, group: list[int], feasible: list[Mask], level: int) -> np.ndarray:
        if level == len(self.order) or len(group) == 1:
            return self._first(bank, sorted(group, key=lambda index: self.ranks[index]), feasible)
        player = self.order[level]
        families: dict[str, list[int]] = {}
        for index in group:
            families.setdefault(self.entrants[index].payoffs[player].key, []).append(index)
        winners = [self._best(bank, family, feasible, level + 1) for family in families.values()]
        values = np.array([np.where(winner >= 0, bank.values(self.entrants[family[0]].payoffs[player]), -np.inf)
                           for winner, family in zip(winners, families.values(), strict=True)])
        values[np.isnan(values)] = -np.inf
        blurs = np.array([bank.blur(self.entrants[family[0]].payoffs[player]) for family in families.values()])
        best = values.argmax(axis=0), np.arange(bank.size)
        top, chosen = values[best], np.array(winners)[best]
        with np.errstate(invalid="ignore"):
            ties = (values >= top - NEAR * (1 + np.abs(top)) - blurs - blurs[best]).sum(axis=0) > 1
        return np.where(np.isfinite(top) & ~ties, chosen, -1)

    def _first(self, bank: WitnessBank, group: list[int], feasible: list[Mask]) -> np.ndarray:
        winner = np.full(bank.size, -1)
        for index in reversed(group):
            winner[feasible[index]] = index
        return winner

    def runners_up(self, bank: WitnessBank, labels: np.ndarray) -> np.ndarray:
        """In each row the candidate with the mover's next payoff, -1 where there is none."""
        if not self.entrants:
            return np.full(bank.size, -1)
        mover = self.order[0]
        keys = [entrant.payoffs[mover].key for entrant in self.entrants]
        values = np.array([np.where(case_masks(bank, entrant.region)[0], bank.values(entrant.payoffs[mover]), -np.inf)
                           for entrant in self.entrants])
        values[np.isnan(values)] = -np.inf
        for index, key in enumerate(keys):
            for other, other_key in enumerate(keys):
                if other_key == key:
                    values[other, labels == index] = -np.inf
        return np.where(np.isfinite(values.max(axis=0)), values.argmax(axis=0), -1)

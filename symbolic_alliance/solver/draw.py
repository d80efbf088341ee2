"""Who wins where, on the rows of the bank: candidates ranked by the mover's payoff, ties broken upstream, then by peace."""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, peace_rank
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.solver.beaten import Beaten

NEAR = 1e-9
NOBODY, UNCLEAR = -1, -2


class Draw:
    """One set of candidates on the bank as it stands.

    The entrants are the candidates, then the cells of which nothing is known, which stand wherever they can be met, then
    what beats the candidates, if anything does.
    """

    def __init__(self, arena: Arena, entrants: Sequence[Cell], order: Sequence[int], beaten: Beaten | None = None) -> None:
        self.arena, self.order, self.beaten = arena, order, beaten
        self.candidates = tuple(one for one in entrants if not one.is_unknown)
        self.known = (*self.candidates, *(one for one in entrants if one.is_unknown))
        self.entrants = self.known if beaten is None else (*self.known, *beaten.cells())
        self.ranks = [peace_rank(arena, candidate) for candidate in self.candidates]
        self.atoms = () if beaten is None else tuple(dict.fromkeys(beaten.atoms(self.candidates)))

    def labels(self, bank: WitnessBank) -> np.ndarray:
        """The winner's index in each row; a negative number where nobody is feasible or the bank cannot tell."""
        masks = [case_masks(bank, entrant.region) for entrant in self.known]
        winner = np.full(bank.size, NOBODY)
        if self.candidates:
            winner = self._best(bank, list(range(len(self.candidates))), [holds for holds, _ in masks], 0)
        if self.beaten is not None:
            winner = self._unless_beaten(bank, winner, self.beaten)
        for index in reversed(range(len(self.candidates), len(self.known))):
            winner[masks[index][0]] = index
        for _, unclear in masks:
            winner[unclear] = UNCLEAR
        return winner

    def _unless_beaten(self, bank: WitnessBank, winner: np.ndarray, beaten: Beaten) -> np.ndarray:
        paid, doubt = np.full(bank.size, -np.inf), winner == UNCLEAR
        for index, candidate in enumerate(self.candidates):
            here = winner == index
            paid = np.where(here, bank.values(candidate.payoffs[self.order[0]]), paid)
            doubt |= here & beaten.unclear(bank, candidate)
        actions = [step.action for one in self.candidates for step in one.path[:2] if isinstance(step.action, Rational)]
        for place, rows in enumerate(beaten.rows(bank, paid, actions), len(self.known)):
            winner = np.where(rows, place, winner)
        return np.where(doubt, UNCLEAR, winner)

    def _best(self, bank: WitnessBank, group: list[int], feasible: list[Mask], level: int) -> np.ndarray:
        if level == len(self.order) or len(group) == 1:
            return self._first(bank, sorted(group, key=lambda index: self.ranks[index]), feasible)
        player = self.order[level]
        families: dict[str, list[int]] = {}
        for index in group:
            families.setdefault(self.candidates[index].payoffs[player].key, []).append(index)
        winners = [self._attained_first(bank, family, feasible, level + 1) for family in families.values()]
        values = np.array([np.where(winner != NOBODY, bank.values(self.candidates[family[0]].payoffs[player]), -np.inf)
                           for winner, family in zip(winners, families.values(), strict=True)])
        values[np.isnan(values)] = -np.inf
        blurs = np.array([bank.blur(self.candidates[family[0]].payoffs[player]) for family in families.values()])
        best = values.argmax(axis=0), np.arange(bank.size)
        top, chosen = values[best], np.array(winners)[best]
        with np.errstate(invalid="ignore"):
            ties = (values >= top - NEAR * (1 + np.abs(top)) - blurs - blurs[best]).sum(axis=0) > 1
        return np.where(np.isfinite(top), np.where(ties, UNCLEAR, chosen), NOBODY)

    def _attained_first(self, bank: WitnessBank, family: list[int], feasible: list[Mask], level: int) -> np.ndarray:
        """Among those that pay a player the same, one that can be chosen, where there is any."""
        winner = np.full(bank.size, NOBODY)
        for attained in (False, True):
            group = [index for index in family if self.candidates[index].attained == attained]
            if group:
                winner = np.where(np.logical_or.reduce([feasible[index] for index in group]),
                                  self._best(bank, group, feasible, level), winner)
        return winner

    def _first(self, bank: WitnessBank, group: list[int], feasible: list[Mask]) -> np.ndarray:
        winner = np.full(bank.size, NOBODY)
        for index in reversed(group):
            winner[feasible[index]] = index
        return winner

    def runners_up(self, bank: WitnessBank, labels: np.ndarray) -> np.ndarray:
        """In each row the candidate with the mover's next payoff, NOBODY where there is none."""
        if not self.candidates:
            return np.full(bank.size, NOBODY)
        mover = self.order[0]
        keys = [entrant.payoffs[mover].key for entrant in self.candidates]
        values = np.array([np.where(case_masks(bank, entrant.region)[0], bank.values(entrant.payoffs[mover]), -np.inf)
                           for entrant in self.candidates])
        values[np.isnan(values)] = -np.inf
        for index, key in enumerate(keys):
            for other, other_key in enumerate(keys):
                if other_key == key:
                    values[other, labels == index] = -np.inf
        return np.where(np.isfinite(values.max(axis=0)), values.argmax(axis=0), NOBODY)

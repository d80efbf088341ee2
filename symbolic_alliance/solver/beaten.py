"""Where a deviation pays more than every candidate: there the mover's best reply has no closed form, or there is none.

In:  a node, the cells of all alternatives with the choice left as a variable, and the candidates.
Out: on which rows of the bank it is so, the atoms that may bound the region, and the reason.
Method: on each row the alternatives are looked at on a grid of choices.  Nothing is trusted: what is left to the candidates
is asked of the oracle as before, and what is taken from them is told as unsolved.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from flint import fmpz_mpoly

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, PathStep
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.sampling import Interval
from symbolic_alliance.algebra.witness_bank import NEAR_ZERO, WitnessBank
from symbolic_alliance.closed_form.arrays import Floats, Mask
from symbolic_alliance.game.tree import Choose, Decide, parts_of

NEAR_ENDS = (1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2)
SHARES = (*NEAR_ENDS, *(number / 32 for number in range(1, 32)), *(1 - share for share in NEAR_ENDS))
STEPS = tuple(10.0**exponent for exponent in np.linspace(-15, 6, 64))
MARGIN, FLAT = 1e-13, 1e-3
MOST_DEGREE = 4


class Beaten:
    """What beats the candidates at one node."""

    def __init__(self, arena: Arena, node: Decide | Choose, rivals: Sequence[Cell], mover: int) -> None:
        self.arena, self.node, self.rivals, self.mover = arena, node, rivals, mover
        names = [part.choice.name for part in ((node,) if isinstance(node, Choose) else parts_of(node))]
        self.intervals = [interval for interval in arena.intervals if interval.choice in names]

    def cell(self) -> Cell:
        """The play that nobody can name: a cell that no candidate attains, with the reason."""
        zero = self.arena.ring.lift(0)
        return Cell(((),), (zero,) * len(self.arena.game.players), "", (PathStep(self.node.name, "", "beaten"),),
                    attained=False, reason=self._reason())

    def rows(self, bank: WitnessBank, best: Floats) -> Mask:
        """The rows on which some choice pays the mover more than ``best``."""
        beaten = np.zeros(bank.size, dtype=bool)
        for interval in self.intervals:
            for column in _columns(bank, interval):
                there = bank.with_columns({**bank.columns, interval.choice: column})
                for rival in self.rivals:
                    payoff = rival.payoffs[self.mover]
                    with np.errstate(invalid="ignore"):
                        more = there.values(payoff) - there.blur(payoff) > best + MARGIN * np.abs(best)
                    beaten |= more & case_masks(there, rival.region)[0]
        return beaten

    def atoms(self, candidates: Sequence[Cell]) -> Iterator[int]:
        """What may bound the region: of each slope its coefficients, its discriminant, and its value at each candidate."""
        ring = self.arena.ring
        for _, interval, slope in self._slopes:
            found: list[fmpz_mpoly] = list(ring.coefficients(slope, interval.choice))
            degree = len(found) - 1
            if 2 <= degree <= MOST_DEGREE:
                found.append(slope.discriminant(interval.choice))
            found += [at for candidate in candidates for at in self._slopes_at(candidate, interval, slope)]
            yield from (atom for polynomial in found if not polynomial.is_constant()
                        for atom, _ in ring.factor(polynomial)[1])

    def unclear(self, bank: WitnessBank, candidate: Cell) -> Mask:
        """The rows on which a slope at a candidate is so near zero that a grid cannot tell whether it is beaten."""
        near = np.zeros(bank.size, dtype=bool)
        for _, interval, slope in self._slopes:
            for polynomial in self._slopes_at(candidate, interval, slope):
                value = self.arena.ring.lift(polynomial)
                with np.errstate(invalid="ignore"):
                    near |= np.abs(bank.values(value)) < FLAT * bank.blur(value) / NEAR_ZERO
        return near

    def _slopes_at(self, candidate: Cell, interval: Interval, slope: fmpz_mpoly) -> Iterator[fmpz_mpoly]:
        for step in candidate.path[:2]:
            if isinstance(step.action, Rational):
                there = self.arena.ring.lift(slope).substitute(interval.choice, step.action).numerator
                if not there.is_constant():
                    yield there

    @cached_property
    def _slopes(self) -> tuple[tuple[Cell, Interval, fmpz_mpoly], ...]:
        return tuple((rival, interval, rival.payoffs[self.mover].derivative_numerator(interval.choice))
                     for rival in self.rivals for interval in self.intervals
                     if rival.payoffs[self.mover].uses(interval.choice))

    def _reason(self) -> str:
        """Why no candidate is the best reply: what is known of the alternatives' payoffs as functions of the choice."""
        ring, player = self.arena.ring, self.node.player
        degrees = [len(ring.coefficients(ring.atoms[atom].polynomial, interval.choice)) - 1
                   for _, interval, slope in self._slopes for atom, _ in ring.factor(slope)[1]]
        for rival, interval, _ in self._slopes:
            payoff = rival.payoffs[self.mover]
            top, bottom = (len(ring.coefficients(part, interval.choice)) for part in (payoff.numerator, payoff.denominator))
            if interval.upper is None and top > bottom and max(degrees, default=0) < 3:
                return f"{player} has no best reply: its payoff grows without bound in {interval.choice}"
            if bottom > 1 and max(degrees, default=0) < 3:
                return f"{player} has no best reply that was found: its payoff has a pole in {interval.choice}"
        if max(degrees, default=0) > 2:
            return (f"{player}'s best reply is a stationary point of degree {max(degrees)}, "
                    "which has no closed form of degree 1 or 2")
        return "a deviation pays more than every candidate that was found"


def _columns(bank: WitnessBank, interval: Interval) -> Iterator[Floats]:
    lower = bank.values(interval.lower)
    if interval.upper is None:
        yield from (lower + step for step in STEPS)
    else:
        width = bank.values(interval.upper) - lower
        yield from (lower + width * share for share in SHARES)

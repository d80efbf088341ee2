"""Where a deviation pays more than every candidate: there the mover's best reply has no closed form, or there is none.

In:  a node, the cells of all alternatives with the choice left as a variable, and the candidates.
Out: on which rows of the bank it is so, for which reason, and the atoms that may bound the region.
Method: on each row the alternatives are looked at on a grid of choices, which is narrowed about the best.  Nothing is
trusted: what is left to the candidates is asked of the oracle as before, and what is taken from them is told as unsolved.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from flint import fmpz_mpoly
from numpy.typing import NDArray

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, unknown
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.sampling import Interval
from symbolic_alliance.algebra.witness_bank import NEAR_ZERO, WitnessBank
from symbolic_alliance.closed_form.arrays import Floats, Mask
from symbolic_alliance.game.tree import Choose, Decide, parts_of

NEAR_ENDS = (1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2)
SHARES = (*NEAR_ENDS, *(number / 32 for number in range(1, 32)), *(1 - share for share in NEAR_ENDS))
STEPS = tuple(10.0**exponent for exponent in np.linspace(-15, 6, 64))
BETWEEN = 1.4  # puts the second half of the steps between those of the first
MARGIN, FLAT = 1e-13, 1e-3
MOST_DEGREE, NARROWINGS = 4, 40
DEVIATION = "a deviation pays more than every candidate that was found"


class Beaten:
    """What beats the candidates at one node."""

    def __init__(self, arena: Arena, node: Decide | Choose, rivals: Sequence[Cell], mover: int) -> None:
        self.arena, self.node, self.mover = arena, node, mover
        self.rivals = [rival for rival in rivals if not rival.is_unknown]
        names = [part.choice.name for part in ((node,) if isinstance(node, Choose) else parts_of(node))]
        self.intervals = [interval for interval in arena.intervals if interval.choice in names]
        self.reasons = tuple(dict.fromkeys(reason for interval in self.intervals for rival in self.rivals
                                           for reason in self._reasons(rival, interval)))

    def cells(self) -> tuple[Cell, ...]:
        """The play that nobody can name: an unknown cell for each reason."""
        return tuple(unknown(self.node.name, ((),), reason) for reason in self.reasons)

    def rows(self, bank: WitnessBank, best: Floats, actions: Sequence[Rational]) -> list[Mask]:
        """For each reason the rows on which some choice pays the mover more than ``best``, the most for this reason."""
        top, why = best + np.where(np.isfinite(best), MARGIN * np.abs(best), 0), np.full(bank.size, -1)
        for interval in self.intervals:
            columns = np.array(list(_columns(bank, interval, actions)))
            for rival in self.rivals:
                paid, inside = self._most(bank, interval, rival, columns)
                slope, edge = map(self.reasons.index, self._reasons(rival, interval))
                why = np.where(paid > top, np.where(inside, slope, edge), why)
                top = np.fmax(top, paid)
        return [why == number for number in range(len(self.reasons))]

    def _most(self, bank: WitnessBank, interval: Interval, rival: Cell, columns: Floats) -> tuple[Floats, Mask]:
        """The most that a rival is seen to pay in each row, at the least, and whether that is at a point inside it."""
        row, last = np.arange(bank.size), len(columns) - 1
        grid = np.array([self._paid(bank, interval, rival, column) for column in columns])
        most, inside = np.full(bank.size, -np.inf), np.zeros(bank.size, dtype=bool)
        for place in (grid.argmax(axis=0), _peak(columns, grid)):
            before, after = np.clip(place - 1, 0, last), np.clip(place + 1, 0, last)
            between = np.isfinite(grid[before, row]) & np.isfinite(grid[after, row])
            top, low, high = grid[place, row], columns[before, row], columns[after, row]
            for _ in range(NARROWINGS if between.any() else 0):
                left, right = low + (high - low) / 3, high - (high - low) / 3
                one, other = (self._paid(bank, interval, rival, column) for column in (left, right))
                low, high = np.where(one < other, left, low), np.where(one < other, high, right)
                top = np.fmax(top, np.fmax(one, other))
            inside, most = np.where(top > most, between, inside), np.fmax(most, top)
        return most, inside

    def _paid(self, bank: WitnessBank, interval: Interval, rival: Cell, column: Floats) -> Floats:
        """What a rival pays at a number, at the least; less than anything where that does not lead into it."""
        there, payoff = bank.with_columns({**bank.columns, interval.choice: column}), rival.payoffs[self.mover]
        with np.errstate(invalid="ignore"):
            paid = there.values(payoff) - there.blur(payoff)
        return np.where(case_masks(there, rival.region)[0] & ~np.isnan(paid), paid, -np.inf)

    def _reasons(self, rival: Cell, interval: Interval) -> tuple[str, str]:
        """Why there is no candidate where a rival pays most: at a point inside it, and on its edge."""
        ring, player, payoff = self.arena.ring, self.node.player, rival.payoffs[self.mover]
        slope = [payoff.derivative_numerator(interval.choice)] if payoff.uses(interval.choice) else []
        edges = [ring.atoms[atom].polynomial for case in rival.region for literal in case for atom in literal.atoms]
        inside, edge = (max((len(ring.coefficients(ring.atoms[atom].polynomial, interval.choice)) - 1
                             for polynomial in polynomials for atom, _ in ring.factor(polynomial)[1]), default=0)
                        for polynomials in (slope, edges))
        known = "which has no closed form of degree 1 or 2"
        turns = f"{player}'s best reply is a stationary point of degree {inside}, {known}" if inside > 2 else ""
        changes = f"{player}'s best reply is a root of degree {edge}, where what follows changes, {known}" if edge > 2 else ""
        return turns or changes or DEVIATION, changes or turns or DEVIATION

    def atoms(self, candidates: Sequence[Cell]) -> Iterator[int]:
        """What may bound the region: of each slope its coefficients, its discriminant, and its value at each candidate, and
        where some stationary point pays as much as a candidate."""
        ring = self.arena.ring
        for rival, interval, slope in self._slopes:
            found: list[fmpz_mpoly] = list(ring.coefficients(slope, interval.choice))
            degree = len(found) - 1
            if 2 <= degree <= MOST_DEGREE:
                found.append(slope.discriminant(interval.choice))
                gaps = [rival.payoffs[self.mover] - candidate.payoffs[self.mover] for candidate in candidates]
                found += [gap.numerator.resultant(slope, interval.choice) for gap in gaps if not gap.is_zero]
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


def _peak(columns: Floats, grid: Floats) -> NDArray[np.intp]:
    """In each row the place near which a function is largest: by the parabola through a point and those beside it."""
    found = grid.copy()
    with np.errstate(all="ignore"):
        left, right = columns[:-2] - columns[1:-1], columns[2:] - columns[1:-1]
        down, up = (grid[:-2] - grid[1:-1]) / left, (grid[2:] - grid[1:-1]) / right
        bend = (up - down) / (right - left)
        vertex = -(down - bend * left) / (2 * bend)
        top = grid[1:-1] - bend * vertex**2
        inside = (bend < 0) & (left < vertex) & (vertex < right) & np.isfinite(top)
    found[1:-1] = np.where(inside, np.fmax(top, grid[1:-1]), grid[1:-1])
    return found.argmax(axis=0)


def _columns(bank: WitnessBank, interval: Interval, actions: Sequence[Rational]) -> Iterator[Floats]:
    """Numbers in an interval, rising; where it has no upper end, by the sizes of some actions too."""
    lower = bank.values(interval.lower)
    if interval.upper is not None:
        width = bank.values(interval.upper) - lower
        yield from (lower + width * share for share in SHARES)
        return
    scale = np.full(bank.size, BETWEEN)
    for action in actions:
        with np.errstate(invalid="ignore"):
            scale = np.fmax(scale, np.abs(bank.values(action) - lower))
    yield from np.sort([lower + step * size for step in STEPS for size in (1, scale)], axis=0)

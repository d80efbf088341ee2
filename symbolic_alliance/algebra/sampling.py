"""Fill the bank: random points that satisfy the assumptions, and random choices inside their intervals.

Method: a random walk of many chains from the witness, one coordinate at a time, with steps that multiply and steps that
add, so that small and large values both occur; a step that leaves the assumptions is not taken (Metropolis's rule for the
uniform law).  It serves any set of assumptions that has an interior.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symbolic_alliance.algebra.ring import Rational, Ring
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.exact.arrays import Floats, Mask

SMALLEST, LARGEST = 1e-5, 1e5


@dataclass(frozen=True)
class Interval:
    """Where a choice is made from, in the coordinates of a chart; no upper end where ``upper`` is None."""

    choice: str
    lower: Rational
    upper: Rational | None


def sample(ring: Ring, start: Mapping[str, float], slacks: Sequence[Rational], intervals: Sequence[Interval],
           count: int, seed: int) -> WitnessBank:
    """A bank of ``count`` points with every slack positive and every choice inside its interval."""
    rng = np.random.default_rng(seed)
    columns = {name: np.full(count, value) for name, value in start.items()}
    for sweep in range(40):
        for name in start:
            moved = {**columns, name: _step(rng, columns[name], multiply=(sweep + count) % 2 == 0)}
            keep = _inside(ring, moved, slacks)
            columns[name] = np.where(keep, moved[name], columns[name])
    return WitnessBank(ring, draw_choices(ring, columns, intervals, rng, count), count)


def draw_choices(ring: Ring, columns: Mapping[str, Floats], intervals: Sequence[Interval],
                 rng: np.random.Generator, count: int) -> dict[str, Floats]:
    """Add a random value for every choice, or a new one where the value that is there lies outside its interval."""
    filled = dict(columns)
    for interval in intervals:
        bank = WitnessBank(ring, filled, count)
        lower = bank.values(interval.lower)
        drawn = _draw(rng, lower, None if interval.upper is None else bank.values(interval.upper))
        known = filled.get(interval.choice)
        if known is not None:
            upper = np.inf if interval.upper is None else bank.values(interval.upper)
            drawn = np.where((known > lower) & (known < upper), known, drawn)
        filled[interval.choice] = drawn
    return filled


def _step(rng: np.random.Generator, column: Floats, *, multiply: bool) -> Floats:
    if multiply:
        return column * 10 ** rng.normal(0, 0.6, len(column))
    return column + rng.normal(0, 0.3, len(column))


def _inside(ring: Ring, columns: Mapping[str, Floats], slacks: Sequence[Rational]) -> Mask:
    bank = WitnessBank(ring, columns, len(next(iter(columns.values()))))
    inside = np.ones(bank.size, dtype=bool)
    for column in columns.values():
        inside &= (np.abs(column) > SMALLEST) & (np.abs(column) < LARGEST)
    for slack in slacks:
        inside &= bank.values(slack) > 0
    return inside


def _draw(rng: np.random.Generator, lower: Floats, upper: Floats | None) -> Floats:
    """Uniform inside a bounded interval, half of the time crowded at an end; else over some six orders of magnitude."""
    count = len(lower)
    if upper is None:
        return lower + 10 ** rng.uniform(-3, 2.5, count)
    share = rng.random(count)
    crowded = np.where(rng.random(count) < 0.5, share**4, 1 - share**4)
    return lower + (upper - lower) * np.where(rng.random(count) < 0.5, share, crowded)

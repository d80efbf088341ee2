"""Fill the bank: random points that satisfy the assumptions, and random choices inside their intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symbolic_alliance.algebra.ring import Rational, Ring
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Floats
from symbolic_alliance.game.points import Columns, multiply, shift, spread

WITHIN = (1e-5, 1e5)


@dataclass(frozen=True)
class Interval:
    """Where a choice is made from, in the coordinates of a chart; no upper end where ``upper`` is None."""

    choice: str
    lower: Rational
    upper: Rational | None


def sample(ring: Ring, start: Mapping[str, float], slacks: Sequence[Rational], intervals: Sequence[Interval],
           count: int, seed: int) -> WitnessBank:
    """A bank of ``count`` points with every slack positive and every choice inside its interval."""
    def values(columns: Columns) -> list[Floats]:
        bank = WitnessBank(ring, columns, count)
        return [bank.values(slack) for slack in slacks]

    rng = np.random.default_rng(seed)
    columns = spread(start, values, count, rng, WITHIN, [multiply, shift] * 20)
    return WitnessBank(ring, draw_choices(ring, columns, intervals, rng, count), count)


def draw_choices(ring: Ring, columns: Columns, intervals: Sequence[Interval],
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


def _draw(rng: np.random.Generator, lower: Floats, upper: Floats | None) -> Floats:
    """Uniform inside a bounded interval, half of the time crowded at an end; else over some six orders of magnitude."""
    count = len(lower)
    if upper is None:
        return lower + 10 ** rng.uniform(-3, 2.5, count)
    share = rng.random(count)
    crowded = np.where(rng.random(count) < 0.5, share**4, 1 - share**4)
    return lower + (upper - lower) * np.where(rng.random(count) < 0.5, share, crowded)

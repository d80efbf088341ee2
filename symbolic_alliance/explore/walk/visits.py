"""Points at which to check an equilibrium: in every regime, and just beside the cutoffs.

In:  an equilibrium.
Out: exact points that satisfy every assumption, the same ones for the same seed.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, zip_longest

from flint import ctx

from symbolic_alliance.closed_form import WORKING_DIGITS, Number, ball
from symbolic_alliance.explore.atlas import Atlas, holds
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.points import random_points

DRAWS_PER_POINT = 10
BESIDE = (Fraction(1, 10**3), Fraction(1, 10**9))


def points_in_regimes(equilibrium: Equilibrium, count: int, seed: int = 0) -> list[dict[str, Fraction]]:
    """Pick random points among many such that every regime is visited about as often, as far as they occur at all."""
    atlas = Atlas(equilibrium)
    waiting: dict[str, list[dict[str, Fraction]]] = {name: [] for name in atlas.regions}
    with ctx.workdps(WORKING_DIGITS):
        for point in random_points(atlas.parameters, DRAWS_PER_POINT * count, seed):
            run = atlas.at(point)
            for name in [name for name, cases in atlas.regions.items() if holds(run, cases)][:1]:
                waiting[name].append(point)
    in_turn = (point for row in zip_longest(*waiting.values()) for point in row if point is not None)
    return list(islice(in_turn, count))


def points_beside_cutoffs(equilibrium: Equilibrium,
                          points: Iterable[Mapping[str, Fraction]]) -> list[dict[str, Fraction]]:
    """Move each point to just below and just above every cutoff that is active there, as the assumptions allow."""
    atlas = Atlas(equilibrium)
    with ctx.workdps(WORKING_DIGITS):
        moved = [{**point, cutoff.parameter: value} for point in points for cutoff in equilibrium.cutoffs
                 for centre, _ in atlas.active(atlas.at(point), cutoff) for value in _beside(centre)]
        return [point for point in moved if atlas.assumptions_hold(atlas.at(point))]


def _beside(cutoff: Number) -> Iterator[Fraction]:
    centre = Fraction(float(ball(cutoff))).limit_denominator(10**12)
    for gap in BESIDE:
        yield from (centre * (1 - gap), centre * (1 + gap))

"""How far a point is from the edge of its regime, one parameter at a time.

In:  a compiled equilibrium, one of its regimes, and an exact rational point at which it holds.
Out: for each parameter the smallest change of it alone, all others fixed, beyond which the regime no longer holds within
     the assumed set: exactly where it is a root of degree at most two, else a float to 12 digits.

Between two neighbouring breakpoints of all slacks nothing changes its sign.  So one rational point in each gap, going
outwards from the start, tells exactly where the regime, or the assumed set, is left.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from symbolic_alliance.closed_form import Exact, number, plain
from symbolic_alliance.closed_form.breakpoints import Breakpoint, breakpoints, rational_between
from symbolic_alliance.explore.atlas import Atlas, holds
from symbolic_alliance.game.equilibrium import Regime

DIGITS = 12


def edges(atlas: Atlas, regime: Regime, point: Mapping[str, Fraction]) -> dict[str, Exact | float | None]:
    """Return for each parameter the smallest change of it alone that leaves the regime, None where no change does."""
    return {name: min(_changes(atlas, regime, point, name), key=lambda change: abs(float(change)), default=None)
            for name in atlas.parameters.names}


def _changes(atlas: Atlas, regime: Regime, point: Mapping[str, Fraction], name: str) -> Iterator[Exact | float]:
    """The change upwards and the change downwards, where the regime has an edge on that side."""
    forms = [slack for case in regime.region.cases for slack in case] + [slack for slack, _ in atlas.slacks]
    start = point[name]
    for gaps in _gaps_both_ways(breakpoints(forms, point, name), start):
        for edge, beyond in gaps:
            there = atlas.at({**point, name: beyond})
            if not atlas.assumptions_hold(there):
                break
            if not holds(there, atlas.regions[regime.name]):
                yield _change(edge, start)
                break


def _gaps_both_ways(found: tuple[Breakpoint, ...], start: Fraction) -> tuple[list[tuple[Breakpoint, Fraction]], ...]:
    """Upwards and downwards from the start: each breakpoint with a rational point in the gap beyond it."""
    ends = [None, *found, None]
    inside = [rational_between(low, high) for low, high in pairwise(ends)]
    place = next(index for index, one in enumerate(found) if one.exact == number(start))
    upwards = list(zip(found[place:], inside[place + 1:], strict=True))
    downwards = list(zip(found[place::-1], inside[place::-1], strict=True))
    return upwards, downwards


def _change(edge: Breakpoint, start: Fraction) -> Exact | float:
    if edge.exact is None:
        return float(f"{float(edge.ball - number(start)):.{DIGITS}g}")
    return plain(edge.exact - number(start))

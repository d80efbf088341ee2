"""How far a point is from the edge of its regime, one parameter at a time.

In:  an equilibrium, one of its regimes, and an exact rational point at which it holds.
Out: for each parameter the smallest change of it alone, all others fixed, beyond which the regime no longer holds within
     the assumed set.

Between two neighbouring breakpoints of all slacks nothing changes its sign.  So one rational point in each gap, going
outwards from the start, tells exactly where the regime, or the assumed set, is left.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from symbolic_alliance.exact import Surd, number
from symbolic_alliance.exact.breakpoints import Breakpoint, breakpoints, rational_between
from symbolic_alliance.explore.position import Exact, assumptions_hold
from symbolic_alliance.game.equilibrium import Equilibrium, Regime

DIGITS = 12


@dataclass(frozen=True)
class ParameterChange:
    """A change of one parameter: to 12 digits, and exactly where it is a root of degree at most two."""

    value: float
    exact: Exact | None


def edges(equilibrium: Equilibrium, regime: Regime, point: Mapping[str, Fraction]) -> dict[str, ParameterChange | None]:
    """Return for each parameter the smallest change of it alone that leaves the regime, None where no change does."""
    return {name: _smallest(_changes(equilibrium, regime, point, name)) for name in equilibrium.game.parameters.names}


def _smallest(changes: Iterable[ParameterChange]) -> ParameterChange | None:
    return min(changes, key=lambda change: abs(change.value), default=None)


def _changes(equilibrium: Equilibrium, regime: Regime, point: Mapping[str, Fraction], name: str) -> Iterator[ParameterChange]:
    """The change upwards and the change downwards, where the regime has an edge on that side."""
    parameters = equilibrium.game.parameters
    forms = [slack for case in regime.region.cases for slack in case]
    forms += [slack for assumption in parameters.assumptions for slack, _ in assumption.slacks]
    start = point[name]
    for gaps in _gaps_both_ways(breakpoints(forms, point, name), start):
        for edge, beyond in gaps:
            there = {**point, name: beyond}
            if not assumptions_hold(parameters, there):
                break
            if not regime.region.contains(there):
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


def _change(edge: Breakpoint, start: Fraction) -> ParameterChange:
    if edge.exact is None:
        return ParameterChange(float(f"{float(edge.ball - number(start)):.{DIGITS}g}"), None)
    exact = edge.exact - number(start)
    return ParameterChange(float(exact), exact if isinstance(exact, Surd) else Fraction(int(exact.p), int(exact.q)))

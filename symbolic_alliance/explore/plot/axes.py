"""The ranges of axes, and the point that a figure is drawn at.

In:  a model or a derivation, a point that may lack the parameters on the axes, and perhaps a range.
Out: a point for every parameter, within the assumptions; and axes, exact at their ends.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.closed_form.breakpoints import Breakpoint, breakpoints, rational_between
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.plot.plane import Axis
from symbolic_alliance.game.parameters import require_range

Range: TypeAlias = tuple[Fraction, Fraction]
BEYOND = Fraction(5, 4)


def complete(model: Model, point: Mapping[str, Fraction], free: tuple[str, ...]) -> dict[str, Fraction]:
    """The point, with the parameters on the axes from the worked example where it does not give them.

    Raises `RequestError` as `refuse` does.
    """
    refuse(model, point, free)
    found = {**{name: model.example[name] for name in free if name in model.game.parameters.names}, **point}
    return {name: found[name] for name in model.game.parameters.names}


def refuse(model: Model, point: Mapping[str, Fraction], free: tuple[str, ...]) -> None:
    """Raise `RequestError` for a missing or an unknown parameter, or where an assumption fails whatever is on the axes.

    An axis that is no quantity of the model may be a result's name, which is looked up when there are results.
    """
    known = (*model.game.parameters.names, *model.game.players, *(choice.name for choice in model.game.choices))
    if not all(name in known for name in free):
        return
    parameters = model.game.parameters
    found = {**{name: model.example[name] for name in free if name in parameters.names}, **point}
    if found.keys() != set(parameters.names):
        parameters.require(found)
    fixed = frozenset(parameters.symbols) - {sp.Symbol(name, real=True) for name in free}
    for assumption, relation in parameters.violated(found):
        if relation.free_symbols <= fixed:
            raise RequestError(f"the point violates the assumption {relation} ({assumption.name})")


def axis(atlases: Atlases, point: Mapping[str, Fraction], name: str, given: Range | None) -> Axis:
    """The axis of a parameter: as given, else from the smallest admitted value to a quarter beyond the last change."""
    if given is None:
        given = reach(atlases, point, name)
    low, high = given
    require_range(name, low, high)
    return Axis(name, float(low), float(high))


def reach(atlases: Atlases, point: Mapping[str, Fraction], name: str) -> Range:
    """From the smallest admitted value to a quarter beyond the last one at which anything changes."""
    gaps, here = list(_gaps(atlases, point, name)), point[name]
    admitted = [(low, high) for low, high, held in gaps if held is not None] or [(None, None)]
    bottom, top = admitted[0][0], admitted[-1][1]
    changes = [edge.above for (_, edge, before), (_, _, after) in pairwise(gaps)
               if edge is not None and before is not None and after is not None and before != after]
    last, first = max((*changes, here)), min((*changes, here))
    low = bottom.above if bottom is not None else first - (last - first) / 4
    high = low + BEYOND * ((last - low) or 1)
    return low, high if top is None else min(high, top.below)


def _gaps(atlases: Atlases, point: Mapping[str, Fraction], name: str
          ) -> Iterator[tuple[Breakpoint | None, Breakpoint | None, str | None]]:
    """The gaps between the breakpoints along a parameter, each with what holds in it; None outside the assumptions."""
    forms = [form for atlas in atlases.every for form in atlas.boundaries] + [slack for slack, _ in atlases.game.slacks]
    for low, high in pairwise((None, *breakpoints(dict.fromkeys(forms), point, name), None)):
        there = {**point, name: rational_between(low, high)}
        yield low, high, _what_holds(atlases, there)


def _what_holds(atlases: Atlases, there: Mapping[str, Fraction]) -> str | None:
    runs = [(atlas, atlas.at(there)) for atlas in atlases.every]
    if not runs[0][0].assumptions_hold(runs[0][1]):
        return None
    return " ".join(regime.name for atlas, run in runs for regime in atlas.regimes(run)[:1])


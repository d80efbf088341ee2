"""A quantity along one parameter: a choice, a player's payoff or a cutoff.

In:  a derivation with its atlases, a point, an axis, the name of the quantity.
Out: a `Picture`.  The changes of regime are exact: there the line has its kinks, and an open gap where it jumps.  The same
     quantity in the benchmark is dashed.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from symbolic_alliance.closed_form.breakpoints import breakpoints
from symbolic_alliance.explore.atlas import Atlas, Atlases
from symbolic_alliance.explore.plot.drawing import Picture, blank, formula, house_style, in_words
from symbolic_alliance.explore.plot.plane import Axis
from symbolic_alliance.explore.plot.regime_map import axis_title
from symbolic_alliance.explore.sweep import ArrayFunction, cutoff_function, quantities, quantity_function

PLACES, ASIDE, JUMP = 200, 1e-9, 1e-4
STYLES: tuple[Any, ...] = (
    {"color": "black", "linewidth": 1.1},
    {"color": "#777777", "linewidth": 0.9, "linestyle": (0, (4, 2))})


def line(atlases: Atlases, point: Mapping[str, Fraction], x: Axis, name: str) -> Picture:
    """Draw the quantity; in the benchmark too where it has one of this name."""
    is_cutoff = name in atlases.cutoffs
    with house_style():
        figure = blank(2.3)
        axes = figure.add_subplot()
        for style, (title, atlas, function) in zip(STYLES, _functions(atlases, name), strict=False):
            breaks = [] if is_cutoff else list(_breaks(atlas, point, x))
            for place, (places, values) in enumerate(_pieces(function, point, x, breaks)):
                axes.plot(places, values, label=None if place else title, solid_capstyle="butt", **style)
            if style is STYLES[0]:
                for edge in breaks:
                    axes.axvline(edge, color="#bbbbbb", linewidth=0.5, linestyle=(0, (1, 2)), zorder=0)
        axes.set(xlim=(x.low, x.high), xlabel=axis_title(atlases.game.equilibrium.game, x.name, 58),
                 ylabel=_title(atlases, name))
        axes.margins(y=0.08)
        axes.spines[["top", "right"]].set_visible(False)
        if len(axes.get_legend_handles_labels()[0]) > 1:
            figure.legend(loc="outside upper center", ncols=2, frameon=False, handlelength=2.2)
    return Picture(figure, f"{atlases.derivation.name}: {name} along {x.name}")


def _functions(atlases: Atlases, name: str) -> Iterator[tuple[str, Atlas, ArrayFunction]]:
    if name in atlases.cutoffs:
        yield name, atlases.cutoffs[name][0], cutoff_function(*atlases.cutoffs[name])
        return
    game, *benchmarks = atlases.every
    yield "equilibrium", game, quantity_function(game, name)
    for atlas in benchmarks:
        if name in quantities(atlas):
            yield in_words(atlas.equilibrium.game.name), atlas, quantity_function(atlas, name)


def _title(atlases: Atlases, name: str) -> str:
    """What is drawn, in the author's LaTeX where it has one."""
    game = atlases.game.equilibrium.game
    if name in game.players:
        return f"what the {in_words(name)} gets"
    chance = {f"P({label})": label for regime in atlases.game.equilibrium.regimes for label in regime.probabilities}
    if name in chance:
        return f"the probability of {in_words(chance[name])}"
    if name not in atlases.cutoffs:
        return axis_title(game, name, 40)
    parameter = next(one for one in game.parameters if one.name == atlases.cutoffs[name][1].parameter)
    between = name.rpartition(".")[2].removeprefix(f"{parameter.name}_")
    return f"{formula(parameter.latex, parameter.name)} from {in_words(between)}"


def _breaks(atlas: Atlas, point: Mapping[str, Fraction], x: Axis) -> Iterator[float]:
    """The exact places at which one of the regimes' conditions may change, within the axis, as floats."""
    found = breakpoints(atlas.boundaries, {**point, x.name: Fraction(x.low)}, x.name)
    places = [float(one.ball) for one in found if x.low < float(one.ball) < x.high]
    held = [atlas.regime_at({**point, x.name: Fraction(place)}) for place in _middles([x.low, *places, x.high])]
    yield from (place for place, before, after in zip(places, held, held[1:], strict=False) if before != after)


def _middles(ends: list[float]) -> list[float]:
    return [(low + high) / 2 for low, high in pairwise(ends)]


def _pieces(function: ArrayFunction, point: Mapping[str, Fraction], x: Axis, jumps: list[float]
            ) -> Iterator[tuple[Any, Any]]:
    """The line between neighbouring changes of regime, joined where the quantity does not jump."""
    fixed = {name: float(value) for name, value in point.items() if name != x.name}
    ends, aside = [x.low, *jumps, x.high], ASIDE * x.length
    joined: list[tuple[Any, Any]] = []
    for low, high in pairwise(ends):
        places = np.linspace(low + aside, high - aside, PLACES)
        values = np.broadcast_to(function(**fixed, **{x.name: places}), places.shape)
        if joined and abs(values[0] - joined[-1][1][-1]) <= JUMP * (1 + abs(values[0])):
            before = joined.pop()
            joined.append((np.concatenate((before[0], places)), np.concatenate((before[1], values))))
        else:
            joined.append((places, values))
    yield from joined

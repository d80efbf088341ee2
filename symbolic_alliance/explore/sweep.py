"""An equilibrium on NumPy arrays: regimes, quantities and cutoffs at millions of points.

In:  a compiled equilibrium (`Atlas`), and an array of floats for each parameter, by keyword; shapes broadcast.
Out: arrays.  They are floats, made for plots and sweeps; what has to be right at a point is asked of `Derivation.at`.

A point that rounding leaves between two regimes belongs to the nearer one; outside the assumptions there is no regime.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any, TypeAlias

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbolic_alliance.errors import RequestError, near
from symbolic_alliance.exact.arrays import Floats, blockwise, steps
from symbolic_alliance.explore.atlas import Atlas, Places
from symbolic_alliance.game.equilibrium import Cutoff, Regime
from symbolic_alliance.game.parameters import exact

Columns: TypeAlias = Mapping[str, Floats]
ROUNDING, ASIDE = 1e-9, 1e-7
NO_REGIME = -1


@dataclass(frozen=True)
class ArrayFunction:
    """A function of parameters by keyword, each a number or a NumPy array; shapes broadcast.

    ``needs`` are the parameters that it depends on; others of the model may be given too, so that one point serves all.
    """

    name: str
    needs: tuple[str, ...]
    known: tuple[str, ...]
    run: Callable[[Columns], Sequence[Any]]
    kind: type = np.float64

    def __call__(self, **arrays: Any) -> Any:
        missing = [name for name in self.needs if name not in arrays]
        if missing:
            raise RequestError(f"{self.name} needs a value for {', '.join(missing)}")
        for name in arrays:
            if name not in self.known:
                raise RequestError(f"{self.name} has no parameter {name}{near(name, self.known)}")
        part = {name: _floats(name, arrays[name]) for name in self.needs}
        try:
            np.broadcast_shapes(*(array.shape for array in part.values()))
        except ValueError:
            shapes = ", ".join(f"{name} {array.shape}" for name, array in part.items())
            raise RequestError(f"{self.name} is given arrays whose shapes do not fit: {shapes}") from None
        return blockwise(self.run, 1, part, self.kind)[0]

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(self.needs)})"

    @property
    def __signature__(self) -> Signature:
        return Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in self.needs])


def form_function(atlas: Atlas, name: str, form: sp.Expr) -> ArrayFunction:
    """One closed form of an equilibrium as a function of arrays."""
    place = atlas.program.places[form]
    return ArrayFunction(name, _needs(atlas, [place]), atlas.parameters.names,
                         lambda part: steps(atlas.program, [place], part))


def regime_function(atlas: Atlas) -> ArrayFunction:
    """The place of the regime that holds among the equilibrium's regimes, -1 where there is none."""
    regimes = atlas.equilibrium.regimes
    wanted = _region_places(atlas, [regime.name for regime in regimes])

    def run(part: Columns) -> list[Any]:
        return [_regimes(atlas, regimes, dict(zip(wanted, steps(atlas.program, wanted, part), strict=True)))]

    return ArrayFunction(f"the regime of {atlas.equilibrium.game.name}", _needs(atlas, wanted), atlas.parameters.names, run,
                         np.int16)


def quantity_function(atlas: Atlas, name: str) -> ArrayFunction:
    """A choice on the path or a player's payoff, whatever the regime; nan where the regime has no such choice.

    Raises `RequestError` for a name that is neither.
    """
    regimes = atlas.equilibrium.regimes
    forms = [regime.payoffs.get(name, regime.actions.get(name)) for regime in regimes]
    if all(form is None for form in forms):
        raise RequestError(f"{atlas.equilibrium.game.name} has no quantity {name}{near(name, quantities(atlas))}")
    places = [None if form is None else atlas.program.places[form] for form in forms]
    regions = _region_places(atlas, [regime.name for regime in regimes])
    wanted = tuple(dict.fromkeys((*regions, *(place for place in places if place is not None))))

    def run(part: Columns) -> list[Any]:
        values = dict(zip(wanted, steps(atlas.program, wanted, part), strict=True))
        index = _regimes(atlas, regimes, values)
        found: Any = np.nan
        for number, place in enumerate(places):
            found = np.where(index == number, np.nan if place is None else values[place], found)
        return [found]

    return ArrayFunction(name, _needs(atlas, wanted), atlas.parameters.names, run)


def quantities(atlas: Atlas) -> tuple[str, ...]:
    """The names of the choices and of the players of a game."""
    made = [name for regime in atlas.equilibrium.regimes for name in regime.actions]
    return tuple(dict.fromkeys((*made, *atlas.equilibrium.game.players)))


def cutoff_function(atlas: Atlas, cutoff: Cutoff) -> ArrayFunction:
    """A cutoff as a function of the other parameters: its one form, or of several that of the active case.

    A case is active where a little below its value its first regime holds, and a little above it the second; where none is,
    the value is nan.
    """
    if len(cutoff.cases) == 1:
        return form_function(atlas, cutoff.name, cutoff.cases[0].expression)
    places = [atlas.program.places[case.expression] for case in cutoff.cases]
    regions = [_region_places(atlas, case.between) for case in cutoff.cases]
    needs = tuple(name for name in _needs(atlas, [*places, *(place for found in regions for place in found)])
                  if name != cutoff.parameter)

    def run(part: Columns) -> list[Any]:
        found: Any = np.nan
        values = steps(atlas.program, places, part)
        for case, value, wanted in reversed(list(zip(cutoff.cases, values, regions, strict=True))):
            holds: Any = True
            for name, aside in zip(case.between, (1 - ASIDE, 1 + ASIDE), strict=True):
                there = {**part, cutoff.parameter: np.asarray(value * aside)}
                seen = dict(zip(wanted, steps(atlas.program, wanted, there), strict=True))
                holds = holds & (_region(atlas.regions[name], seen) >= 0) & _assumed(atlas, seen)
            found = np.where(holds, value, found)
        return [found]

    return ArrayFunction(cutoff.name, needs, atlas.parameters.names, run)


def _region_places(atlas: Atlas, regimes: Iterable[str]) -> tuple[int, ...]:
    """The places of the slacks of some regimes and of the assumptions."""
    slacks = [place for name in regimes for case in atlas.regions[name] for place in case]
    return tuple(dict.fromkeys((*slacks, *(place for place, _ in atlas.assumed))))


def _needs(atlas: Atlas, places: Iterable[int]) -> tuple[str, ...]:
    used = 0
    for place in places:
        used |= atlas.program.steps[place].names
    return tuple(name for number, name in enumerate(atlas.parameters.names) if used & (1 << number))


def _regimes(atlas: Atlas, regimes: Sequence[Regime], values: Mapping[int, Any]) -> NDArray[np.int16]:
    """The first regime with no negative slack, else the one that is nearest to that, within rounding."""
    found: Any = np.int16(NO_REGIME)
    best: Any = -ROUNDING
    for number, regime in enumerate(regimes):
        depth = np.minimum(_region(atlas.regions[regime.name], values), 0.0)
        found = np.where(depth > best, number, found)
        best = np.maximum(depth, best)
    return np.where(_assumed(atlas, values), found, NO_REGIME).astype(np.int16)


def _region(cases: Places, values: Mapping[int, Any]) -> Any:
    """The largest, over a region's cases, of the smallest slack; a slack without a value is as negative as can be."""
    depths = []
    for case in cases:
        depth: Any = np.inf
        for place in case:
            depth = np.minimum(depth, values[place])
        depths.append(np.where(np.isnan(depth), -np.inf, depth))
    whole: Any = depths[0]
    for depth in depths[1:]:
        whole = np.maximum(whole, depth)
    return whole


def _assumed(atlas: Atlas, values: Mapping[int, Any]) -> Any:
    """Where the assumptions hold; a weak one within rounding."""
    held: Any = True
    for place, is_strict in atlas.assumed:
        held = held & (values[place] > 0 if is_strict else values[place] >= -ROUNDING)
    return held


def _floats(name: str, value: Any) -> Floats:
    try:
        return np.asarray(float(exact(value, name)) if isinstance(value, str) else value, dtype=np.float64)
    except RequestError:
        raise
    except (TypeError, ValueError):
        raise RequestError(f"{name} is {value!r}, no number and no array of numbers") from None


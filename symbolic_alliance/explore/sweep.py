"""An equilibrium on NumPy arrays: regimes, quantities and cutoffs at millions of points.

In:  a compiled equilibrium (`Atlas`), and an array of floats for each parameter, by keyword; shapes broadcast.
Out: arrays.  They are floats, made for plots and sweeps; what has to be right at a point is asked of `report`.

Regimes and cutoffs are reported by the rules of `Atlas`, as far as floats tell: what is within rounding of an edge is on it.
A point that rounding leaves between two regimes belongs to the nearer one; outside the assumptions there is no regime.
Where numba is installed (extra ``fast``), cutoffs and named quantities at millions of points are compiled: the same floats.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from inspect import Parameter, Signature
from math import prod
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbolic_alliance.closed_form import Compiler, Program
from symbolic_alliance.closed_form.arrays import Floats, blockwise, steps
from symbolic_alliance.closed_form.compiled import FEWEST, compiled, needed_names
from symbolic_alliance.derivation.quantities import DerivedQuantity
from symbolic_alliance.errors import RequestError, near
from symbolic_alliance.explore.atlas import Atlas, Places
from symbolic_alliance.game.equilibrium import Cutoff
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.points import Columns

ROUNDING, EDGE = 1e-9, 1e-12
NO_REGIME = -1


@dataclass(frozen=True)
class ArrayFunction:
    """A function of parameters by keyword, each a number or a NumPy array; shapes broadcast.

    ``needs`` are the parameters that it depends on; others of the model may be given too, so that one point serves all.
    ``form`` is the program and the place in it of a function that is one step, which may be compiled for many points.
    """

    name: str
    needs: tuple[str, ...]
    known: tuple[str, ...]
    run: Callable[[Columns], Sequence[Any]] = field(compare=False)
    kind: type = np.float64
    form: tuple[Program, int] | None = field(compare=False, default=None)
    count: int = 1

    def __call__(self, **arrays: Any) -> Any:
        return self.columns(**arrays)[0]

    def columns(self, **arrays: Any) -> Sequence[Any]:
        """All ``count`` values of the function, of which a call returns the first."""
        missing = [name for name in self.needs if name not in arrays]
        if missing:
            raise RequestError(f"{self.name} needs a value for {', '.join(missing)}")
        for name in arrays:
            if name not in self.known:
                raise RequestError(f"{self.name} has no parameter {name}{near(name, self.known)}")
        part = {name: as_floats(name, arrays[name]) for name in self.needs}
        try:
            shape = np.broadcast_shapes(*(array.shape for array in part.values()))
        except ValueError:
            shapes = ", ".join(f"{name} {array.shape}" for name, array in part.items())
            raise RequestError(f"{self.name} is given arrays whose shapes do not fit: {shapes}") from None
        quick = compiled(*self.form) if self.form and prod(shape) >= FEWEST else None
        if quick is None:
            return blockwise(self.run, self.count, part, self.kind)
        with np.errstate(all="ignore"):
            return [quick(*part.values())]

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(self.needs)})"

    @property
    def __signature__(self) -> Signature:
        return Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in self.needs])


def form_function(atlas: Atlas, name: str, form: sp.Expr) -> ArrayFunction:
    """One closed form of an equilibrium as a function of arrays."""
    return _program_function(name, atlas.program, atlas.program.places[form], atlas.parameters.names)


def regime_function(atlas: Atlas, by_name: bool = False) -> ArrayFunction:
    """The place of the regime that is reported among the equilibrium's, -1 where there is none; by name, its name or None."""
    what = f"the regime of {atlas.equilibrium.game.name}"
    if by_name:
        names = np.array([*(regime.name for regime in atlas.equilibrium.regimes), None], dtype=object)
        return _over_regimes(atlas, what, (), partial(_name, names), np.object_)
    return _over_regimes(atlas, what, (), _index, np.int16)


def quantity_function(atlas: Atlas, name: str) -> ArrayFunction:
    """A choice on the path, a player's payoff or the probability of an outcome, as ``P(war)``, whatever the regime; nan where
    the regime has no such choice.

    Raises `RequestError` for a name that is none of these.
    """
    places = _places(atlas, name)
    if not places:
        raise RequestError(f"{atlas.equilibrium.game.name} has no quantity {name}{near(name, quantities(atlas))}")

    return _over_regimes(atlas, name, places.values(), partial(_picked, places))


def path_function(atlas: Atlas) -> ArrayFunction:
    """The place of the regime that is reported, as a float, then every one of `quantities`, all in one pass."""
    places = [_places(atlas, name) for name in quantities(atlas)]
    wanted = _wanted(atlas, [place for own in places for place in own.values()])
    run = partial(_index_and_picked, atlas, wanted, places)
    name = f"the path of {atlas.equilibrium.game.name}"
    return ArrayFunction(name, _needs(atlas, wanted), atlas.parameters.names, run, count=1 + len(places))


def _places(atlas: Atlas, name: str) -> dict[int, int]:
    """Where the form of a quantity is, for each regime that has one."""
    forms = [regime.quantities.get(name) for regime in atlas.equilibrium.regimes]
    return {number: atlas.program.places[form] for number, form in enumerate(forms) if form is not None}


def _index_and_picked(atlas: Atlas, wanted: Sequence[int], places: Sequence[Mapping[int, int]], part: Columns) -> list[Any]:
    values = dict(zip(wanted, steps(atlas.program, wanted, part), strict=True))
    index = _reported(atlas, values)
    return [index, *(_picked(own, index, values) for own in places)]


def _wanted(atlas: Atlas, places: Iterable[int]) -> tuple[int, ...]:
    """These places, and all that tell which regime is reported."""
    return tuple(dict.fromkeys((*_region_places(atlas, [one.name for one in atlas.equilibrium.regimes]), *places)))


def _index(index: Any, values: Mapping[int, Any]) -> Any:
    return index


def _name(names: NDArray[np.object_], index: Any, values: Mapping[int, Any]) -> Any:
    return names[index]


def _picked(places: Mapping[int, int], index: Any, values: Mapping[int, Any]) -> Any:
    found: Any = np.nan
    for number, place in places.items():
        found = np.where(index == number, values[place], found)
    return found


def _over_regimes(atlas: Atlas, name: str, places: Iterable[int], pick: Callable[[Any, Mapping[int, Any]], Any],
                  kind: type = np.float64) -> ArrayFunction:
    """A function that picks from values of forms, told which regime is reported."""
    wanted = _wanted(atlas, places)
    run = partial(_pick_by_regime, atlas, wanted, pick)
    return ArrayFunction(name, _needs(atlas, wanted), atlas.parameters.names, run, kind)


def _pick_by_regime(atlas: Atlas, wanted: Sequence[int], pick: Callable[[Any, Mapping[int, Any]], Any], part: Columns
                    ) -> list[Any]:
    values = dict(zip(wanted, steps(atlas.program, wanted, part), strict=True))
    return [pick(_reported(atlas, values), values)]


def quantities(atlas: Atlas) -> tuple[str, ...]:
    """The names of the choices and of the players of a game, and of the probabilities of its outcomes."""
    chances = (name for regime in atlas.equilibrium.regimes for name in regime.quantities)
    return tuple(dict.fromkeys((*made(atlas), *atlas.equilibrium.game.players, *chances)))


def made(atlas: Atlas) -> tuple[str, ...]:
    """The names of the choices on some path of a game."""
    return tuple(dict.fromkeys(name for regime in atlas.equilibrium.regimes for name in regime.actions))


def cutoff_function(atlas: Atlas, cutoff: Cutoff) -> ArrayFunction:
    """A cutoff as a function of the other parameters: its one form, or of several that of the active case.

    A case is active where at its value both its regimes hold, within rounding; where none is, the value is nan.
    """
    if len({case.expression for case in cutoff.cases}) == 1:
        return form_function(atlas, cutoff.name, cutoff.cases[0].expression)
    compiler, parts = Compiler.extending(atlas.program), list[int]()
    moved = atlas.parameters.names.index(cutoff.parameter)
    for case in cutoff.cases:
        value = atlas.program.places[case.expression]
        there = compiler.put(moved, value, _region_places(atlas, case.between))
        assumed = [_over(compiler, there[place], 0.0 if is_strict else None) for place, is_strict in atlas.assumed]
        holds = [_inside(compiler, atlas.closures[name], there) for name in case.between]
        parts += [compiler.step("all", (*holds, *assumed)), value]
    place = compiler.step("cases", tuple(parts))
    return _program_function(cutoff.name, compiler.program, place, atlas.parameters.names)


def derived_function(quantity: DerivedQuantity) -> ArrayFunction:
    """A quantity that a paper names as a function of arrays: the first of its cases that holds within rounding, else nan."""
    compiler, parts = Compiler(quantity.needs), list[int]()
    for case in quantity.cases:
        region = tuple(tuple((compiler.place(slack), strict) for slack, strict in one) for one in case.where.conditions)
        parts += [_inside(compiler, region), compiler.place(case.expression)]
    place = compiler.step("cases", tuple(parts))
    return _program_function(quantity.name, compiler.program, place, quantity.needs)


def _program_function(name: str, program: Program, place: int, known: tuple[str, ...]) -> ArrayFunction:
    """One step of a program as a function of arrays."""
    return ArrayFunction(name, needed_names(program, place), known, partial(steps, program, [place]), form=(program, place))


def _inside(compiler: Compiler, cases: Places, there: Mapping[int, int] | None = None) -> int:
    """That some case of a region holds within rounding, an edge that it does not own left out."""
    every = [compiler.step("all", tuple(_over(compiler, there[place] if there else place, EDGE if strict else None)
                                        for place, strict in case)) for case in cases]
    return every[0] if len(every) == 1 else compiler.step("any", tuple(every))


def _over(compiler: Compiler, slack: int, edge: float | None) -> int:
    """That a slack is above an edge, or where there is none not below 0, within rounding."""
    return compiler.step("reaches", (slack,), -ROUNDING) if edge is None else compiler.step("exceeds", (slack,), edge)


def _region_places(atlas: Atlas, regimes: Iterable[str]) -> tuple[int, ...]:
    """The places of the slacks of some regimes and of the assumptions."""
    slacks = [place for name in regimes for case in atlas.regions[name] for place, _ in case]
    return tuple(dict.fromkeys((*slacks, *(place for place, _ in atlas.assumed))))


def _needs(atlas: Atlas, places: Iterable[int]) -> tuple[str, ...]:
    used = 0
    for place in places:
        used |= atlas.program.steps[place].names
    return tuple(name for number, name in enumerate(atlas.parameters.names) if used & (1 << number))


def _reported(atlas: Atlas, values: Mapping[int, Any]) -> NDArray[np.int16]:
    """The place of the regime that `Atlas.regimes` puts first, of those that hold within rounding, else of the nearest."""
    shape = np.broadcast_shapes(*(np.shape(one) for one in values.values()))
    regimes = atlas.equilibrium.regimes
    depths = {regime.name: _depth(atlas.regions[regime.name], values) for regime in regimes}
    deepest = reduce(np.maximum, depths.values(), -np.inf)
    needed = np.minimum(deepest, 0.0) - EDGE
    found: Any = np.int16(NO_REGIME)
    for regime in reversed(atlas.equilibrium.in_order):
        found = np.where(depths[regime.name] >= needed, np.int16(regimes.index(regime)), found)
    is_known = (deepest > -ROUNDING) & _assumed(atlas, values)
    return np.array(np.broadcast_to(np.where(is_known, found, np.int16(NO_REGIME)), shape))


def _depth(cases: Places, values: Mapping[int, Any]) -> Any:
    """The largest, over a region's cases, of the smallest slack; as negative as can be where that has no value, and on an
    edge that the region does not own.
    """
    depths = []
    for case in cases:
        depth: Any = np.inf
        for place, strict in case:
            slack = values[place]
            depth = np.minimum(depth, np.where(slack > EDGE, slack, -np.inf) if strict else slack)
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


def as_floats(name: str, value: Any) -> Floats:
    """Numbers, or text that is one, as an array; `RequestError` for what is neither."""
    try:
        return np.asarray(float(exact(value, name)) if isinstance(value, str) else value, dtype=np.float64)
    except RequestError:
        raise
    except (TypeError, ValueError):
        raise RequestError(f"{name} is {value!r}, no number and no array of numbers") from None


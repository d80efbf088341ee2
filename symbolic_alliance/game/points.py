"""Points that satisfy the assumptions: as floats, thousands at once, or as exact numbers of small denominator.

In:  the `Parameters` of a model; or a point to start from, and the slacks of assumptions.
Out: points inside, the same ones for the same seed.
Method: many chains of a random walk from the witness, one coordinate at a time, with steps that multiply and steps that add,
so that small and large values both occur; a step that leaves the assumptions is not taken (Metropolis's rule for the uniform
law).  It serves any set of assumptions that has an interior.  A coordinate that starts from 0 or far from 1 says nothing of
its scale: from such a point, coordinates are first drawn anew at every scale and with both signs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any, TypeAlias

import numpy as np

from symbolic_alliance.closed_form import Evaluation, Program, compile_program
from symbolic_alliance.closed_form.arrays import Floats, Mask, run
from symbolic_alliance.game.parameters import Parameters

Columns: TypeAlias = Mapping[str, Floats]
Sizes: TypeAlias = tuple[float, float]
Jump: TypeAlias = Callable[[np.random.Generator, Floats], Floats]

MIXED_SWEEPS, NUDGES, FAR = 16, 3, 1e3
USUAL: Sizes = (1e-3, 1e3)
DENOMINATORS, FINER, TRIES = (30, 100, 1000), (1000, 10**6, 10**9, 10**12), 6


def random_points(parameters: Parameters, count: int, seed: int = 0) -> list[dict[str, Fraction]]:
    """Make random rational points that satisfy every assumption exactly, with small denominators, small and large.

    >>> import sympy as sp
    >>> from symbolic_alliance.game.parameters import Assumption, Parameter
    >>> k = sp.Symbol("k", real=True)
    >>> bounded = Assumption("bounded", (k > 0, k < 1), "a share")
    >>> share = Parameters((Parameter("k", "k", "a share"),), (bounded,), {"k": "1/2"})
    >>> [0 < point["k"] < 1 for point in random_points(share, 3, seed=1)]
    [True, True, True]
    """
    columns, random = random_columns(parameters, count, seed), Random(seed)
    program, slacks = _compile(parameters)
    return [next((point for point in _roundings({name: Fraction(column[row]) for name, column in columns.items()}, random)
                  if Evaluation.at(program, point).holds(slacks)), dict(parameters.witness)) for row in range(count)]


def random_columns(parameters: Parameters, count: int, seed: int = 0) -> dict[str, Floats]:
    """Make random points inside the assumptions, an array for each parameter."""
    return _walk(parameters, parameters.witness, count, seed, [mix] * MIXED_SWEEPS)


def columns_near(parameters: Parameters, point: Mapping[str, Fraction], count: int, seed: int = 0) -> dict[str, Floats]:
    """Make random points near one inside the assumptions, an array for each parameter."""
    return _walk(parameters, point, count, seed, [nudge] * NUDGES)


def inside(parameters: Parameters, columns: Columns) -> Mask:
    """Which points of some columns satisfy every assumption strictly."""
    return np.logical_and.reduce([slack > 0 for slack in _slacks(parameters)(columns)], axis=0)


def _walk(parameters: Parameters, start: Mapping[str, Any], count: int, seed: int, steps: Sequence[Jump]
          ) -> dict[str, Floats]:
    floats = {name: float(start[name]) for name in parameters.names}
    return spread(floats, _slacks(parameters), count, np.random.default_rng(seed), USUAL, steps)


def _slacks(parameters: Parameters) -> Callable[[Columns], Sequence[Floats]]:
    """The slacks of the assumptions as a function of columns."""
    program, slacks = _compile(parameters)
    return partial(run, program, [place for place, _ in slacks])


def spread(start: Mapping[str, float], slacks: Callable[[Columns], Sequence[Floats]], count: int, rng: np.random.Generator,
           within: Sizes, steps: Sequence[Jump]) -> dict[str, Floats]:
    """Walk from a point in ``count`` chains; sizes stay within a range, which is wider where the start is far from 1.

    A step is taken where each slack is positive, or no less than before: the point to start from may lie on edges.
    """
    columns = {name: np.full(count, value) for name, value in start.items()}
    held = slacks(columns)
    ranges = {name: _range(value, within) for name, value in start.items()}

    def take(moved: Mapping[str, Floats], keep: Mask) -> None:
        nonlocal held
        after = slacks({**columns, **moved})
        for old, new in zip(held, after, strict=True):
            keep = keep & ((new > 0) | (new >= old))
        held = [np.where(keep, new, old) for old, new in zip(held, after, strict=True)]
        columns.update({name: np.where(keep, column, columns[name]) for name, column in moved.items()})

    if any(one != within for one in ranges.values()):
        take(_rescale(columns, rng), np.ones(count, dtype=bool))
        steps = [*[mix] * MIXED_SWEEPS, *steps]
    for step in steps:
        for name, (smallest, largest) in ranges.items():
            moved = step(rng, columns[name])
            take({name: moved}, (np.abs(moved) > smallest) & (np.abs(moved) < largest))
    return columns


def _range(start: float, within: Sizes) -> Sizes:
    """The sizes of a coordinate: those around its start too where that is 0 or far from 1."""
    size = abs(start)
    return within if USUAL[0] <= size <= USUAL[1] else (min(within[0], size / FAR), max(within[1], size * FAR))


def _rescale(columns: Columns, rng: np.random.Generator) -> dict[str, Floats]:
    """Multiply all coordinates of a point by one factor, so that the largest is of a usual size."""
    largest = np.max(np.abs(list(columns.values())), axis=0)
    factor = 10 ** rng.uniform(-3, 3, len(largest)) / np.where(largest > 0, largest, 1)
    return {name: column * factor for name, column in columns.items()}


def multiply(rng: np.random.Generator, column: Floats) -> Floats:
    """A step to another size."""
    return column * 10 ** rng.normal(0, 0.6, len(column))


def nudge(rng: np.random.Generator, column: Floats) -> Floats:
    """A step to a number close by."""
    return column * 10 ** rng.normal(0, 0.02, len(column))


def shift(rng: np.random.Generator, column: Floats) -> Floats:
    """A step to a number nearby."""
    return column + rng.normal(0, 0.3, len(column))


def mix(rng: np.random.Generator, column: Floats) -> Floats:
    """A step of either kind, or to a number of either sign that owes nothing to where the chain was."""
    fresh = rng.choice((-1.0, 1.0), len(column)) * 10 ** rng.laplace(-0.4, 0.6, len(column))
    return np.choose(rng.integers(3, size=len(column)), (fresh, multiply(rng, column), shift(rng, column)))


def _compile(parameters: Parameters) -> tuple[Program, list[tuple[int, bool]]]:
    """The assumptions as a program: the place of each slack, and whether it is strict."""
    slacks = [slack for assumption in parameters.assumptions for slack in assumption.slacks]
    program = compile_program([slack for slack, _ in slacks], parameters.names)
    return program, [(program.places[slack], is_strict) for slack, is_strict in slacks]


def _roundings(point: Mapping[str, Fraction], random: Random) -> Iterator[dict[str, Fraction]]:
    """Rational points near a point, of small denominators at first."""
    for _ in range(TRIES):
        yield {name: value.limit_denominator(random.choice(DENOMINATORS)) for name, value in point.items()}
    for bound in FINER:
        yield {name: value.limit_denominator(bound) for name, value in point.items()}

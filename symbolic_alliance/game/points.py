"""Parameter points at which to check: random rational ones, and points just beside the cutoffs.

In:  the `Parameters` of a model, or an equilibrium with its cutoffs.
Out: exact points that satisfy every assumption, the same for the same seed.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, zip_longest
from math import exp
from random import Random
from typing import Any

from symbolic_alliance.exact import (
    Form,
    Number,
    UndefinedForm,
    ball,
    compile_form,
    exact,
    numbers_at,
    sign_at,
    value_at,
)
from symbolic_alliance.game.equilibrium import Equilibrium, Region
from symbolic_alliance.game.parameters import Parameters

DENOMINATORS = (8, 30, 1000)
LARGEST = 1000
SWEEPS = 3
DRAWS_PER_POINT = 10
BESIDE = (Fraction(1, 10**3), Fraction(1, 10**9))


def random_points(parameters: Parameters, count: int, seed: int = 0) -> list[dict[str, Fraction]]:
    """Make random rational points that satisfy every assumption, with small denominators and values small and large.

    A walk from the witness changes one coordinate at a time, by a factor, by a sum or to a fresh value, and takes only
    steps that keep every assumption (exactly).

    >>> import sympy as sp
    >>> from symbolic_alliance.game.parameters import Assumption, Parameter
    >>> k = sp.Symbol("k", real=True)
    >>> bounded = Assumption("bounded", (k > 0, k < 1), "a share")
    >>> share = Parameters((Parameter("k", "k", "a share"),), (bounded,), {"k": "1/2"})
    >>> [0 < point["k"] < 1 for point in random_points(share, 3, seed=1)]
    [True, True, True]
    """
    random = Random(seed)
    slacks = _compiled(parameters)
    point = {name: parameters.witness[name] for name in parameters.names}
    points = []
    for _ in range(count):
        for name in parameters.names * SWEEPS:
            moved = {**point, name: _step(point[name], random)}
            if _holds(slacks, moved):
                point = moved
        points.append(point)
    return points


def points_in_regimes(equilibrium: Equilibrium, count: int, seed: int = 0) -> list[dict[str, Fraction]]:
    """Pick random points among many such that every regime is visited about as often, as far as they occur at all."""
    parameters = equilibrium.game.parameters
    regions = [_compiled_region(regime.region, parameters.names) for regime in equilibrium.regimes]
    waiting: list[list[dict[str, Fraction]]] = [[] for _ in regions]
    for point in random_points(parameters, DRAWS_PER_POINT * count, seed):
        for region, points in zip(regions, waiting, strict=True):
            if _is_inside(region, point):
                points.append(point)
                break
    in_turn = (point for row in zip_longest(*waiting) for point in row if point is not None)
    return list(islice(in_turn, count))


def points_beside_cutoffs(equilibrium: Equilibrium,
                          points: Iterable[Mapping[str, Fraction]]) -> list[dict[str, Fraction]]:
    """Move each point to just below and just above every cutoff that is active there, as the assumptions allow."""
    parameters = equilibrium.game.parameters
    slacks = _compiled(parameters)
    regions = {regime.name: _compiled_region(regime.region, parameters.names) for regime in equilibrium.regimes}
    cases = [(cutoff.parameter, compile_form(case.expression, parameters.names), case.between)
             for cutoff in equilibrium.cutoffs for case in cutoff.cases]
    found = []
    for point in points:
        for parameter, form, between in cases:
            cutoff = _value(form, point)
            if cutoff is not None and all(_is_inside(regions[name], {**point, parameter: cutoff}) for name in between):
                beside = ({**point, parameter: value} for value in _beside(cutoff))
                found += [moved for moved in beside if _holds(slacks, moved)]
    return found


def _value(form: Form, point: Mapping[str, Fraction]) -> Number | None:
    try:
        return exact(value_at(form, numbers_at({name: point[name] for name in form.names})))
    except UndefinedForm:
        return None


def _beside(cutoff: Number) -> Iterator[Fraction]:
    centre = Fraction(float(ball(cutoff))).limit_denominator(10**12)
    for gap in BESIDE:
        yield from (centre * (1 - gap), centre * (1 + gap))


def _compiled_region(region: Region, names: tuple[str, ...]) -> list[list[tuple[Form, bool]]]:
    return [[(compile_form(slack, names), False) for slack in case] for case in region.cases]


def _is_inside(region: list[list[tuple[Form, bool]]], point: Mapping[str, Any]) -> bool:
    return any(_holds(case, point) for case in region)


def _compiled(parameters: Parameters) -> list[tuple[Form, bool]]:
    return [(compile_form(slack, parameters.names), is_strict)
            for assumption in parameters.assumptions for slack, is_strict in assumption.slacks]


def _holds(slacks: list[tuple[Form, bool]], point: Mapping[str, Any]) -> bool:
    """Whether every slack is >= 0, and > 0 where it is strict; one that has no value does not hold."""
    numbers = numbers_at(point)
    try:
        return all(sign_at(slack, numbers) >= is_strict for slack, is_strict in slacks)
    except UndefinedForm:
        return False


def _step(value: Fraction, random: Random) -> Fraction:
    kind = random.randrange(3)
    if kind == 0:
        moved = float(value) * exp(random.gauss(0, 1.5))
    elif kind == 1:
        moved = float(value) + random.uniform(-0.4, 0.4)
    else:
        moved = random.choice((-1, 1)) * exp(random.gauss(-1, 1.5))
    near = Fraction(moved).limit_denominator(random.choice(DENOMINATORS))
    return near if abs(near) <= LARGEST else value

"""Which regimes hold at a point and which case of a cutoff is active, each straight from its definition.

Slow, and independent of the library's own way: each form is evaluated by itself, exactly, and nothing is compiled together.
The oracle of the tests of `Atlas` and of arrays.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cmp_to_key
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.closed_form import Surd, UndefinedForm, evaluate, sign
from symbolic_alliance.game.equilibrium import Cutoff, Equilibrium, Regime, Region
from symbolic_alliance.game.parameters import Parameters

Exact: TypeAlias = Fraction | Surd
Point: TypeAlias = Mapping[str, Exact]


def region_holds(region: Region, point: Point) -> bool:
    """Whether a point lies in a closed region; a case with a form that has no value there does not hold."""
    def is_nonnegative(slack: sp.Expr) -> bool:
        try:
            return sign(slack, point) >= 0
        except UndefinedForm:
            return False

    return any(all(map(is_nonnegative, case)) for case in region.cases)


def assumptions_hold(parameters: Parameters, point: Point) -> bool:
    """Whether a point lies in the assumed set."""
    slacks = (slack for assumption in parameters.assumptions for slack in assumption.slacks)
    return all(sign(slack, point) >= is_strict for slack, is_strict in slacks)


def regimes_at(equilibrium: Equilibrium, point: Point) -> tuple[Regime, ...]:
    """The regimes that hold at a point, in the order of precedence.

    The first player's preferred comes first, then the shorter path, then the one with fewer real choices that are not zero.
    """
    first = equilibrium.game.players[0]

    def activity(regime: Regime) -> int:
        return sum(evaluate(action, point) != 0 for action in regime.actions.values())

    def order(one: Regime, other: Regime) -> int:
        return (sign(other.payoffs[first] - one.payoffs[first], point) or len(one.path) - len(other.path)
                or activity(one) - activity(other))

    found = [regime for regime in equilibrium.regimes if region_holds(regime.region, point)]
    return tuple(sorted(found, key=cmp_to_key(order)))


def active_case(equilibrium: Equilibrium, cutoff: Cutoff, point: Point) -> tuple[Exact, tuple[str, str]] | None:
    """The value of a cutoff and the regimes that it lies between: at that value both of them hold."""
    for case in cutoff.cases:
        try:
            value = evaluate(case.expression, point)
        except UndefinedForm:
            continue
        there = {**point, cutoff.parameter: value}
        if assumptions_hold(equilibrium.game.parameters, there) and all(
                region_holds(equilibrium.regime(name).region, there) for name in case.between):
            return value, case.between
    return None

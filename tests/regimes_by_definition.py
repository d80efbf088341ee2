"""Which regimes hold at a point and which case of a cutoff is active, each straight from its definition.

Slow, and independent of the library's own way: each form is evaluated by itself, exactly, and nothing is compiled together.
The oracle of the tests of `Atlas` and of arrays.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.closed_form import Surd, UndefinedForm, evaluate, sign
from symbolic_alliance.game.equilibrium import Cutoff, Equilibrium, Regime, Region
from symbolic_alliance.game.parameters import Parameters
from symbolic_alliance.game.tree import Lottery

Exact: TypeAlias = Fraction | Surd
Point: TypeAlias = Mapping[str, Exact]


def region_holds(region: Region, point: Point) -> bool:
    """Whether a point lies in a region, edges that it does not own excepted; where a form has no value it does not."""
    def holds(slack: sp.Expr) -> bool:
        try:
            return sign(slack, point) >= (1 if slack in region.strict else 0)
        except UndefinedForm:
            return False

    return any(all(map(holds, case)) for case in region.cases)


def assumptions_hold(parameters: Parameters, point: Point) -> bool:
    """Whether a point lies in the assumed set."""
    slacks = (slack for assumption in parameters.assumptions for slack in assumption.slacks)
    return all(sign(slack, point) >= is_strict for slack, is_strict in slacks)


def regimes_at(equilibrium: Equilibrium, point: Point) -> tuple[Regime, ...]:
    """The regimes that hold at a point, in the order of the plan at the root, of which each is a piece; where chance moves
    first, as they come."""
    if isinstance(equilibrium.game.root, Lottery):
        return tuple(regime for regime in equilibrium.regimes if region_holds(regime.region, point))
    plan = equilibrium.strategy[equilibrium.game.root.name].pieces
    found = [regime for piece in plan for regime in equilibrium.regimes
             if regime.region == piece.region and regime.path[0][1] == piece.action]
    return tuple(regime for regime in found if region_holds(regime.region, point))


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

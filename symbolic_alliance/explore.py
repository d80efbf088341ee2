"""Numbers: a derivation at an exact point of its parameters.

In:  a `Derivation` and an exact number for each parameter.
Out: one dictionary of plain values, ready for JSON: the regime, path, payoffs and cutoffs of the game and of its benchmark,
     each number exactly, as text, and as a float beside it.  Nothing is decided by a float.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbolic_alliance.closed_form import UndefinedForm, evaluate
from symbolic_alliance.edges import Change, edges
from symbolic_alliance.equilibrium import Cutoff, Equilibrium
from symbolic_alliance.position import Point, Real, assumptions_hold, regimes_at, region_holds

if TYPE_CHECKING:
    from symbolic_alliance.derivation import Derivation
    from symbolic_alliance.deviations import Deviation


def report(derivation: "Derivation", point: Mapping[str, Fraction], with_edges: bool = False,
           with_deviations: bool = False) -> dict[str, Any]:
    """Report on a point: ``equilibrium``, the benchmark under its own name, ``effect`` and ``cutoffs``.

    On demand, ``edges`` gives for each parameter the smallest change of it alone that leaves the game's regime, None where
    there is none; its ``exact`` is None where the change has no closed form of degree two.  ``deviations`` lists what each
    mover on the game's path loses by leaving it once.  Raises `RequestError` for a point that is incomplete or violates an
    assumption.
    """
    derivation.model.game.parameters.require(point)
    equilibrium = _situation(derivation.equilibrium, point, {})
    found: dict[str, Any] = {
        "derivation": derivation.name,
        "parameters": {name: str(point[name]) for name in derivation.model.game.parameters.names},
        "equilibrium": equilibrium,
    }
    effect = "none"
    if derivation.benchmark is not None:
        benchmark = _situation(derivation.benchmark, point, derivation.model.held_fixed)
        found[derivation.benchmark.game.name] = benchmark
        effect = derivation.model.effects.get((benchmark["outcome"], equilibrium["outcome"]), effect)
    cutoffs = {name: _cutoff(solved, cutoff, point) for name, cutoff, solved in derivation.placed_cutoffs}
    found |= {"effect": effect, "cutoffs": cutoffs}
    if with_edges:
        found["edges"] = _edges(derivation.equilibrium, point)
    if with_deviations:
        found["deviations"] = _deviations(derivation.equilibrium, point)
    return found


def number(value: Real) -> dict[str, Any]:
    """A number exactly and as a float.

    >>> number(Fraction(1, 4))
    {'exact': '1/4', 'value': 0.25}
    """
    return {"exact": str(value), "value": float(value)}


def _situation(equilibrium: Equilibrium, point: Point, held_fixed: Mapping[str, Fraction]) -> dict[str, Any]:
    """One game at a point; everything is empty where the solver has no regime."""
    regimes = regimes_at(equilibrium, point)
    if not regimes:
        return {"regime": None, "outcome": None, "actions": {}, "payoffs": {}, "tied_with": []}
    regime = regimes[0]
    return {
        "regime": regime.name,
        "outcome": regime.outcome,
        "actions": {name: number(value) for name, value in held_fixed.items()} | _numbers(regime.actions, point),
        "payoffs": _numbers(regime.payoffs, point),
        "tied_with": [other.name for other in regimes[1:]],
    }


def _numbers(forms: Mapping[str, sp.Expr], point: Point) -> dict[str, dict[str, Any]]:
    return {name: number(evaluate(form, point)) for name, form in forms.items()}


def _cutoff(equilibrium: Equilibrium, cutoff: Cutoff, point: Point) -> dict[str, Any] | None:
    """The active case, at whose value, all else equal, both its regimes hold; None where there is none."""
    for case in cutoff.cases:
        try:
            value = evaluate(case.expression, point)
        except UndefinedForm:
            continue
        there = {**point, cutoff.parameter: value}
        if assumptions_hold(equilibrium.game.parameters, there) and all(
                region_holds(equilibrium.regime(name).region, there) for name in case.between):
            return {"parameter": cutoff.parameter, **number(value), "between": list(case.between)}
    return None


def _edges(equilibrium: Equilibrium, point: Mapping[str, Fraction]) -> dict[str, Any]:
    regimes = regimes_at(equilibrium, point)
    changes = edges(equilibrium, regimes[0], point) if regimes else {}
    return {name: change if change is None else _change(change) for name, change in changes.items()}


def _change(change: Change) -> dict[str, Any]:
    return {"exact": None if change.exact is None else str(change.exact), "value": change.value}


def _deviations(equilibrium: Equilibrium, point: Mapping[str, Fraction]) -> list[dict[str, Any]]:
    from symbolic_alliance.deviations import deviations

    regimes = regimes_at(equilibrium, point)
    return [_deviation(one) for one in (deviations(equilibrium, regimes[0], point) if regimes else ())]


def _deviation(one: "Deviation") -> dict[str, Any]:
    def shown(value: Real) -> dict[str, Any]:
        return number(value) if one.is_exact else {"exact": None, "value": float(value)}

    action = one.action if one.action is None or isinstance(one.action, str) else shown(one.action)
    return {"node": one.node, "player": one.player, "action": action, "outcome": one.outcome, "payoff": shown(one.payoff),
            "loss": shown(one.loss), "attained": one.is_attained}

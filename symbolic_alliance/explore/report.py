"""Numbers: a derivation at an exact point of its parameters.

In:  a `Derivation` and an exact number for each parameter.
Out: one dictionary of plain values, ready for JSON: the regime, path, payoffs and cutoffs of the game and of its benchmark,
     each number exactly, as text, and as a float beside it.  Nothing is decided by a float.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp
from flint import ctx

from symbolic_alliance.exact import WORKING_DIGITS, Evaluation, plain
from symbolic_alliance.exact.value import Exact
from symbolic_alliance.explore.atlas import Atlas
from symbolic_alliance.explore.edges import ParameterChange, edges
from symbolic_alliance.explore.position import regimes_at
from symbolic_alliance.explore.report_text import deviations_text, edges_text, evaluation_text
from symbolic_alliance.game.equilibrium import Cutoff, Equilibrium

if TYPE_CHECKING:
    from symbolic_alliance.derivation.bundle import Derivation
    from symbolic_alliance.explore.deviations import Deviation


class Report(dict[str, Any]):
    """A report on a point: the plain values of `evaluate --format json`, printed for a person.

    `edges` and `deviations` are worked out when they are asked for.
    """

    def __init__(self, derivation: "Derivation", point: Mapping[str, Fraction], found: dict[str, Any]) -> None:
        super().__init__(found)
        self._derivation, self._point = derivation, dict(point)

    def __repr__(self) -> str:
        return evaluation_text(self, ("equilibrium", *(one.game.name for one in self._derivation.equilibria[1:])))

    def edges(self) -> "Edges":
        """For each parameter the smallest change of it alone that leaves the game's regime, None where there is none."""
        return Edges(_edges(self._derivation.equilibrium, self._point))

    def deviations(self) -> "Deviations":
        """What each mover on the game's path loses by leaving it once, node by node."""
        return Deviations(_deviations(self._derivation.equilibrium, self._point))


class Edges(dict[str, Any]):
    """Changes by parameter, printed as a table."""

    def __repr__(self) -> str:
        return edges_text(self)


class Deviations(list[dict[str, Any]]):
    """Deviations along the path, printed as a table."""

    def __repr__(self) -> str:
        return deviations_text(self)


def report(derivation: "Derivation", point: Mapping[str, Fraction], with_edges: bool = False,
           with_deviations: bool = False) -> Report:
    """Report on a point: ``equilibrium``, the benchmark under its own name, ``effect`` and ``cutoffs``.

    On demand, ``edges`` gives for each parameter the smallest change of it alone that leaves the game's regime, None where
    there is none; its ``exact`` is None where the change has no closed form of degree two.  ``deviations`` lists what each
    mover on the game's path loses by leaving it once.  Raises `RequestError` for a point that is incomplete or violates an
    assumption.
    """
    game = derivation.atlases[0]
    names = game.parameters.names
    with ctx.workdps(WORKING_DIGITS):
        if point.keys() != set(names):
            game.parameters.require(point)
        runs = [(atlas, atlas.at(point)) for atlas in derivation.atlases]
        if not game.assumptions_hold(runs[0][1]):
            game.parameters.require(point)
        found: dict[str, Any] = {
            "derivation": derivation.name,
            "parameters": {name: str(point[name]) for name in names},
            "equilibrium": _situation(*runs[0], {}),
        }
        effect = "none"
        for atlas, run in runs[1:]:
            benchmark = _situation(atlas, run, derivation.model.held_fixed)
            found[atlas.equilibrium.game.name] = benchmark
            effect = derivation.model.effects.get((benchmark["outcome"], found["equilibrium"]["outcome"]), effect)
        cutoffs = {prefix + cutoff.name: _cutoff(atlas, run, cutoff)
                   for (prefix, _), (atlas, run) in zip(derivation.prefixed, runs, strict=False)
                   for cutoff in atlas.equilibrium.cutoffs}
    found |= {"effect": effect, "cutoffs": cutoffs}
    told = Report(derivation, point, found)
    if with_edges:
        told["edges"] = dict(told.edges())
    if with_deviations:
        told["deviations"] = list(told.deviations())
    return told


def number(value: Exact) -> dict[str, Any]:
    """A number exactly and as a float.

    >>> number(Fraction(1, 4))
    {'exact': '1/4', 'value': 0.25}
    """
    return {"exact": str(value), "value": float(value)}


def _situation(atlas: Atlas, run: Evaluation, held_fixed: Mapping[str, Fraction]) -> dict[str, Any]:
    """One game at a point; everything is empty where the solver has no regime."""
    regimes = atlas.regimes(run)
    if not regimes:
        return {"regime": None, "outcome": None, "actions": {}, "payoffs": {}, "tied_with": []}

    def numbers(forms: Mapping[str, sp.Expr]) -> dict[str, dict[str, Any]]:
        return {name: number(plain(atlas.value(run, form))) for name, form in forms.items()}

    regime = regimes[0]
    return {
        "regime": regime.name,
        "outcome": regime.outcome,
        "actions": {name: number(value) for name, value in held_fixed.items()} | numbers(regime.actions),
        "payoffs": numbers(regime.payoffs),
        "tied_with": [other.name for other in regimes[1:]],
    }


def _cutoff(atlas: Atlas, run: Evaluation, cutoff: Cutoff) -> dict[str, Any] | None:
    """The active case, at whose value, all else equal, both its regimes hold; None where there is none."""
    found = atlas.cutoff(run, cutoff)
    if found is None:
        return None
    value, case = found
    return {"parameter": cutoff.parameter, **number(plain(value)), "between": list(case.between)}


def _edges(equilibrium: Equilibrium, point: Mapping[str, Fraction]) -> dict[str, Any]:
    regimes = regimes_at(equilibrium, point)
    changes = edges(equilibrium, regimes[0], point) if regimes else {}
    return {name: change if change is None else _change(change) for name, change in changes.items()}


def _change(change: ParameterChange) -> dict[str, Any]:
    return {"exact": None if change.exact is None else str(change.exact), "value": change.value}


def _deviations(equilibrium: Equilibrium, point: Mapping[str, Fraction]) -> list[dict[str, Any]]:
    from symbolic_alliance.explore.deviations import deviations

    regimes = regimes_at(equilibrium, point)
    return [_deviation(one) for one in (deviations(equilibrium, regimes[0], point) if regimes else ())]


def _deviation(one: "Deviation") -> dict[str, Any]:
    def shown(value: Exact) -> dict[str, Any]:
        return number(value) if one.is_exact else {"exact": None, "value": float(value)}

    action = one.action if one.action is None or isinstance(one.action, str) else shown(one.action)
    return {"node": one.node, "player": one.player, "action": action, "outcome": one.outcome, "payoff": shown(one.payoff),
            "loss": shown(one.loss), "attained": one.is_attained}

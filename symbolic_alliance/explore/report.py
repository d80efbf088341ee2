"""Numbers: a derivation at an exact point of its parameters.

In:  a derivation with its atlases, and an exact number for each parameter.
Out: a `Report`: the regime, path, payoffs and cutoffs of the game and of its benchmark, as exact numbers; as JSON, and as
     text.  Nothing is decided by a float.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp
from flint import ctx

from symbolic_alliance.closed_form import WORKING_DIGITS, Evaluation, Exact, plain
from symbolic_alliance.closed_form.plain_text import aligned, number_json, number_text, point_text
from symbolic_alliance.derivation.quantities import DerivedQuantity
from symbolic_alliance.explore.atlas import Atlas, Atlases
from symbolic_alliance.explore.deviations import Deviation, deviations
from symbolic_alliance.explore.edges import edges
from symbolic_alliance.game.equilibrium import Cutoff, Regime, Region, Unsolved

GAME = "equilibrium"  # what the game's own situation is called


@dataclass(frozen=True)
class Situation:
    """One game at a point; all is empty where no regime is known."""

    regime: str | None = None
    outcome: str | None = None
    actions: Mapping[str, Exact] = field(default_factory=dict)
    payoffs: Mapping[str, Exact] = field(default_factory=dict)
    tied_with: tuple[str, ...] = ()
    unsolved: tuple[str, ...] = ()
    probabilities: Mapping[str, Exact] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The situation as plain values; what is unsolved there, and what chance brings about, only where there is any."""
        return {"regime": self.regime, "outcome": self.outcome,
                "actions": {name: number_json(value) for name, value in self.actions.items()},
                "payoffs": {name: number_json(value) for name, value in self.payoffs.items()},
                **({"probabilities": {name: number_json(value) for name, value in self.probabilities.items()}}
                   if self.probabilities else {}),
                "tied_with": list(self.tied_with), **({"unsolved": list(self.unsolved)} if self.unsolved else {})}


@dataclass(frozen=True)
class CutoffValue:
    """A cutoff that arises at a point, and the regimes on its two sides."""

    parameter: str
    value: Exact
    between: tuple[str, str]

    def to_json(self) -> dict[str, Any]:
        """The value as plain values."""
        return {"parameter": self.parameter, **number_json(self.value), "between": list(self.between)}


class Edges(dict[str, Exact | float | None]):
    """Changes by parameter, printed as a table."""

    def __repr__(self) -> str:
        rows = [(f"  {name}", "none" if change is None else number_text(change)) for name, change in self.items()]
        return "\n".join(["the smallest change of one parameter alone that leaves the regime:", *aligned(rows)])

    def to_json(self) -> dict[str, Any]:
        """The changes as plain values; ``exact`` is null where a change has no closed form of degree two."""
        return {name: None if change is None else number_json(change) for name, change in self.items()}


class Deviations(tuple[Deviation, ...]):
    """Deviations along the path, printed as a table: node, mover, the other action, where it leads, the loss."""

    __slots__ = ()

    def __repr__(self) -> str:
        rows = [(f"  {one.node}", one.player, _done(one), one.outcome, number_text(one.loss)) for one in self]
        return "\n".join(["what the mover loses by leaving the path once:", *aligned(rows)])

    def to_json(self) -> list[dict[str, Any]]:
        """The deviations as plain values."""
        return [{"node": one.node, "player": one.player,
                 "action": one.action if one.action is None or isinstance(one.action, str) else number_json(one.action),
                 "outcome": one.outcome, "payoff": number_json(one.payoff), "loss": number_json(one.loss),
                 "attained": one.is_attained} for one in self]


@dataclass(frozen=True, repr=False)
class Report:
    """A derivation at a point: ``situations`` are those of the game and of its benchmark, by name; cutoffs are those of both.

    `thresholds`, `edges` and `deviations` are worked out when they are asked for.
    """

    derivation: str
    parameters: Mapping[str, Fraction]
    situations: Mapping[str, Situation]
    effect: str
    cutoffs: Mapping[str, CutoffValue | None]
    atlas: Atlas = field(compare=False)
    named: Mapping[str, DerivedQuantity] = field(compare=False, default_factory=dict)
    region_texts: Callable[[], Mapping[str, Mapping[str, str]]] = field(compare=False, default=dict)

    @property
    def equilibrium(self) -> Situation:
        """The game at the point."""
        return self.situations[GAME]

    @property
    def is_known(self) -> bool:
        """Whether there is a regime and nothing is unsolved at the point, in the benchmark too."""
        return all(situation.regime is not None and not situation.unsolved for situation in self.situations.values())

    @cached_property
    def thresholds(self) -> Mapping[str, Exact | None]:
        """The paper's own letters by name, each with its value here, None where none of its cases counts.

        A letter whose value depends on more than the game's parameters has none, and is left out.
        """
        return {name: one.at(self.parameters) for name, one in self.named.items() if self.parameters.keys() >= {*one.needs}}

    def edges(self) -> Edges:
        """For each parameter the smallest change of it alone that leaves the game's regime, None where there is none."""
        regime = self._regime()
        with ctx.workdps(WORKING_DIGITS):
            return Edges(edges(self.atlas, regime, self.parameters) if regime else {})

    def deviations(self) -> Deviations:
        """What each mover on the game's path loses by leaving it once, node by node."""
        regime = self._regime()
        return Deviations(deviations(self.atlas.equilibrium, regime, self.parameters) if regime else ())

    def _regime(self) -> Regime | None:
        name = self.equilibrium.regime
        return None if name is None else self.atlas.equilibrium.regime(name)

    def to_json(self, with_edges: bool = False, with_deviations: bool = False) -> dict[str, Any]:
        """What ``evaluate --format json`` prints: plain values, each number exactly, as text, and as a float."""
        return {"derivation": self.derivation, "parameters": {name: str(value) for name, value in self.parameters.items()},
                **{name: situation.to_json() for name, situation in self.situations.items()}, "effect": self.effect,
                "cutoffs": {name: None if value is None else value.to_json() for name, value in self.cutoffs.items()},
                **({"thresholds": self._thresholds_json()} if self.thresholds else {}),
                **({"edges": self.edges().to_json()} if with_edges else {}),
                **({"deviations": self.deviations().to_json()} if with_deviations else {})}

    def _thresholds_json(self) -> dict[str, Any]:
        return {name: None if value is None else {"parameter": self.named[name].parameter or None, **number_json(value)}
                for name, value in self.thresholds.items()}

    def __getitem__(self, key: str) -> Any:
        return self.to_json()[key]

    def __repr__(self) -> str:
        lines = [f"{self.derivation} at {point_text(self.parameters)}"]
        for name, situation in self.situations.items():
            where = self.region_texts().get(self.atlas.equilibrium.game.name if name == GAME else name, {})
            lines += ["", *_situation_lines(name, situation, where.get(situation.regime or "", ""))]
        lines += ["", f"effect: {self.effect}"] if len(self.situations) > 1 else []
        lines += _threshold_lines(self)
        for name in self.situations:
            lines += _cutoff_lines(name, self)
        return "\n".join(lines)


def report(atlases: Atlases, point: Mapping[str, Fraction]) -> Report:
    """Report on a point; raises `RequestError` for one that is incomplete or violates an assumption."""
    game, model = atlases.game, atlases.derivation.model
    names = game.parameters.names
    with ctx.workdps(WORKING_DIGITS):
        if point.keys() != set(names):
            game.parameters.require(point)
        runs = [atlas.at(point) for atlas in atlases.every]
        if not game.assumptions_hold(runs[0]):
            game.parameters.require(point)
        situations = {GAME: _situation(game, runs[0], point, {})}
        effect = "none"
        for atlas, run in zip(atlases.every[1:], runs[1:], strict=True):
            benchmark = situations[atlas.equilibrium.game.name] = _situation(atlas, run, point, model.held_fixed)
            effect = model.effects.get((benchmark.outcome or "", situations[GAME].outcome or ""), effect)
        cutoffs = {prefix + cutoff.name: _cutoff(atlas, run, cutoff)
                   for (prefix, atlas), run in zip(atlases.by_prefix, runs, strict=True)
                   for cutoff in atlas.equilibrium.cutoffs}
    return Report(atlases.derivation.name, {name: point[name] for name in names}, situations, effect, cutoffs, game,
                  atlases.quantities, atlases.region_texts)


def _situation(atlas: Atlas, run: Evaluation, point: Mapping[str, Fraction], held_fixed: Mapping[str, Fraction]) -> Situation:
    def numbers(forms: Mapping[str, sp.Expr]) -> dict[str, Exact]:
        return {name: plain(atlas.value(run, form)) for name, form in forms.items()}

    regimes = atlas.regimes(run)
    unsolved = tuple(f"{one.node}: {one.reason}" for one in atlas.equilibrium.unsolved if _may_be_met(one, point))
    if not regimes:
        return Situation(unsolved=unsolved)
    regime, *others = regimes
    return Situation(regime.name, regime.outcome, {**held_fixed, **numbers(regime.actions)}, numbers(regime.payoffs),
                     tuple(other.name for other in others), unsolved, numbers(regime.probabilities))


def _may_be_met(unsolved: Unsolved, point: Mapping[str, Fraction]) -> bool:
    """Whether a point may lie where something is unsolved: at some history, where that depends on choices."""
    known = {sp.Symbol(name, real=True) for name in point}
    cases = tuple(tuple(slack for slack in case if slack.free_symbols <= known) for case in unsolved.region.cases)
    return Region(cases, unsolved.region.strict).contains(point)


def _cutoff(atlas: Atlas, run: Evaluation, cutoff: Cutoff) -> CutoffValue | None:
    """The active case, at whose value, all else equal, both its regimes hold; None where there is none."""
    found = atlas.cutoff(run, cutoff)
    return None if found is None else CutoffValue(cutoff.parameter, plain(found[0]), found[1].between)


def _done(one: Deviation) -> str:
    done = ("without bound" if one.action is None else one.action if isinstance(one.action, str)
            else number_text(one.action))
    return done if one.is_attained else f"towards {done}"


def _situation_lines(name: str, situation: Situation, where: str) -> Iterator[str]:
    if situation.regime is None:
        yield f"{name}: no regime is known here"
        yield from (f"  {reason}" for reason in situation.unsolved)
        return
    tied = f" (tied with {', '.join(situation.tied_with)})" if situation.tied_with else ""
    yield f"{name}: regime {situation.regime}, outcome {situation.outcome}{tied}"
    if where:
        yield f"  where {where}"
    rows = [(f"  {action}", number_text(value)) for action, value in situation.actions.items()]
    rows += [(f"  {player} gets", number_text(value)) for player, value in situation.payoffs.items()]
    rows += [(f"  {label} with probability", number_text(value)) for label, value in situation.probabilities.items()
             if value not in (0, 1)]
    yield from aligned(rows)
    yield from (f"  unsolved at {reason}" for reason in situation.unsolved)


def _cutoff_lines(situation: str, found: Report) -> list[str]:
    """The cutoffs of one game that arise here, parameter by parameter, ascending, with the point marked among them."""
    prefix = "" if situation == GAME else f"{situation}."
    own = [(name, cutoff) for name, cutoff in found.cutoffs.items()
           if cutoff is not None and name == prefix + name.rpartition(".")[2]]
    lines: list[str] = []
    for parameter in dict.fromkeys(cutoff.parameter for _, cutoff in own):
        rows = [(float(cutoff.value), (f"  {number_text(cutoff.value)}", " to ".join(cutoff.between), name))
                for name, cutoff in own if cutoff.parameter == parameter]
        here = found.parameters[parameter]
        rows.append((float(here), (f"> {number_text(here)}", "here", "")))
        lines += ["", f"{situation}, cutoffs in {parameter}:",
                  *aligned([row for _, row in sorted(rows, key=lambda one: one[0])])]
    return lines or ["", f"{situation}: no cutoff arises here"]


def _threshold_lines(found: Report) -> Iterator[str]:
    """The paper's letters: those that are values of a parameter, ascending, with the point among them; then the others."""
    known = [(name, value) for name, value in found.thresholds.items() if value is not None]
    for parameter in sorted({found.named[name].parameter for name, _ in known}, reverse=True):
        own = [(name, value) for name, value in known if found.named[name].parameter == parameter]
        rows = [(float(value), (f"  {name} = {number_text(value)}", found.named[name].quantity.meaning))
                for name, value in own]
        if parameter:
            here = found.parameters[parameter]
            rows = sorted([*rows, (float(here), (f"> {parameter} = {number_text(here)}", "here"))], key=lambda one: one[0])
        yield from ("", f"thresholds of {parameter}:" if parameter else "by name:", *aligned([row for _, row in rows]))

"""An equilibrium compiled once and asked at many exact points.

In:  an equilibrium, then exact numbers for its parameters.
Out: which regimes hold there and which cutoffs arise, decided exactly and fast: all regions, payoffs and cutoffs are one
     program whose parts are shared, every sign that a ball decides is taken from the ball, and a region is given up at the
     first slack that is negative before any doubtful one is decided.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.closed_form import Evaluation, Number, Program, UndefinedForm, compile_program
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.normal_form import form_text, told_forms
from symbolic_alliance.derivation.quantities import DerivedQuantity, quantities
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Equilibrium, Regime, Region
from symbolic_alliance.typeset.style import Style

Places: TypeAlias = tuple[tuple[tuple[int, bool], ...], ...]


class Atlas:
    """The regimes and cutoffs of an equilibrium, with every form at its place in one program."""

    def __init__(self, equilibrium: Equilibrium) -> None:
        self.equilibrium, self.parameters = equilibrium, equilibrium.game.parameters
        self.slacks = [pair for assumption in self.parameters.assumptions for pair in assumption.slacks]
        self.program: Program = compile_program(self._forms(), self.parameters.names)
        self.regions = {regime.name: self.cases(regime.region) for regime in equilibrium.regimes}
        self.closures = {regime.name: self.cases(regime.region.closure) for regime in equilibrium.regimes}
        self.assumed = [(self.program.places[slack], is_strict) for slack, is_strict in self.slacks]
        self.assumed_of = {name: [pair for pair in self.assumed if self.program.steps[pair[0]].names & (1 << place)]
                           for place, name in enumerate(self.parameters.names)}

    def _forms(self) -> Iterator[sp.Expr]:
        yield from (slack for slack, _ in self.slacks)
        yield from self.boundaries
        for regime in self.equilibrium.regimes:
            yield from regime.quantities.values()
        yield from (case.expression for cutoff in self.equilibrium.cutoffs for case in cutoff.cases)

    @property
    def boundaries(self) -> tuple[sp.Expr, ...]:
        """The forms that vanish on the edges of the regimes."""
        return tuple(dict.fromkeys(slack for regime in self.equilibrium.regimes for case in regime.region.cases
                                   for slack in case))

    def cases(self, region: Region) -> Places:
        """The places of a region's slacks, case by case, each with whether it is strict."""
        return tuple(tuple((self.program.places[slack], strict) for slack, strict in case) for case in region.conditions)

    def at(self, point: Mapping[str, Fraction]) -> Evaluation:
        """The program at an exact point that has a number for every parameter."""
        return Evaluation.at(self.program, point)

    def assumptions_hold(self, run: Evaluation) -> bool:
        """Whether the point lies in the assumed set."""
        return run.holds(self.assumed)

    def regimes(self, run: Evaluation) -> tuple[Regime, ...]:
        """The regimes that hold, the one that is played first: more than one on an edge, none where nothing is solved."""
        return tuple(regime for regime in self.equilibrium.in_order if holds(run, self.regions[regime.name]))

    def regime_at(self, point: Mapping[str, Fraction]) -> str | None:
        """The name of the regime that is reported at an exact point; None outside the assumptions too."""
        run = self.at(point)
        return next((one.name for one in self.regimes(run)), None) if self.assumptions_hold(run) else None

    def value(self, run: Evaluation, form: sp.Expr) -> Number:
        """The exact number of one of the equilibrium's forms."""
        return run.exact(self.program.places[form])

    def cutoff(self, run: Evaluation, cutoff: Cutoff) -> tuple[Number, CutoffCase] | None:
        """The value of a cutoff at an assumed point, and its first active case."""
        return next(self.active(run, cutoff), None)

    def active(self, run: Evaluation, cutoff: Cutoff) -> Iterator[tuple[Number, CutoffCase]]:
        """The values of a cutoff at an assumed point, and their cases: at an active one both its regimes hold or end."""
        name = cutoff.parameter
        moved = self.parameters.names.index(name)
        for case in cutoff.cases:
            place = self.program.places[case.expression]
            try:
                there = run.moved(moved, run.value(place))
            except UndefinedForm:
                continue
            if there.holds(self.assumed_of[name]) and all(holds(there, self.closures[regime]) for regime in case.between):
                yield run.exact(place), case


@dataclass(frozen=True, eq=False)
class Atlases:
    """A derivation, and its game and its benchmark compiled for numbers."""

    derivation: Derivation

    @cached_property
    def every(self) -> tuple[Atlas, ...]:
        """The atlas of the game, then that of the benchmark where there is one."""
        return tuple(map(Atlas, self.derivation.equilibria))

    @property
    def game(self) -> Atlas:
        """The atlas of the game."""
        return self.every[0]

    @property
    def by_prefix(self) -> tuple[tuple[str, Atlas], ...]:
        """Each with what the names of its results start with."""
        return tuple(zip(self.derivation.prefixes, self.every, strict=False))

    @cached_property
    def quantities(self) -> Mapping[str, DerivedQuantity]:
        """What the paper names, by name."""
        return quantities(self.derivation)

    def region_texts(self) -> Mapping[str, Mapping[str, str]]:
        """The regions that have a normal form, as text, by game and regime."""
        return self._region_texts

    @cached_property
    def _region_texts(self) -> Mapping[str, Mapping[str, str]]:
        games = [one.equilibrium.game for one in self.every]
        return {game.name: {name: form_text(form) for name, form in told_forms(self.derivation, game, Style.of(game)).items()}
                for game in games}

    @property
    def cutoffs(self) -> Mapping[str, tuple[Atlas, Cutoff]]:
        """The cutoffs of both games by name, each with its atlas."""
        return {prefix + cutoff.name: (atlas, cutoff)
                for prefix, atlas in self.by_prefix for cutoff in atlas.equilibrium.cutoffs}


def holds(run: Evaluation, cases: Places) -> bool:
    """Whether some case holds; one with a form that has no value does not."""
    return any(map(run.holds, cases))

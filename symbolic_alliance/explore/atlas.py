"""An equilibrium compiled once and asked at many exact points.

In:  an equilibrium, then exact numbers for its parameters.
Out: which regimes hold there and which cutoffs arise, decided exactly, as `position` decides it, but in a tenth of the time:
     all regions, payoffs and cutoffs are one program whose parts are shared, every sign that a ball decides is taken from the
     ball, and a region is given up at the first slack that is negative before any doubtful one is settled.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cmp_to_key
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.exact import Evaluation, Number, Program, UndefinedForm, compile_program, sign_of
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Equilibrium, Regime, Region

Places: TypeAlias = tuple[tuple[int, ...], ...]


class Atlas:
    """The regimes and cutoffs of an equilibrium, with every form at its place in one program."""

    def __init__(self, equilibrium: Equilibrium) -> None:
        self.equilibrium, self.parameters = equilibrium, equilibrium.game.parameters
        self.slacks = [pair for assumption in self.parameters.assumptions for pair in assumption.slacks]
        self.program: Program = compile_program(self._forms(), self.parameters.names)
        self.regions = {regime.name: self.cases(regime.region) for regime in equilibrium.regimes}
        self.assumed = [(self.program.places[slack], is_strict) for slack, is_strict in self.slacks]
        self.assumed_of = {name: [pair for pair in self.assumed if self.program.steps[pair[0]].names & (1 << place)]
                           for place, name in enumerate(self.parameters.names)}

    def _forms(self) -> Iterator[sp.Expr]:
        yield from (slack for slack, _ in self.slacks)
        for regime in self.equilibrium.regimes:
            yield from (slack for case in regime.region.cases for slack in case)
            yield from (*regime.actions.values(), *regime.payoffs.values())
        yield from (case.expression for cutoff in self.equilibrium.cutoffs for case in cutoff.cases)

    def cases(self, region: Region) -> Places:
        """The places of a region's slacks, case by case."""
        return tuple(tuple(self.program.places[slack] for slack in case) for case in region.cases)

    def at(self, point: Mapping[str, Fraction]) -> Evaluation:
        """The program at an exact point that has a number for every parameter."""
        return Evaluation.at(self.program, point)

    def assumptions_hold(self, run: Evaluation) -> bool:
        """Whether the point lies in the assumed set."""
        return run.holds(self.assumed)

    def regimes(self, run: Evaluation) -> tuple[Regime, ...]:
        """The regimes that hold, the one to report first, as `position.regimes_at` orders them."""
        found = [regime for regime in self.equilibrium.regimes if holds(run, self.regions[regime.name])]
        if len(found) < 2:
            return tuple(found)
        first = self.equilibrium.game.players[0]

        def order(one: Regime, other: Regime) -> int:
            return (sign_of(self.value(run, other.payoffs[first]) - self.value(run, one.payoffs[first]))
                    or len(one.path) - len(other.path)
                    or self._activity(run, one) - self._activity(run, other))

        return tuple(sorted(found, key=cmp_to_key(order)))

    def value(self, run: Evaluation, form: sp.Expr) -> Number:
        """The exact number of one of the equilibrium's forms."""
        return run.exact(self.program.places[form])

    def cutoff(self, run: Evaluation, cutoff: Cutoff) -> tuple[Number, CutoffCase] | None:
        """The value of a cutoff at an assumed point, and its first active case."""
        return next(self.active(run, cutoff), None)

    def active(self, run: Evaluation, cutoff: Cutoff) -> Iterator[tuple[Number, CutoffCase]]:
        """The values of a cutoff at an assumed point, and their cases: at an active one both its regimes hold."""
        name = cutoff.parameter
        moved = self.parameters.names.index(name)
        for case in cutoff.cases:
            place = self.program.places[case.expression]
            try:
                there = run.moved(moved, run.value(place))
            except UndefinedForm:
                continue
            if there.holds(self.assumed_of[name]) and all(holds(there, self.regions[regime]) for regime in case.between):
                yield run.exact(place), case

    def _activity(self, run: Evaluation, regime: Regime) -> int:
        return sum(run.sign(self.program.places[action]) != 0 for action in regime.actions.values())


def holds(run: Evaluation, cases: Iterable[tuple[int, ...]]) -> bool:
    """Whether in some case no slack is negative; a case with a form that has no value does not hold."""
    return any(run.holds((place, False) for place in case) for case in cases)

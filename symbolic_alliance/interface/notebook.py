"""A derivation at a prompt or in a notebook.

In:  the name of a derivation; or one that has just been solved.
Out: a `Paper`: the derivation with its results by name, each printed for a person: as text in a terminal, as LaTeX or MathML
     in a notebook.  Numbers, figures and changes of the model are one call away.
"""

import sys
import warnings
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace as with_changes
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import judge_derivation, open_derivation, solve_games
from symbolic_alliance.derivation.diff import Diff, compare_derivations, diff_markdown, diff_text
from symbolic_alliance.derivation.normal_form import told_forms
from symbolic_alliance.derivation.project import find_project, read_model
from symbolic_alliance.derivation.variation import Variation, vary
from symbolic_alliance.errors import Progress, RequestError, near
from symbolic_alliance.explore.atlas import Atlas, Atlases
from symbolic_alliance.explore.plot.axes import reach
from symbolic_alliance.explore.report import Report, report
from symbolic_alliance.explore.sweep import ArrayFunction, quantity_function, regime_function
from symbolic_alliance.game.parameters import exact, shortest
from symbolic_alliance.game.tree import Game
from symbolic_alliance.interface.named import Named
from symbolic_alliance.interface.printed import (
    NOTHING,
    NamedClaim,
    NamedCutoff,
    NamedQuantity,
    NamedRegime,
    fields_of,
    letters_of,
)
from symbolic_alliance.interface.progress import progress as shown_progress
from symbolic_alliance.typeset.latex import Style

if TYPE_CHECKING:
    from ipywidgets import VBox
    from pandas import DataFrame

    from symbolic_alliance.explore.plot.axes import Range
    from symbolic_alliance.explore.plot.drawing import Picture


class LockWarning(UserWarning):
    """A lock could not be used, so that the model is solved again, which takes longer."""


def load(name: str, project: str | Path | None = None, progress: Progress = lambda text: None) -> "Paper":
    """Open a derivation: from its lock, at once; or, where that is missing or older than the model, by solving it.

    Warns with `LockWarning` where it has to solve.  Runs the derivation's Python.  Raises `UserError` in one sentence: no
    such derivation, a broken model, a broken lock.

    >>> import symbolic_alliance
    >>> symbolic_alliance.load("no_such_paper")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.RequestError: no derivation no_such_paper in ...derivations; there are burden_sharing, ...
    """
    here = find_project(None if project is None else Path(project))
    return Paper(open_derivation(here, read_model(here, name), progress,
                                 lambda reason: warnings.warn(reason, LockWarning, stacklevel=4)))


@dataclass(frozen=True, repr=False)
class Paper:
    """A derivation whose results are at hand by name: `thresholds`, `quantities`, `cutoffs`, `regimes`, `claims`, `game`.

    `at` gives numbers, `function` NumPy functions, `frame` a table, `plot` draws, `sliders` drive all of it in a notebook,
    `what_if` derives a changed model.
    """

    derivation: Derivation

    def __getstate__(self) -> dict[str, Derivation]:
        return {"derivation": self.derivation}  # what is worked out when it is asked for is worked out again

    def __repr__(self) -> str:
        proved = sum(claim.verdict == "proved" for claim in self.claims.values())
        named = f"  .thresholds  {len(self.thresholds)}, .quantities  {len(self.quantities)}\n" if self.quantities else ""
        return (f"{self.name}: {self.game.title}\n{named}"
                f"  .regimes  {len(self.regimes)}, .cutoffs  {len(self.cutoffs)}, .claims  {len(self.claims)}, "
                f"{proved} of them proved\n"
                f"  .at(...)  numbers, .plot(x=..., y=...)  figures, .function(...)  arrays, .what_if(...)  changes\n"
                f"  parameters: {', '.join(self.game.parameters.names)}")

    @property
    def name(self) -> str:
        """The name of the derivation."""
        return self.derivation.name

    @property
    def game(self) -> Game:
        """The game as the author declares it."""
        return self.derivation.model.game

    @cached_property
    def atlases(self) -> Atlases:
        """The game and its benchmark, compiled for numbers."""
        return Atlases(self.derivation)

    @cached_property
    def _placed(self) -> tuple[tuple[str, Atlas, Style], ...]:
        """What the names of a game's results start with, its atlas, and its symbols."""
        return tuple((prefix, atlas, Style.of(atlas.equilibrium.game)) for prefix, atlas in self.atlases.by_prefix)

    @cached_property
    def cutoffs(self) -> "Named[NamedCutoff]":
        """The cutoffs of both games by name; those of the benchmark start with its own name."""
        found = {prefix + one.name: NamedCutoff(**fields_of(one), atlas=atlas, style=style)
                 for prefix, atlas, style in self._placed for one in atlas.equilibrium.cutoffs}
        return Named("cutoff", found, NamedCutoff.summary)

    @cached_property
    def quantities(self) -> "Named[NamedQuantity]":
        """Everything that the paper names, by its letter: thresholds, levels of arms, offers."""
        style = Style.of(self.game, letters_of(self.atlases.quantities.values(), self.game))
        return Named("quantity", {name: NamedQuantity(**fields_of(one), style=style)
                                  for name, one in self.atlases.quantities.items()}, NamedQuantity.summary)

    @cached_property
    def thresholds(self) -> "Named[NamedQuantity]":
        """The letters that are values of a parameter at which something changes."""
        return Named("threshold", {name: one for name, one in self.quantities.items() if one.parameter},
                     NamedQuantity.summary)

    @cached_property
    def regimes(self) -> "Named[NamedRegime]":
        """The regimes of both games by name; those of the benchmark start with its own name."""
        told = {prefix: told_forms(self.derivation, atlas.equilibrium.game, style) for prefix, atlas, style in self._placed}
        found = {prefix + one.name: NamedRegime(**fields_of(one), atlas=atlas, style=style, form=told[prefix].get(one.name))
                 for prefix, atlas, style in self._placed for one in atlas.equilibrium.regimes}
        return Named("regime", found, NamedRegime.summary)

    @cached_property
    def claims(self) -> "Named[NamedClaim]":
        """Every claim that has been judged, by name."""
        found = {name: NamedClaim(**fields_of(claim), derivation=self.derivation)
                 for name, claim in self.derivation.claims.items()}
        return Named("claim", found, lambda claim: f"{claim.verdict}{f', {claim.grade}' if claim.grade else ''}")

    def at(self, point: Mapping[str, object] = NOTHING, /, **values: object) -> Report:
        """Report on a point, as `evaluate` does: regimes, path, payoffs and cutoffs with and without the benchmark.

        The point is a mapping, or given by keyword; the numbers are exact, a float being read as its shortest decimal: the
        report says which numbers it is about.  Raises `RequestError` for a value that is no number, a missing one, or a point
        outside the assumptions.
        """
        return report(self.atlases, {name: shortest(value, name) for name, value in {**point, **values}.items()})

    def function(self, name: str = "regime", *, by_name: bool = False) -> ArrayFunction:
        """Return a NumPy function: of a choice on the path, of a player's payoff, or of the regime that is played.

        The regime comes as its place among the game's regimes, -1 where there is none; with ``by_name`` as its name, None
        where there is none.  Raises `RequestError` for a name that is none of these.
        """
        return (regime_function(self.atlases.game, by_name) if name == "regime" else
                quantity_function(self.atlases.game, name))

    def plot(self, x: str, y: str, x_range: "tuple[object, object] | None" = None,
             y_range: "tuple[object, object] | None" = None, **point: object) -> "Picture":
        """Draw the regime map of two parameters, or a quantity (a choice, a player, a cutoff) along one.

        Raises `RequestError` for an unknown name, a point outside the assumptions, or where matplotlib is missing.
        """
        from symbolic_alliance.explore.plot import plot

        def ends(name: str, given: "tuple[object, object] | None") -> "Range | None":
            return None if given is None else (exact(given[0], name), exact(given[1], name))

        numbers = {name: exact(value, name) for name, value in point.items()}
        return plot(self.atlases, x, y, numbers, ends(x, x_range), ends(y, y_range))

    def frame(self, **arrays: Any) -> "DataFrame":
        """Return a pandas frame with what is played at many points, a row each: regime, outcome, choices and payoffs.

        Each parameter is a number or an array, by keyword; shapes broadcast.  The numbers are floats, as in `function`.
        Raises `RequestError` as that does, and where pandas is missing.
        """
        from symbolic_alliance.explore.data_frame import sweep_frame

        return sweep_frame(self.atlases, arrays)

    def sliders(self, point: Mapping[str, object] = NOTHING, /, **ranges: tuple[object, object]) -> "VBox":
        """Return sliders for a notebook, one for each parameter, above the exact report of the point that they show.

        They start at a point, else at the worked example; a range is given by keyword, else it ends a little beyond the last
        change of regime.  Raises `RequestError` for an unknown name or an empty range, and where ipywidgets is missing.
        """
        from symbolic_alliance.interface.sliders import read_range, slider_panel, stops

        names = self.game.parameters.names
        for name in (*point, *ranges):
            if name not in names:
                raise RequestError(f"{self.name} has no parameter {name}{near(name, names)}")
        start = {**self.derivation.model.example, **{name: shortest(value, name) for name, value in point.items()}}
        self.game.parameters.require(start)
        ends = {name: read_range(name, ranges[name]) if name in ranges else reach(self.atlases, start, name)
                for name in names}
        return slider_panel(self.at, start, {name: stops(low, high, start[name]) for name, (low, high) in ends.items()})

    def what_if(self, game: Game | None = None, assume: Mapping[str, Any] = NOTHING, without: tuple[str, ...] = (),
                replace: Mapping[sp.Expr | str, sp.Expr | str] = NOTHING, witness: Mapping[str, object] = NOTHING,
                judge: bool = False, progress: Progress | None = None) -> "WhatIf":
        """Derive a changed model: another game, other assumptions by name, or terms put for others in every payoff.

        ``without`` leaves assumptions out; ``witness`` gives the numbers at which the new ones hold, where the old do not;
        with ``judge`` every claim about the changed model is settled too, which takes longer.  ``progress`` is told each
        step; without one, steps are shown on standard error.
        Raises `RequestError` for an unknown name, `ModelError` for a model that is not well formed.
        """
        names = (without,) if isinstance(without, str) else without
        with nullcontext(progress) if progress else shown_progress(sys.stderr, f"{self.name}, changed") as tell:
            changed = vary(self.derivation.model, Variation(game, assume, names, replace, witness))
            after = solve_games(changed, tell)
            return WhatIf(self, Paper(judge_derivation(after, tell) if judge else after))


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A paper whose model was changed, and the one before the change."""

    before: Paper
    after: Paper

    def __repr__(self) -> str:
        lines = [f"{self.after.name}, changed: {len(self.after.regimes)} regimes, {len(self.after.cutoffs)} cutoffs"]
        for kind, new, old in (("regimes", list(self.after.regimes), list(self.before.regimes)),
                               ("cutoffs", list(self.after.cutoffs), list(self.before.cutoffs))):
            for what, names, others in (("added", new, old), ("removed", old, new)):
                found = [name for name in names if name not in others]
                lines += [f"  {kind} {what}: {', '.join(found)}"] if found else []
        return "\n".join([*lines, "  .after is the new one, .before the old one, .diff says what differs in meaning"])

    @cached_property
    def diff(self) -> "PrintedDiff":
        """What the change changes in meaning, result by result, with a point where old and new differ; takes a while.

        Claims are compared where the new model has been judged.
        """
        before, after = self.before.derivation, self.after.derivation
        return PrintedDiff(compare_derivations(before if after.judged else with_changes(before, judged={}), after))


@dataclass(frozen=True, eq=False)
class PrintedDiff:
    """A comparison, printed for a person; ``diff`` holds it as data."""

    diff: Diff

    def __repr__(self) -> str:
        return diff_text(self.diff)

    def _repr_markdown_(self) -> str:
        return diff_markdown(self.diff)

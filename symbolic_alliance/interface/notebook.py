"""A derivation at a prompt or in a notebook.

In:  the name of a derivation; or one that has just been solved.
Out: a `Paper`: the derivation with its results by name, each printed for a person: as text in a terminal, as LaTeX or MathML
     in a notebook.  Numbers, figures and changes of the model are one call away.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace as with_changes
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.derive import judge_derivation, open_derivation, solve_games
from symbolic_alliance.derivation.diff import Diff, compare_derivations, diff_markdown, diff_text
from symbolic_alliance.derivation.project import find_project, read_model
from symbolic_alliance.derivation.variation import Variation, vary
from symbolic_alliance.errors import Progress
from symbolic_alliance.explore.atlas import Atlas, Atlases
from symbolic_alliance.explore.report import Report, report
from symbolic_alliance.explore.sweep import ArrayFunction, cutoff_function, form_function, quantity_function, regime_function
from symbolic_alliance.game.equilibrium import CaseConditions, Cutoff, Regime, Region
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Game
from symbolic_alliance.interface.named import Named
from symbolic_alliance.typeset.latex import Style, latex, relation_latex, relation_text, text

if TYPE_CHECKING:
    from symbolic_alliance.explore.plot.axes import Range
    from symbolic_alliance.explore.plot.drawing import Picture

NOTHING: Mapping[Any, Any] = MappingProxyType({})


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
    """A derivation whose results are at hand by name: `cutoffs`, `regimes`, `claims`, `game`; `at` gives numbers.

    `function` gives NumPy functions, `plot` draws, `what_if` derives a changed model.
    """

    derivation: Derivation

    def __repr__(self) -> str:
        proved = sum(claim.verdict == "proved" for claim in self.claims.values())
        return (f"{self.name}: {self.game.title}\n"
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
        found = {prefix + one.name: NamedCutoff(**_fields(one), atlas=atlas, style=style)
                 for prefix, atlas, style in self._placed for one in atlas.equilibrium.cutoffs}
        return Named("cutoff", found, NamedCutoff.summary)

    @cached_property
    def regimes(self) -> "Named[NamedRegime]":
        """The regimes of both games by name; those of the benchmark start with its own name."""
        found = {prefix + one.name: NamedRegime(**_fields(one), atlas=atlas, style=style)
                 for prefix, atlas, style in self._placed for one in atlas.equilibrium.regimes}
        return Named("regime", found, NamedRegime.summary)

    @cached_property
    def claims(self) -> "Named[NamedClaim]":
        """Every claim that has been judged, by name."""
        found = {name: NamedClaim(**_fields(claim), derivation=self.derivation)
                 for name, claim in self.derivation.claims.items()}
        return Named("claim", found, lambda claim: f"{claim.verdict}{f', {claim.grade}' if claim.grade else ''}")

    def at(self, **values: object) -> Report:
        """Report on an exact point, as `evaluate` does: regimes, path, payoffs and cutoffs with and without the benchmark.

        Raises `RequestError` for a value that is not exact, a missing one, or a point outside the assumptions.
        """
        return report(self.atlases, {name: exact(value, name) for name, value in values.items()})

    def function(self, name: str = "regime") -> ArrayFunction:
        """Return a NumPy function: of a choice on the path, of a player's payoff, or of the regime that is played.

        The regime comes as its place among the game's regimes, -1 where there is none.  Raises `RequestError` for a name that
        is none of these.
        """
        return regime_function(self.atlases.game) if name == "regime" else quantity_function(self.atlases.game, name)

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

    def what_if(self, game: Game | None = None, assume: Mapping[str, Any] = NOTHING, without: tuple[str, ...] = (),
                replace: Mapping[sp.Expr, sp.Expr] = NOTHING, witness: Mapping[str, object] = NOTHING,
                judge: bool = False, progress: Progress = lambda text: None) -> "WhatIf":
        """Derive a changed model: another game, other assumptions by name, or terms put for others in every payoff.

        ``without`` leaves assumptions out; ``witness`` gives the numbers at which the new ones hold, where the old do not;
        with ``judge`` every claim about the changed model is settled too, which takes longer.
        Raises `RequestError` for an unknown name, `ModelError` for a model that is not well formed.
        """
        names = (without,) if isinstance(without, str) else without
        after = solve_games(vary(self.derivation.model, Variation(game, assume, names, replace, witness)), progress)
        return WhatIf(self, Paper(judge_derivation(after, progress) if judge else after))


@dataclass(frozen=True, repr=False)
class NamedCutoff(Cutoff):
    """A cutoff that knows its game: printed in the author's symbols, and a function of arrays."""

    atlas: Atlas = field(compare=False)
    style: Style = field(compare=False)

    def __repr__(self) -> str:
        return "\n".join(self._line(*form) for form in self._forms())

    def _repr_latex_(self) -> str:
        return _align([f"{self._letter()} &= {latex(expression, self.style, is_display=True)}"
                       rf" && \text{{from {between.replace('_', ' ')}}}"
                       + (rf" \text{{, where }} {_conditions_latex(self.atlas, self.style, where)}" if where else "")
                       for expression, between, where in self._forms()])

    def summary(self) -> str:
        """The cutoff in one line: its form where that is short."""
        found = self._forms()
        if len(found) > 1:
            return f"{self.parameter}, {len(found)} cases"
        return self._line(*found[0])

    def function(self) -> ArrayFunction:
        """Return the cutoff as a NumPy function of the other parameters, by keyword.

        One form is evaluated as it stands; of several the active one is taken, nan where none is.
        """
        return cutoff_function(self.atlas, self)

    def _line(self, expression: sp.Expr, between: str, where: CaseConditions) -> str:
        told = f", where {_conditions_text(self.atlas, self.style, where)}" if where else ""
        return f"{self.parameter} = {text(expression, self.style)}    from {between}{told}"

    def _forms(self) -> list[tuple[sp.Expr, str, CaseConditions]]:
        """Each form once, with the pairs of regimes that it lies between, and where its roots have a value."""
        pairs: dict[tuple[sp.Expr, tuple[sp.Expr, ...]], list[str]] = {}
        for case in self.cases:
            pairs.setdefault((case.expression, case.where), []).append(" to ".join(case.between))
        return [(expression, ", ".join(between), Region((where,)).conditions[0])
                for (expression, where), between in pairs.items()]

    def _letter(self) -> str:
        return latex(sp.Symbol(self.parameter, real=True), self.style)


@dataclass(frozen=True, repr=False)
class NamedRegime(Regime):
    """A regime that knows its game: printed in the author's symbols, its quantities as functions of arrays."""

    atlas: Atlas = field(compare=False)
    style: Style = field(compare=False)

    def __repr__(self) -> str:
        lines = [f"{self.name}: outcome {self.outcome}"]
        for word, case in zip(("where", *["or where"] * len(self.region.cases)), self.region.conditions, strict=False):
            lines.append(f"  {word} {_conditions_text(self.atlas, self.style, case) or 'the assumptions hold'}")
        lines += [f"  {name} = {text(form, self.style)}" for name, form in self.actions.items()]
        return "\n".join([*lines, *(f"  {name} gets {text(form, self.style)}" for name, form in self.payoffs.items())])

    def _repr_latex_(self) -> str:
        rows = [f"{latex(sp.Symbol(name, real=True), self.style)} &= {latex(form, self.style, is_display=True)}"
                for name, form in self.actions.items()]
        rows += [rf"u_{{\text{{{name.replace('_', ' ')}}}}} &= {latex(form, self.style, is_display=True)}"
                 for name, form in self.payoffs.items()]
        rows += [rf"\text{{{'or ' * bool(place)}where}} & \quad {_conditions_latex(self.atlas, self.style, case)}"
                 for place, case in enumerate(self.region.conditions) if case]
        return _align(rows)

    def summary(self) -> str:
        """The regime in one line."""
        return f"outcome {self.outcome}, with {', '.join(self.actions) or 'no real choice'} on the path"

    def function(self, name: str) -> ArrayFunction:
        """Return a choice or a player's payoff in this regime as a NumPy function; its region is not asked."""
        forms = Named("quantity", {**self.actions, **self.payoffs}, str)
        return form_function(self.atlas, name, forms[name])


@dataclass(frozen=True, repr=False)
class NamedClaim(JudgedClaim):
    """A claim that knows its derivation: what it says, how it is settled, and its proof."""

    derivation: Derivation = field(compare=False, kw_only=True)

    def __repr__(self) -> str:
        lines = [self.name, f"  {self.sentence}", f"  {self.verdict}" + (f", {self.grade}" if self.grade else "")]
        lines += [f"  assumes {', '.join(self.assumptions)}"] if self.assumptions else []
        lines += [f"  {self.tried}"] if self.tried else []
        lines += [f"  fails at {point_text(self.point)}"] if self.point else []
        return "\n".join(lines)

    @property
    def proof(self) -> "ProofText":
        """How the claim is settled, and the lemma of the appendix that it belongs to, as text."""
        from symbolic_alliance.appendix.plain_proof import proof_of

        return ProofText(proof_of(self.derivation, self))


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


def _conditions_text(atlas: Atlas, style: Style, case: CaseConditions) -> str:
    wanted = atlas.equilibrium.game.cutoff_parameters
    return " and ".join(relation_text(slack, wanted, style, strict=strict) for slack, strict in case)


def _conditions_latex(atlas: Atlas, style: Style, case: CaseConditions) -> str:
    wanted = atlas.equilibrium.game.cutoff_parameters
    return r" \text{ and } ".join(relation_latex(slack, wanted, style, strict=strict) for slack, strict in case)


def _fields(value: Cutoff | Regime | JudgedClaim) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _align(rows: list[str]) -> str:
    joint = r" \\ "
    return rf"$\begin{{aligned}} {joint.join(rows)} \end{{aligned}}$"


class ProofText(str):
    """A proof as text, printed as it is."""

    def __repr__(self) -> str:
        return str(self)

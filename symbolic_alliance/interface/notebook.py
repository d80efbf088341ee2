"""A derivation at a prompt or in a notebook.

In:  the name of a derivation; or one that has just been solved.
Out: a `Paper`: the derivation with its results by name, each printed for a person: as text in a terminal, as LaTeX or MathML
     in a notebook.  Numbers, figures and changes of the model are one call away.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbolic_alliance.derivation.bundle import Derivation, Model, Settled
from symbolic_alliance.derivation.lock import StaleLockError
from symbolic_alliance.derivation.project import find_project, read_locked, read_model, solve_model
from symbolic_alliance.explore.atlas import Atlas
from symbolic_alliance.explore.sweep import ArrayFunction, cutoff_function, form_function, quantity_function, regime_function
from symbolic_alliance.game.equilibrium import Cutoff, Regime
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Game
from symbolic_alliance.interface.named import Named
from symbolic_alliance.typeset.latex import Style, latex, relation_text, text

if TYPE_CHECKING:
    from symbolic_alliance.derivation.what_if import WhatIf
    from symbolic_alliance.explore.plot.axes import Range
    from symbolic_alliance.explore.plot.drawing import Picture

NOTHING: Mapping[Any, Any] = MappingProxyType({})


class LockWarning(UserWarning):
    """A lock could not be used, so that the model is solved again, which takes longer."""


def load(name: str, project: str | Path | None = None, progress: Callable[[str], None] = lambda text: None) -> "Paper":
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
    model = read_model(here, name)
    try:
        found = read_locked(here, model)
        reason = f"{name} has no lock"
    except StaleLockError:
        found, reason = None, f"the lock of {name} is older than its model"
    if found is None:
        warnings.warn(f"{reason}, so it is solved again; 'symbolic-alliance update {name}' writes a new one", LockWarning,
                      stacklevel=2)
        found = solve_model(here, model, progress)
    return paper(found)


def paper(derivation: Derivation) -> "Paper":
    """The derivation as a person holds it."""
    return Paper(**{one.name: getattr(derivation, one.name) for one in fields(derivation)})


@dataclass(frozen=True, repr=False)
class Paper(Derivation):
    """A derivation whose results are at hand by name: `cutoffs`, `regimes`, `claims`, `game`; `at` gives numbers.

    `function` gives NumPy functions, `plot` draws, `what_if` derives a changed model.
    """

    def __repr__(self) -> str:
        proved = sum(claim.verdict == "proved" for claim in self.claims.values())
        return (f"{self.name}: {self.model.game.title}\n"
                f"  .regimes  {len(self.regimes)}, .cutoffs  {len(self.cutoffs)}, .claims  {len(self.claims)}, "
                f"{proved} of them proved\n"
                f"  .at(...)  numbers, .plot(x=..., y=...)  figures, .function(...)  arrays, .what_if(...)  changes\n"
                f"  parameters: {', '.join(self.model.game.parameters.names)}")

    @property
    def game(self) -> Game:
        """The game as the author declares it."""
        return self.model.game

    @cached_property
    def _styles(self) -> dict[str, Style]:
        return {one.game.name: Style.of(one.game) for one in self.equilibria}

    @cached_property
    def cutoffs(self) -> "Named[NamedCutoff]":
        """The cutoffs of both games by name; those of the benchmark start with its own name."""
        found = {prefix + cutoff.name: NamedCutoff(cutoff.name, cutoff.parameter, cutoff.cases, atlas, self._style(atlas))
                 for prefix, atlas in self._placed_atlases for cutoff in atlas.equilibrium.cutoffs}
        return Named("cutoff", found, NamedCutoff.summary)

    @cached_property
    def regimes(self) -> "Named[NamedRegime]":
        """The regimes of both games by name; those of the benchmark start with its own name."""
        found = {prefix + one.name: NamedRegime(one.name, one.region, one.outcome, one.path, one.actions, one.payoffs,
                                                atlas, self._style(atlas))
                 for prefix, atlas in self._placed_atlases for one in atlas.equilibrium.regimes}
        return Named("regime", found, NamedRegime.summary)

    @cached_property
    def claims(self) -> "Named[NamedClaim]":
        """Every claim that has been judged, by name."""
        found = {name: NamedClaim(**{one.name: getattr(claim, one.name) for one in fields(Settled)}, paper=self)
                 for name, claim in super().claims.items()}
        return Named("claim", found, lambda claim: f"{claim.verdict}{f', {claim.grade}' if claim.grade else ''}")

    @property
    def _placed_atlases(self) -> tuple[tuple[str, Atlas], ...]:
        return tuple((prefix, atlas) for (prefix, _), atlas in zip(self.prefixed, self.atlases, strict=False))

    def _style(self, atlas: Atlas) -> Style:
        return self._styles[atlas.equilibrium.game.name]

    def function(self, name: str = "regime") -> ArrayFunction:
        """Return a NumPy function: of a choice on the path, of a player's payoff, or of the regime that is played.

        The regime comes as its place among the game's regimes, -1 where there is none.  Raises `RequestError` for a name that
        is none of these.
        """
        return regime_function(self.atlases[0]) if name == "regime" else quantity_function(self.atlases[0], name)

    def plot(self, x: str, y: str, x_range: "tuple[object, object] | None" = None,
             y_range: "tuple[object, object] | None" = None, **point: object) -> "Picture":
        """Draw the regime map of two parameters, or a quantity (a choice, a player, a cutoff) along one.

        Raises `RequestError` for an unknown name, a point outside the assumptions, or where matplotlib is missing.
        """
        from symbolic_alliance.explore.plot import plot

        def ends(name: str, given: "tuple[object, object] | None") -> "Range | None":
            return None if given is None else (exact(given[0], name), exact(given[1], name))

        numbers = {name: exact(value, name) for name, value in point.items()}
        return plot(self, x, y, numbers, ends(x, x_range), ends(y, y_range))

    def what_if(self, game: Game | None = None, assume: Mapping[str, Any] = NOTHING, without: tuple[str, ...] = (),
                replace: Mapping[sp.Expr, sp.Expr] = NOTHING, witness: Mapping[str, object] = NOTHING,
                judge: bool = False, progress: Callable[[str], None] = lambda text: None) -> "WhatIf":
        """Derive a changed model: another game, other assumptions by name, or terms put for others in every payoff.

        ``without`` leaves assumptions out; ``witness`` gives the numbers at which the new ones hold, where the old do not;
        with ``judge`` every claim about the changed model is settled too, which takes longer.
        Raises `RequestError` for an unknown name, `ModelError` for a model that is not well formed.
        """
        from symbolic_alliance.derivation.derive import judged, solved
        from symbolic_alliance.derivation.what_if import Change, what_if

        def derive(model: Model) -> Derivation:
            found = solved(model, progress)
            return paper(judged(found, progress) if judge else found)

        names = (without,) if isinstance(without, str) else without
        return what_if(self, Change(game, assume, names, replace, witness), derive)


@dataclass(frozen=True, repr=False)
class NamedCutoff(Cutoff):
    """A cutoff that knows its game: printed in the author's symbols, and a function of arrays."""

    atlas: Atlas = field(compare=False)
    style: Style = field(compare=False)

    def __repr__(self) -> str:
        return "\n".join(f"{self.parameter} = {text(expression, self.style)}    from {between}"
                         for expression, between in self._forms())

    def _repr_latex_(self) -> str:
        return _aligned([f"{self._letter()} &= {latex(expression, self.style, is_display=True)}"
                         rf" && \text{{from {between.replace('_', ' ')}}}" for expression, between in self._forms()])

    def summary(self) -> str:
        """The cutoff in one line: its form where that is short."""
        found = self._forms()
        if len(found) > 1:
            return f"{self.parameter}, {len(found)} cases"
        expression, between = found[0]
        return f"{self.parameter} = {text(expression, self.style)}    from {between}"

    def function(self) -> ArrayFunction:
        """Return the cutoff as a NumPy function of the other parameters, by keyword.

        One form is evaluated as it stands; of several the active one is taken, nan where none is.
        """
        return cutoff_function(self.atlas, self)

    def _forms(self) -> list[tuple[sp.Expr, str]]:
        """Each form once, with the pairs of regimes that it lies between."""
        pairs: dict[sp.Expr, list[str]] = {}
        for case in self.cases:
            pairs.setdefault(case.expression, []).append(" to ".join(case.between))
        return [(expression, ", ".join(between)) for expression, between in pairs.items()]

    def _letter(self) -> str:
        return latex(sp.Symbol(self.parameter, real=True), self.style)


@dataclass(frozen=True, repr=False)
class NamedRegime(Regime):
    """A regime that knows its game: printed in the author's symbols, its quantities as functions of arrays."""

    atlas: Atlas = field(compare=False)
    style: Style = field(compare=False)

    def __repr__(self) -> str:
        wanted = self.atlas.equilibrium.game.cutoff_parameters
        lines = [f"{self.name}: outcome {self.outcome}"]
        for word, case in zip(("where", *["or where"] * len(self.region.cases)), self.region.cases, strict=False):
            relations = [relation_text(one, wanted, self.style) for one in case]
            lines.append(f"  {word} {' and '.join(relations) or 'the assumptions hold'}")
        lines += [f"  {name} = {text(form, self.style)}" for name, form in self.actions.items()]
        return "\n".join([*lines, *(f"  {name} gets {text(form, self.style)}" for name, form in self.payoffs.items())])

    def _repr_latex_(self) -> str:
        rows = [f"{latex(sp.Symbol(name, real=True), self.style)} &= {latex(form, self.style, is_display=True)}"
                for name, form in self.actions.items()]
        rows += [rf"u_{{\text{{{name.replace('_', ' ')}}}}} &= {latex(form, self.style, is_display=True)}"
                 for name, form in self.payoffs.items()]
        return _aligned(rows)

    def summary(self) -> str:
        """The regime in one line."""
        return f"outcome {self.outcome}, with {', '.join(self.actions) or 'no real choice'} on the path"

    def function(self, name: str) -> ArrayFunction:
        """Return a choice or a player's payoff in this regime as a NumPy function; its region is not asked."""
        forms = Named("quantity", {**self.actions, **self.payoffs}, str)
        return form_function(self.atlas, name, forms[name])


@dataclass(frozen=True, repr=False)
class NamedClaim(Settled):
    """A claim that knows its derivation: what it says, how it is settled, and its proof."""

    paper: Any = field(default=None, compare=False)

    def __repr__(self) -> str:
        lines = [self.name, f"  {self.text}", f"  {self.verdict}" + (f", {self.grade}" if self.grade else "")]
        lines += [f"  assumes {', '.join(self.assumptions)}"] if self.assumptions else []
        lines += [f"  fails at {', '.join(f'{name} = {value}' for name, value in self.point.items())}"] if self.point else []
        return "\n".join(lines)

    @property
    def proof(self) -> "ProofText":
        """How the claim is settled, and the lemma of the appendix that it belongs to, as text."""
        from symbolic_alliance.appendix.plain_proof import proof_of

        return ProofText(proof_of(self.paper, self))


def _aligned(rows: list[str]) -> str:
    joint = r" \\ "
    return rf"$\begin{{aligned}} {joint.join(rows)} \end{{aligned}}$"


class ProofText(str):
    """A proof as text, printed as it is."""

    def __repr__(self) -> str:
        return str(self)

"""Results that know their game, printed for a person: as text in a terminal, as LaTeX in a notebook.

In:  a cutoff, a regime, a quantity of the paper or a claim, with what it is printed and computed with.
Out: the same value, with the author's symbols, conditions solved for the parameter that matters, and functions of arrays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

import sympy as sp

from symbolic_alliance.appendix.prose.letters import latex_name
from symbolic_alliance.closed_form import Exact, plain
from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.normal_form import ToldForm, form_latex, form_text
from symbolic_alliance.derivation.quantities import DerivedQuantity, QuantityCase
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.atlas import Atlas
from symbolic_alliance.explore.sweep import ArrayFunction, cutoff_function, derived_function, form_function
from symbolic_alliance.game.equilibrium import CaseConditions, Cutoff, CutoffCase, Regime, Region
from symbolic_alliance.game.parameters import Quantity, shortest
from symbolic_alliance.game.tree import Game
from symbolic_alliance.interface.named import Named
from symbolic_alliance.typeset.latex import Style, latex, relation_latex, relation_text, text

NOTHING: Mapping[Any, Any] = MappingProxyType({})
JOINT, TEXT_IF, TEXT_AND, TEXT_IN = r" \\ ", r"\text{if } ", r" \text{ and } ", r"\text{{in {}}}"


@dataclass(frozen=True, repr=False)
class NamedCutoff(Cutoff):
    """A cutoff that knows its game: printed in the author's symbols, and a function of arrays."""

    atlas: Atlas = field(compare=False)
    style: Style = field(compare=False)

    def __repr__(self) -> str:
        return "\n".join(self._line(*form) for form in self._forms())

    def _repr_latex_(self) -> str:
        return _align([f"{self._letter()} &= {latex(case.expression, self.style, is_display=True)}"
                       rf" && \text{{from {between.replace('_', ' ')}}}{self._condition(case, in_latex=True)}"
                       for case, between in self._forms()])

    def at(self, point: Mapping[str, Any] = NOTHING, /, **values: Any) -> Exact | None:
        """The exact value at a point of the other parameters, given as a mapping or by keyword; None where no case counts.

        A float is read as its shortest decimal.  Raises `RequestError` for a missing number, and for what is none.
        """
        names, given = self.atlas.parameters.names, {**point, **values}
        missing = [name for name in names if name not in given and name != self.parameter]
        if missing:
            raise RequestError(f"{self.name} needs a value for {', '.join(missing)}")
        numbers = {name: shortest(given[name], name) for name in names if name != self.parameter}
        run = self.atlas.at({**numbers, self.parameter: self.atlas.parameters.witness[self.parameter]})
        own = self.atlas.assumed_of[self.parameter]
        found = self.atlas.cutoff(run, self) if run.holds([one for one in self.atlas.assumed if one not in own]) else None
        return None if found is None else plain(found[0])

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

    def _line(self, case: CutoffCase, between: str) -> str:
        return f"{self.parameter} = {text(case.expression, self.style)}    from {between}{self._condition(case)}"

    def _condition(self, case: CutoffCase, *, in_latex: bool = False) -> str:
        """Where a case counts: if its conditions hold, or, where they are not all that it takes, where both regimes hold."""
        joint, write = (TEXT_AND, _conditions_latex) if in_latex else (" and ", _conditions_text)
        both = r"\text{both hold}" if in_latex else "both hold"
        told = [write(self.atlas, self.style, Region((case.where,)).conditions[0])] if case.where else []
        told += [] if case.suffices else [both]
        word = "if" if case.suffices else "where"
        before = rf" \text{{, {word} }} " if in_latex else f", {word} "
        return f"{before}{joint.join(told)}" if told else ""

    def _forms(self) -> list[tuple[CutoffCase, str]]:
        """Each form once on each of its conditions, with the pairs of regimes that it lies between."""
        pairs: dict[CutoffCase, list[str]] = {}
        for case in self.cases:
            pairs.setdefault(replace(case, between=("", "")), []).append(" to ".join(case.between))
        return [(case, ", ".join(between)) for case, between in pairs.items()]

    def _letter(self) -> str:
        return latex(sp.Symbol(self.parameter, real=True), self.style)


@dataclass(frozen=True, repr=False)
class NamedQuantity(DerivedQuantity):
    """A quantity of the paper: printed in the author's symbols, with the condition of each of its cases, and in numbers.

    >>> from symbolic_alliance import load
    >>> load("burden_sharing").thresholds.k_R
    k_R = (1 - q - w_A)*(1 - q + w_O)/m_O
    >>> load("burden_sharing").thresholds.k_R.latex
    'k_R = (1 - q - w_A) (1 - q + w_O)/m_O'
    """

    style: Style = field(compare=False)

    def __repr__(self) -> str:
        return "\n".join(f"{self.name} = {text(case.expression, self.style)}{self._where(case, '    if ', ' and ')}"
                         for case in self.cases) or f"{self.name}: nothing in this model"

    @property
    def latex(self) -> str:
        """The letter and its closed forms as LaTeX in mathematics mode."""
        letter = latex(self.quantity.symbol, self.style)
        if len(self.cases) == 1:
            return f"{letter} = {latex(self.cases[0].expression, self.style)}"
        rows = (f"{latex(case.expression, self.style)} & {self._where(case, TEXT_IF, TEXT_AND, in_latex=True)}"
                for case in self.cases)
        return rf"{letter} = \begin{{cases}} {JOINT.join(rows)} \end{{cases}}"

    def _repr_latex_(self) -> str:
        return f"${self.latex}$"

    def _where(self, case: QuantityCase, before: str, joint: str, *, in_latex: bool = False) -> str:
        if case.regime:
            return f"{before}{TEXT_IN.format(case.regime.replace('_', ' ')) if in_latex else f'in {case.regime}'}"
        write = relation_latex if in_latex else relation_text
        told = [write(slack, (self.parameter,), self.style, strict=strict)
                for slack, strict in (case.where.conditions or ((),))[0]]
        return f"{before}{joint.join(told)}" if told else ""

    def at(self, point: Mapping[str, Any] = NOTHING, **values: Any) -> Exact | None:
        """The exact value at a point, given as a mapping or by keyword; None where no case counts."""
        return super().at({**point, **values})

    def summary(self) -> str:
        """The quantity in one line: its form where that is short, else what it means."""
        return repr(self) if len(self.cases) == 1 else f"{len(self.cases)} cases: {self.quantity.meaning}"

    def function(self) -> ArrayFunction:
        """Return the quantity as a NumPy function of what it depends on, by keyword; nan where no case counts."""
        return derived_function(self)


@dataclass(frozen=True, repr=False)
class NamedRegime(Regime):
    """A regime that knows its game: printed in the author's symbols, its quantities as functions of arrays.

    Its region is printed in normal form, where it has one.
    """

    atlas: Atlas = field(compare=False, kw_only=True)
    style: Style = field(compare=False, kw_only=True)
    form: ToldForm | None = field(compare=False, default=None, kw_only=True)

    def __repr__(self) -> str:
        lines = [f"{self.name}: outcome {self.outcome}"]
        for word, told in zip(("where", *["or where"] * len(self.region.cases)), self._told_cases(), strict=False):
            lines.append(f"  {word} {told or 'the assumptions hold'}")
        lines += [f"  {name} = {text(form, self.style)}" for name, form in self.actions.items()]
        lines += [f"  {name} gets {text(form, self.style)}" for name, form in self.payoffs.items()]
        lines += [f"  {label} with probability {text(form, self.style)}" for label, form in self.ends.items()]
        return "\n".join(lines)

    def _repr_latex_(self) -> str:
        rows = [f"{latex(sp.Symbol(name, real=True), self.style)} &= {latex(form, self.style, is_display=True)}"
                for name, form in self.actions.items()]
        rows += [rf"u_{{\text{{{name.replace('_', ' ')}}}}} &= {latex(form, self.style, is_display=True)}"
                 for name, form in self.payoffs.items()]
        rows += [rf"\Pr(\text{{{name.replace('_', ' ')}}}) &= {latex(form, self.style, is_display=True)}"
                 for name, form in self.ends.items()]
        cases = ([[form_latex(self.form)]] if self.form is not None else
                 [[_conditions_latex(self.atlas, self.style, (condition,)) for condition in case]
                  for case in self.region.conditions])
        rows += [rf"\text{{{'and' if number else 'or where' if place else 'where'}}} & \quad {condition}"
                 for place, case in enumerate(cases) for number, condition in enumerate(case)]
        return _align(rows)

    def _told_cases(self) -> list[str]:
        if self.form is not None:
            return [form_text(self.form)]
        return [_conditions_text(self.atlas, self.style, case) for case in self.region.conditions]

    def summary(self) -> str:
        """The regime in one line."""
        return f"outcome {self.outcome}, with {', '.join(self.actions) or 'no real choice'} on the path"

    def function(self, name: str) -> ArrayFunction:
        """Return a choice, a payoff or a probability in this regime as a NumPy function; its region is not asked."""
        forms = Named("quantity", dict(self.quantities), str)
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


def _conditions_text(atlas: Atlas, style: Style, case: CaseConditions) -> str:
    wanted = atlas.equilibrium.game.cutoff_parameters
    return " and ".join(relation_text(slack, wanted, style, strict=strict) for slack, strict in case)


def _conditions_latex(atlas: Atlas, style: Style, case: CaseConditions) -> str:
    wanted = atlas.equilibrium.game.cutoff_parameters
    return r" \text{ and } ".join(relation_latex(slack, wanted, style, strict=strict) for slack, strict in case)


def letters_of(named: Iterable[DerivedQuantity], game: Game) -> tuple[Quantity, ...]:
    """The letters of some quantities, and the further symbols that they depend on, that a game does not declare."""
    known = {quantity.name for quantity in (*game.parameters, *game.choices)}
    found = {one.quantity.name: one.quantity for one in named}
    further = {name: Quantity(name, latex_name(name), "") for one in named for name in one.needs}
    return tuple(quantity for name, quantity in {**further, **found}.items() if name not in known)


def fields_of(value: Cutoff | Regime | JudgedClaim | DerivedQuantity) -> dict[str, Any]:
    """The fields of a value by name."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _align(rows: list[str]) -> str:
    return rf"$\begin{{aligned}} {JOINT.join(rows)} \end{{aligned}}$"


class ProofText(str):
    """A proof as text, printed as it is."""

    def __repr__(self) -> str:
        return str(self)

"""One result of a derivation, as text, as LaTeX or as plain values.

In:  a derivation and the name of a theorem, a regime, a cutoff, a node or a claim; a name of the benchmark's starts with its
     own name.
Out: the statement of the result, what it rests on, and how it has been settled; the graph of the theorems.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp

from symbolic_alliance.appendix.plain_proof import text_of, theorem
from symbolic_alliance.claims.obligations import state_claims
from symbolic_alliance.claims.theorems import theorems_of
from symbolic_alliance.claims.theorems.language import Heading
from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, JudgedClaim
from symbolic_alliance.derivation.normal_form import ToldForm, form_latex, form_text, told_forms
from symbolic_alliance.derivation.quantities import DerivedQuantity, quantities
from symbolic_alliance.errors import Progress, RequestError
from symbolic_alliance.game.equilibrium import EVERYWHERE, Cutoff, Equilibrium, Policy, Regime, Region
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.game.tree import Choose, Game
from symbolic_alliance.interface.printed import letters_of
from symbolic_alliance.proof.certify import Theorems, certify_claim
from symbolic_alliance.proof.claim import Result
from symbolic_alliance.proof.prover import LedgerEntry, ledger, prove, with_witness
from symbolic_alliance.typeset.latex import Style, latex, relation_latex, relation_text, text


@dataclass(frozen=True)
class ShownTheorem:
    """A theorem of the paper: its heading, the verdict on it, and which theorems use it."""

    name: str
    heading: Heading
    claim: JudgedClaim | None
    used_by: tuple[str, ...]
    derivation: Derivation


Shown: TypeAlias = Regime | Cutoff | Policy | JudgedClaim | ShownTheorem | DerivedQuantity


@dataclass(frozen=True)
class NamedResult:
    """A named result of one game: a theorem about it, a regime, a cutoff, a node's policy or a claim.

    ``form`` is the region of a regime in normal form, where it has one.
    """

    name: str
    kind: str
    what: Shown
    equilibrium: Equilibrium
    form: ToldForm | None = None

    @property
    def verdict(self) -> str:
        """The verdict on a theorem or a claim, or nothing."""
        claim = self._claim()
        return str(claim.verdict) if claim else ""

    @property
    def grade(self) -> str:
        """The grade of what is proved, or nothing."""
        claim = self._claim()
        return str(claim.grade) if claim and claim.grade else ""

    def _claim(self) -> JudgedClaim | None:
        what = self.what.claim if isinstance(self.what, ShownTheorem) else self.what
        return what if isinstance(what, JudgedClaim) else None


def results(derivation: Derivation) -> tuple[NamedResult, ...]:
    """Every result of a derivation that can be shown, in order."""
    return tuple(_results(derivation))


def _results(derivation: Derivation) -> Iterator[NamedResult]:
    yield from (NamedResult(one.name, str(one.heading.rank), one, derivation.equilibrium) for one in theorems(derivation))
    yield from (NamedResult(name, "threshold" if one.parameter else "quantity", one, derivation.equilibrium)
                for name, one in quantities(derivation).items())
    for prefix, equilibrium in zip(derivation.prefixes, derivation.equilibria, strict=False):
        told = told_forms(derivation, equilibrium.game, Style.of(equilibrium.game))
        yield from (NamedResult(prefix + regime.name, "regime", regime, equilibrium, told.get(regime.name))
                    for regime in equilibrium.regimes)
        yield from (NamedResult(prefix + cutoff.name, "cutoff", cutoff, equilibrium) for cutoff in equilibrium.cutoffs)
        yield from (NamedResult(prefix + policy.node, "node", policy, equilibrium)
                    for policy in equilibrium.strategy.policies)
        yield from (NamedResult(prefix + claim.name, "claim", claim, equilibrium)
                    for claim in derivation.judged.get(equilibrium.game.name, ()))


def theorems(derivation: Derivation) -> tuple[ShownTheorem, ...]:
    """The theorems of a paper in its order."""
    headings = {one.name: one.heading for one in theorems_of(derivation.model.theorems)}
    claims = {claim.name: claim for claim in derivation.judged.get(THEOREMS, ())
              if claim.statement is None or claim.statement.heading == headings.get(claim.name)}  # else another was judged
    return tuple(ShownTheorem(name, heading, claims.get(name),
                              tuple(other for other, above in headings.items() if name in above.uses), derivation)
                 for name, heading in headings.items())


def graph_text(derivation: Derivation) -> str:
    """The theorems, each with the theorems and assumptions that it uses."""
    rows = [(f"{one.heading.rank} {one.name}", *(f"  uses {used}" for used in one.heading.uses),
             *(f"  assumes {assumed}" for assumed in (one.claim.assumptions if one.claim else ())))
            for one in theorems(derivation)]
    return "\n".join(line for row in rows for line in row) or f"{derivation.name} states no theorem"


def graph_values(derivation: Derivation) -> dict[str, Any]:
    """The same as nodes and edges; an edge leads from a theorem to what it uses."""
    found = theorems(derivation)
    assumptions = [{"name": one.name, "kind": "assumption", "text": one.text}
                   for one in derivation.model.game.parameters.assumptions]
    return {"nodes": [*({"name": one.name, "kind": str(one.heading.rank), "title": one.heading.title,
                         "answers": list(one.heading.answers), "verdict": one.claim and one.claim.verdict,
                         "grade": one.claim and one.claim.grade} for one in found), *assumptions],
            "edges": [{"from": one.name, "to": used} for one in found
                      for used in (*one.heading.uses, *(one.claim.assumptions if one.claim else ()))]}


def find(derivation: Derivation, name: str) -> NamedResult:
    """Return the result of a name; `RequestError` says how to list them where there is none."""
    for result in results(derivation):
        if result.name == name:
            return result
    raise RequestError(f"{derivation.name} has no result {name}; 'show {derivation.name}' lists them")


def result_text(result: NamedResult, in_latex: bool = False) -> str:
    """A result in words, with its formulas as text or as LaTeX."""
    if isinstance(result.what, ShownTheorem):
        head = f"{result.kind} {result.name}: {result.what.heading.title}"
        return "\n".join((head, *_theorem_lines(result.what, in_latex)))
    game = result.equilibrium.game
    letters = letters_of([result.what], game) if isinstance(result.what, DerivedQuantity) else ()
    return "\n".join((f"{result.kind} {result.name}",
                      *_ResultWriter(game, in_latex, letters, result.form).lines(result.what)))


def result_values(result: NamedResult) -> dict[str, Any]:
    """A result as plain values for JSON, with its formulas in the normal printed form."""
    form = {} if result.form is None else {"normal_form": form_text(result.form)}
    return {"name": result.name, "kind": result.kind, "game": result.equilibrium.game.name, **_values(result.what), **form}


def _theorem_lines(one: ShownTheorem, in_latex: bool) -> Iterator[str]:
    said = text_of(theorem(one.derivation, one.name).body, in_latex)
    yield from (f"  {line}" for line in "\n".join(said).splitlines())
    yield from (f"  {line}" for line in (_verdict_lines(one.claim) if one.claim else ("not verified yet",)))
    for word, names in (("uses", one.heading.uses), ("used by", one.used_by),
                        ("answers question", tuple(map(str, one.heading.answers)))):
        if names:
            yield f"  {word} {', '.join(names)}"


def _verdict_lines(claim: JudgedClaim) -> Iterator[str]:
    yield f"{_grade(claim)}{f' ({claim.tried})' * bool(claim.tried)}"
    if claim.assumptions:
        yield f"assumes {', '.join(claim.assumptions)}"
    if claim.point:
        yield f"fails at {point_text(claim.point)}"


@dataclass(frozen=True)
class Ledger:
    """The verdict on a claim from its certificate, and what becomes of it without each of the game's assumptions."""

    name: str
    result: Result
    entries: tuple[LedgerEntry, ...]


def ledger_of(derivation: Derivation, result: NamedResult, known: Theorems,
              progress: Progress = lambda text: None) -> Ledger:
    """State a claim of a derivation again and drop each assumption in turn; `RequestError` for what is no claim."""
    if not isinstance(result.what, JudgedClaim):
        raise RequestError(f"{result.name} is a {result.kind}; an assumption ledger is kept of a claim")
    game = result.equilibrium.game
    progress(f"{result.name}: state it again")
    claims = ([result.what.result.claim] if result.what.result
              else state_claims(game, result.equilibrium.strategy, result.what.about))
    claim = next((one for one in claims if one.name == result.what.name), None)
    if claim is None:
        raise RequestError(f"{result.name} is not stated by the game any more; 'update {derivation.name}' renews the lock")
    found = certify_claim(claim, known)
    names = [assumption.name for assumption in game.parameters.assumptions]
    return Ledger(result.name, prove(claim) if found is None else with_witness(found),
                  ledger(claim, sources=names, progress=progress))


def ledger_text(kept: Ledger) -> str:
    """A ledger in words: what the proof used, where the hypotheses hold, and each assumption dropped."""
    result = kept.result
    lines = [f"claim {kept.name}", f"  {result.claim.text}", f"  {_verdict(result)}"]
    if result.certificate:
        lines.append(f"  its certificate uses {', '.join(result.used) or 'no hypothesis'}")
    if result.witness is not None:
        lines.append(f"  its hypotheses hold at {point_text(result.witness)}")
    return "\n".join((*lines, *(f"  without {entry.source}: {_verdict(entry.without)}" for entry in kept.entries)))


def ledger_values(kept: Ledger) -> dict[str, Any]:
    """A ledger as plain values for JSON."""
    return {"name": kept.name, "text": kept.result.claim.text, **_verdict_values(kept.result),
            "used": list(kept.result.used), "witness": _point_values(kept.result.witness),
            "without": {entry.source: _verdict_values(entry.without) for entry in kept.entries}}


def _verdict(result: Result) -> str:
    at = f" at {point_text(result.point)}" if result.point is not None else ""
    return f"{_grade(result)}{at}{f' ({result.tried})' if result.tried else ''}"


def _grade(one: Result | JudgedClaim) -> str:
    grade = f", {one.grade}" if one.grade else ""
    return f"{one.verdict}{grade}{' by ' + ', '.join(one.deciders) if one.deciders else ''}"


def _verdict_values(one: Result | JudgedClaim) -> dict[str, Any]:
    return {"verdict": one.verdict, "grade": one.grade, "deciders": list(one.deciders), "point": _point_values(one.point),
            "tried": one.tried}


def _point_values(point: Mapping[str, Fraction] | None) -> dict[str, str] | None:
    return None if point is None else {name: str(value) for name, value in point.items()}


def _values(what: Shown) -> dict[str, Any]:
    if isinstance(what, Regime):
        return {"outcome": what.outcome, "region": _region_values(what.region),
                "path": [{"node": node, "action": _action_value(action)} for node, action in what.path],
                "payoffs": {player: write(payoff) for player, payoff in what.payoffs.items()},
                **({"probabilities": {label: write(chance) for label, chance in what.ends.items()}} if what.ends else {})}
    if isinstance(what, Cutoff):
        return {"parameter": what.parameter,
                "cases": [{"exact": write(case.expression), "between": list(case.between),
                           "where": [write(slack) for slack in case.where], "suffices": case.suffices}
                          for case in what.cases]}
    if isinstance(what, Policy):
        return {"player": what.player, "pieces": [
            {"action": _action_value(piece.action), "origin": piece.origin, "outcome": piece.outcome,
             "region": _region_values(piece.region), "payoffs": [write(payoff) for payoff in piece.payoffs]}
            for piece in what.pieces]}
    if isinstance(what, DerivedQuantity):
        return {"latex": what.quantity.latex, "meaning": what.quantity.meaning, "parameter": what.parameter or None,
                "introduced": what.introduced, "cases": [
                    {"expression": write(case.expression), "regime": case.regime or None,
                     "region": _region_values(case.where)}
                    for case in what.cases]}
    if isinstance(what, ShownTheorem):
        heading = what.heading
        judged = _values(what.claim) if what.claim else {"verdict": None}
        return {**judged, "title": heading.title, "answers": list(heading.answers), "uses": list(heading.uses),
                "used_by": list(what.used_by), "text": "\n".join(text_of(theorem(what.derivation, what.name).body))}
    return {"about": what.about, "text": what.sentence, "verdict": what.verdict, "grade": what.grade,
            "deciders": list(what.deciders), "assumptions": list(what.assumptions), "point": _point_values(what.point),
            "tried": what.tried}


def _region_values(region: Region) -> list[list[str]]:
    """Each case as forms that are not negative there; one that must be positive is written so."""
    return [[f"{write(slack)} > 0" if strict else write(slack) for slack, strict in case] for case in region.conditions]


def _action_value(action: str | sp.Expr) -> str:
    return action if isinstance(action, str) else write(action)


class _ResultWriter:
    """Writes the results of one game in one notation."""

    def __init__(self, game: Game, in_latex: bool, letters: tuple[Quantity, ...] = (), form: ToldForm | None = None) -> None:
        self.form = form
        self.game, self.style, self.in_latex = game, Style.of(game, letters), in_latex
        self.wanted = game.cutoff_parameters

    def lines(self, what: Shown) -> Iterator[str]:
        if isinstance(what, Regime):
            yield f"  outcome {what.outcome}"
            yield from self.region(what.region) if self.form is None else [f"  where {self.told(self.form)}"]
            yield from (f"  at {node}: {self.action(node, action)}" for node, action in what.path)
            yield from (f"  {player} gets {self.formula(payoff)}" for player, payoff in what.payoffs.items())
            yield from (f"  {label} with probability {self.formula(chance)}" for label, chance in what.ends.items())
        elif isinstance(what, Cutoff):
            symbol = sp.Symbol(what.parameter, real=True)
            for case in what.cases:
                yield f"  {self.formula(symbol)} = {self.formula(case.expression)} between {' and '.join(case.between)}"
                told = [self.relation(slack, False) for slack in case.where]
                told += [] if case.suffices else ["both hold"]
                yield from (f"    {'if' if case.suffices else 'where'} {' and '.join(told)}",) if told else ()
        elif isinstance(what, DerivedQuantity):
            yield f"  {what.quantity.meaning}"
            for one in what.cases:
                inside = f", in {one.regime}" if one.regime else ""
                yield f"  {self.formula(what.quantity.symbol)} = {self.formula(one.expression)}{inside}"
                yield from self.region(one.where) if not one.regime and one.where != EVERYWHERE else ()
            yield f"  introduced in {what.introduced}"
        elif isinstance(what, Policy):
            for piece in what.pieces:
                leads = f", to {piece.outcome}" if piece.outcome else ""
                yield f"  {what.player}: {self.action(what.node, piece.action)}{leads}"
                yield from (f"  {line}" for line in self.region(piece.region))
        elif isinstance(what, JudgedClaim):
            yield from self.claim(what)

    def claim(self, claim: JudgedClaim) -> Iterator[str]:
        yield f"  {claim.sentence}"
        yield from (f"  {line}" for line in _verdict_lines(claim))

    def region(self, region: Region) -> Iterator[str]:
        for word, case in zip(("where", *["or where"] * len(region.cases)), region.conditions, strict=False):
            yield f"  {word} {' and '.join(self.relation(*one) for one in case) or 'the assumptions hold'}"

    def told(self, form: ToldForm) -> str:
        return f"${form_latex(form)}$" if self.in_latex else form_text(form)

    def action(self, node: str, action: str | sp.Expr) -> str:
        mover = self.game.node(node)
        if isinstance(action, str) or not isinstance(mover, Choose):
            return str(action)
        return f"{self.formula(mover.choice.symbol)} = {self.formula(action)}"

    def formula(self, expression: sp.Expr) -> str:
        return f"${latex(expression, self.style)}$" if self.in_latex else text(expression, self.style)

    def relation(self, slack: sp.Expr, strict: bool) -> str:
        if self.in_latex:
            return f"${relation_latex(slack, self.wanted, self.style, strict=strict)}$"
        return relation_text(slack, self.wanted, self.style, strict=strict)

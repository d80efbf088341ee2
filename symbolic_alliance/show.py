"""One result of a derivation, as text, as LaTeX or as plain values.

In:  a derivation and the name of a regime, a cutoff, a node or a claim; a name of the benchmark's starts with its own name.
Out: the statement of the result, what it rests on, and how it has been settled.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import sympy as sp

from symbolic_alliance.derivation import Derivation, Settled
from symbolic_alliance.equilibrium import Cutoff, Equilibrium, Policy, Regime, Region
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game import Choose, Game
from symbolic_alliance.latex import Style, latex, relation_latex, relation_text, text
from symbolic_alliance.notation import write

Shown: TypeAlias = Regime | Cutoff | Policy | Settled


@dataclass(frozen=True)
class Result:
    """A named result of one game: a regime, a cutoff, a node's policy or a claim."""

    name: str
    kind: str
    what: Shown
    equilibrium: Equilibrium


def results(derivation: Derivation) -> tuple[Result, ...]:
    """Every result of a derivation that can be shown, in order."""
    return tuple(_results(derivation))


def _results(derivation: Derivation) -> Iterator[Result]:
    for prefix, equilibrium in derivation.prefixed:
        yield from (Result(prefix + regime.name, "regime", regime, equilibrium) for regime in equilibrium.regimes)
        yield from (Result(prefix + cutoff.name, "cutoff", cutoff, equilibrium) for cutoff in equilibrium.cutoffs)
        yield from (Result(prefix + policy.node, "node", policy, equilibrium) for policy in equilibrium.strategy.policies)
        yield from (Result(prefix + claim.name, "claim", claim, equilibrium)
                    for claim in derivation.settled.get(equilibrium.game.name, ()))


def find(derivation: Derivation, name: str) -> Result:
    """Return the result of a name; `RequestError` says how to list them where there is none."""
    for result in results(derivation):
        if result.name == name:
            return result
    raise RequestError(f"{derivation.name} has no result {name}; 'show {derivation.name}' lists them")


def shown(result: Result, in_latex: bool = False) -> str:
    """A result in words, with its formulas as text or as LaTeX."""
    return "\n".join((f"{result.kind} {result.name}", *_Writer(result.equilibrium.game, in_latex).lines(result.what)))


def values(result: Result) -> dict[str, Any]:
    """A result as plain values for JSON, with its formulas in the normal printed form."""
    return {"name": result.name, "kind": result.kind, "game": result.equilibrium.game.name, **_values(result.what)}


def _values(what: Shown) -> dict[str, Any]:
    if isinstance(what, Regime):
        return {"outcome": what.outcome, "region": _region_values(what.region),
                "path": [{"node": node, "action": _action_value(action)} for node, action in what.path],
                "payoffs": {player: write(payoff) for player, payoff in what.payoffs.items()}}
    if isinstance(what, Cutoff):
        return {"parameter": what.parameter,
                "cases": [{"exact": write(case.expression), "between": list(case.between)} for case in what.cases]}
    if isinstance(what, Policy):
        return {"player": what.player, "pieces": [
            {"action": _action_value(piece.action), "origin": piece.origin, "outcome": piece.outcome,
             "region": _region_values(piece.region), "payoffs": [write(payoff) for payoff in piece.payoffs]}
            for piece in what.pieces]}
    point = None if what.point is None else {name: str(value) for name, value in what.point.items()}
    return {"about": what.about, "text": what.text, "verdict": what.verdict, "grade": what.grade,
            "deciders": list(what.deciders), "assumptions": list(what.assumptions), "point": point, "tried": what.tried}


def _region_values(region: Region) -> list[list[str]]:
    """Each case as forms that are not negative there."""
    return [[write(slack) for slack in case] for case in region.cases]


def _action_value(action: str | sp.Expr) -> str:
    return action if isinstance(action, str) else write(action)


class _Writer:
    """Writes the results of one game in one notation."""

    def __init__(self, game: Game, in_latex: bool) -> None:
        self.game, self.style, self.in_latex = game, Style.of(game), in_latex
        self.wanted = game.cutoff_parameters

    def lines(self, what: Shown) -> Iterator[str]:
        if isinstance(what, Regime):
            yield f"  outcome {what.outcome}"
            yield from self.region(what.region)
            yield from (f"  at {node}: {self.action(node, action)}" for node, action in what.path)
            yield from (f"  {player} gets {self.formula(payoff)}" for player, payoff in what.payoffs.items())
        elif isinstance(what, Cutoff):
            symbol = sp.Symbol(what.parameter, real=True)
            yield from (f"  {self.formula(symbol)} = {self.formula(case.expression)} between {' and '.join(case.between)}"
                        for case in what.cases)
        elif isinstance(what, Policy):
            for piece in what.pieces:
                leads = f", to {piece.outcome}" if piece.outcome else ""
                yield f"  {what.player}: {self.action(what.node, piece.action)}{leads}"
                yield from (f"  {line}" for line in self.region(piece.region))
        else:
            yield from self.claim(what)

    def claim(self, claim: Settled) -> Iterator[str]:
        yield f"  {claim.text}"
        by = f", {claim.grade} by {', '.join(claim.deciders)}" if claim.grade else ""
        yield f"  {claim.verdict}{by}{f' ({claim.tried})' * bool(claim.tried)}"
        if claim.assumptions:
            yield f"  assumes {', '.join(claim.assumptions)}"
        if claim.point:
            yield "  fails at " + ", ".join(f"{name} = {value}" for name, value in claim.point.items())

    def region(self, region: Region) -> Iterator[str]:
        for word, case in zip(("where", *["or where"] * len(region.cases)), region.cases, strict=False):
            yield f"  {word} {' and '.join(map(self.relation, case)) or 'the assumptions hold'}"

    def action(self, node: str, action: str | sp.Expr) -> str:
        mover = self.game.node(node)
        if isinstance(action, str) or not isinstance(mover, Choose):
            return str(action)
        return f"{self.formula(mover.choice.symbol)} = {self.formula(action)}"

    def formula(self, expression: sp.Expr) -> str:
        return f"${latex(expression, self.style)}$" if self.in_latex else text(expression, self.style)

    def relation(self, slack: sp.Expr) -> str:
        if self.in_latex:
            return f"${relation_latex(slack, self.wanted, self.style)}$"
        return relation_text(slack, self.wanted, self.style)

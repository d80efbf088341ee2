"""Say a question in the author's parameters: the claim that a reader sees and a prover is given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell
from symbolic_alliance.algebra.literals import Case, case_masks
from symbolic_alliance.algebra.oracle import FloatPoint
from symbolic_alliance.algebra.questions import Plan, Question
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.claims.closure import YIELDS
from symbolic_alliance.closed_form import Compiler, Evaluation, evaluate
from symbolic_alliance.game.tree import Choose, Decide
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality, fails_at

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 50, 100, 1000, 10**4, 10**6, 10**9)
MOST_ROWS = 20

ON_OPEN_SETS = (ClaimKind.COVER, ClaimKind.UNIQUE)
WITH_RIVAL = (ClaimKind.BEST_RESPONSE, ClaimKind.UNIQUE, ClaimKind.OUT_OF_REACH)
TEXTS = {
    ClaimKind.FOLLOWS: "{player}'s plan {piece} at {node} leads to the continuation whose payoffs it is given",
    ClaimKind.BEST_RESPONSE: "at {node} {player} gains nothing by leaving plan {piece} for {rival}",
    ClaimKind.OUT_OF_REACH: "at {node} no history has both plan {piece} and a choice that leads to {rival}",
    ClaimKind.UNIQUE: "at {node} every other choice that leads to {rival} pays {player} strictly less than plan {piece}",
    ClaimKind.COVER: "{player}'s plans at {node} cover every history",
}

ELSEWHERE = "{player}'s plan {piece} at {node} leads nowhere else"


class Statements:
    """Claims about one arena's questions."""

    def __init__(self, arena: Arena) -> None:
        self.arena, self.translator = arena, Translator(arena)
        self._assumed = tuple(Inequality(slack, strict, assumption.name)
                              for assumption in arena.game.parameters.assumptions for slack, strict in assumption.slacks)
        choices = (choice.name for choice in arena.game.choices)
        self._forms = Compiler((*arena.chart.units, *arena.chart.parameters, *choices))
        self._witnesses: list[dict[str, Fraction]] = []

    def claim(self, question: Question, node: Decide | Choose, plans: Sequence[Plan], rivals: Sequence[Cell],
              number: int) -> Claim:
        """The claim that a question asks about, with every hypothesis that it may use."""
        hypotheses = self._read(question.hypotheses, source=f"region at {node.name}")
        if question.apart is not None:
            hypotheses += (Inequality(self.arena.chart.expression(question.apart) ** 2, True, "another choice"),)
        alternatives = self._conclusion(question, node)
        parts = [part for group in (hypotheses, *alternatives) for part in group]
        symbols = frozenset().union(*(part.expression.free_symbols for part in parts))
        rival = rivals[question.rival].outcome if question.kind in WITH_RIVAL else ""
        said = ELSEWHERE if question.kind is ClaimKind.FOLLOWS and not question.conclusion else TEXTS[question.kind]
        text = said.format(player=node.player, node=node.name, piece=question.piece + 1, rival=rival)
        given = (*self._assumed, *self._intervals(symbols))
        if question.kind in ON_OPEN_SETS:
            given = tuple(replace(one, strict=True) for one in given)
        return Claim(f"{node.name}_{question.kind}_{number}", question.kind, text + YIELDS * bool(question.yields),
                     (*given, *hypotheses), alternatives, node.name)

    def _conclusion(self, question: Question, node: Decide | Choose) -> tuple[tuple[Inequality, ...], ...]:
        others = tuple(self._read(case, source="") for case in question.yields)
        if question.gain is not None:
            gain = self._payoff_units(question.gain, node.player)
            return ((Inequality(gain, question.kind is ClaimKind.UNIQUE),), *others)
        return (*(self._read(case, source="") for case in question.conclusion), *others)

    def _payoff_units(self, gain: Rational, player: str) -> sp.Expr:
        return self.arena.chart.expression(gain, self.arena.chart.payoff_weights(player))

    def _read(self, case: Case, *, source: str) -> tuple[Inequality, ...]:
        return tuple(Inequality(self.translator.slack(literal), not literal.weak, source) for literal in case)

    def _intervals(self, symbols: Iterable[sp.Symbol]) -> tuple[Inequality, ...]:
        """Where the choices that a claim speaks of are made from."""
        found, used = [], set(symbols)
        for node in self.arena.game.nodes:
            if isinstance(node, Choose) and node.choice.symbol in used:
                used.discard(node.choice.symbol)
                source = f"choice {node.choice.name}"
                found.append(Inequality(node.choice.symbol - node.lower, node.lower_open, source))
                if node.upper is not None:
                    found.append(Inequality(node.upper - node.choice.symbol, node.upper_open, source))
        return tuple(found)

    def counterexample(self, claim: Claim, point: FloatPoint) -> Mapping[str, Fraction] | None:
        """A rational point of small denominators near a point in coordinates at which the claim fails, exactly checked."""
        for denominator in DENOMINATORS:
            rational = self._author_point(point, denominator)
            if fails_at(claim, rational):
                return rational
        return None

    def witness(self, claim: Claim, question: Question) -> Mapping[str, Fraction] | None:
        """A rational point of small denominators at which the hypotheses of a claim hold, exactly checked: near a point of
        the bank, else one that was kept; None where neither is found.
        """
        bank = self.arena.oracle.bank
        holds = case_masks(bank, (question.hypotheses,))[0]
        wanted = [(self._forms.place(one.expression), one.strict) for one in claim.hypotheses]
        program = self._forms.program
        for _ in range(min(MOST_ROWS, int(holds.sum()))):
            row = bank.central(holds)
            holds[row] = False
            for denominator in DENOMINATORS:
                point = self._author_point(self.arena.oracle.row(row), denominator)
                if Evaluation.at(program, point).holds(wanted):
                    return point
        return next((point for point in reversed(self._witnesses) if Evaluation.at(program, point).holds(wanted)), None)

    def keep(self, witness: Mapping[str, Fraction]) -> None:
        """Keep a witness of one claim, which may be one of others: claims at one edge mostly share it."""
        if all(isinstance(value, Fraction) for value in witness.values()):
            self._witnesses.append(self._completed(witness))

    def _author_point(self, point: FloatPoint, denominator: int) -> dict[str, Fraction]:
        chart, witness = self.arena.chart, self.arena.game.parameters.witness
        rounded = {name: Fraction(value).limit_denominator(denominator) for name, value in point.items()}
        found = {unit: Fraction(1) for unit in chart.units}
        for name in chart.parameters:
            value = rounded.get(name, witness[name])
            found[name] = value**2 if name in chart.rooted and name in rounded else value
        return self._with_choices(found, rounded)

    def _completed(self, point: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """A point with the units, and numbers for what it says nothing of."""
        chart = self.arena.chart
        found = {unit: point.get(unit, Fraction(1)) for unit in chart.units}
        found |= {name: point.get(name, self.arena.game.parameters.witness[name]) for name in chart.parameters}
        return self._with_choices(found, point)

    def _with_choices(self, numbers: Mapping[str, Fraction], chosen: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """The parameters with every choice, one of which nothing is asked inside its interval."""
        found = dict(numbers)
        for node in self.arena.game.nodes:
            if isinstance(node, Choose) and node.choice.name not in found:
                value = chosen.get(node.choice.name)
                found[node.choice.name] = _inside(node, found) if value is None else value
        return found


def _inside(node: Choose, point: Mapping[str, Fraction]) -> Fraction:
    """A number inside the interval of a choice at which nothing else is asked of it."""
    lower = Fraction(str(evaluate(node.lower, point)))
    return lower + 1 if node.upper is None else (lower + Fraction(str(evaluate(node.upper, point)))) / 2


"""A claim says a question in the author's words and formulas; its points are exact and are checked on the claim itself."""

import sympy as sp

from symbolic_alliance import Decide, Outcome
from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import conjunction, outcome_cells
from symbolic_alliance.algebra.literals import weaken
from symbolic_alliance.algebra.questions import Plan, Question, node_questions, uniqueness_questions
from symbolic_alliance.claims.statements import Statements
from symbolic_alliance.closed_form import sign
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality, fails_at
from tests.games import BARGAINING, symbols

p, c_A, c_B, x = symbols("p c_A c_B x")
ANSWER = BARGAINING.node("answer")
assert isinstance(ANSWER, Decide)
STATEMENTS = Statements(Arena(BARGAINING))
ARENA = STATEMENTS.arena
SETTLEMENT, WAR = (cell for move in ANSWER.moves.values() if isinstance(move, Outcome) for cell in outcome_cells(ARENA, move))


def accepting(bound: sp.Expr) -> Plan:
    """B accepts demands of at most ``bound``."""
    case = conjunction(ARENA, (), [ARENA.chart.rational(bound - x)])
    return Plan((weaken(case),), (SETTLEMENT,))


def best_reply(plan: Plan) -> Question:
    (question,) = [one for one in node_questions(ARENA, 1, [plan], [SETTLEMENT, WAR]) if one.kind == "best_response"]
    return question


def claim(plan: Plan, question: Question) -> Claim:
    return STATEMENTS.claim(question, ANSWER, [plan], [SETTLEMENT, WAR], 3)


def test_a_claim_has_the_assumptions_the_interval_and_the_region() -> None:
    plan = accepting(p + c_B)
    stated = claim(plan, best_reply(plan))
    assert (stated.name, stated.kind, stated.about) == ("answer_best_response_3", "best_response", "answer")
    assert stated.text == "at answer B gains nothing by leaving plan 1 for war"
    assert [one.source for one in stated.hypotheses] == [
        "chance", "chance", "costly", "costly", "choice x", "choice x", "region at answer"]
    assert stated.hypotheses[0] == Inequality(p, False, "chance")  # as it is declared
    assert stated.hypotheses[-3:] == (
        Inequality(x, False, "choice x"), Inequality(1 - x, False, "choice x"),
        Inequality(p + c_B - x, False, "region at answer"))
    assert stated.alternatives == ((Inequality(p + c_B - x),),)


def test_a_choice_that_a_claim_does_not_speak_of_has_no_interval_in_it() -> None:
    covered = conjunction(ARENA, (), [ARENA.chart.rational(p - c_B)])
    stated = claim(accepting(p + c_B), Question(ClaimKind.COVER, (), (weaken(covered),)))
    assert {one.source for one in stated.hypotheses} == {"chance", "costly"}
    assert stated.alternatives == ((Inequality(p - c_B),),)


def test_a_strict_claim_leaves_the_own_choice_out() -> None:
    plan = accepting(p + c_B)
    (question,) = uniqueness_questions(ARENA, [best_reply(plan)], [ARENA.chart.rational(p)], ARENA.chart.rational(x))
    stated = claim(plan, question)
    assert stated.hypotheses[-1] == Inequality((x - p) ** 2, True, "another choice")
    assert stated.alternatives == ((Inequality(p + c_B - x, True),),)


def test_a_counterexample_is_exact_and_fails_the_claim() -> None:
    plan = accepting(p + 2 * c_B)
    question = best_reply(plan)
    point = STATEMENTS.counterexample(claim(plan, question), question.refuted_by(ARENA).point)
    assert fails_at(claim(plan, question), point)
    assert max(value.denominator for value in point.values()) <= 1000
    right = accepting(p + c_B)
    assert STATEMENTS.counterexample(claim(right, best_reply(right)), {"p": 0.5, "c_A": 0.1, "c_B": 0.2, "x": 0.6}) is None


def test_a_witness_meets_every_hypothesis() -> None:
    plan = accepting(p + c_B)
    stated = claim(plan, best_reply(plan))
    witness = STATEMENTS.witness(stated, best_reply(plan))
    assert all(sign(one.expression, witness) >= one.strict for one in stated.hypotheses)
    impossible = Claim("free", ClaimKind.COVER, "", (Inequality(-c_A, True),), ())
    assert STATEMENTS.witness(impossible, Question(ClaimKind.COVER, (), ())) is None

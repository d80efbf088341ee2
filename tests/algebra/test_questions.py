"""The questions about a plan are answered "holds" for the mover's best reply, and with a point for any other plan."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, conjunction, outcome_cells, substitute
from symbolic_alliance.algebra.questions import Plan, Question, node_questions, uniqueness_questions
from symbolic_alliance.game.tree import Decide, Outcome
from symbolic_alliance.proof.claim import ClaimKind
from tests.games import BARGAINING, CONTEST, symbols

p, c_B, x, k, c, m = symbols("p c_B x k c m")


@pytest.fixture(scope="module")
def arena() -> Arena:
    return Arena(BARGAINING)


@pytest.fixture(scope="module")
def moves(arena: Arena) -> list[Cell]:
    answer = BARGAINING.node("answer")
    assert isinstance(answer, Decide)
    return [cell for move in answer.moves.values() if isinstance(move, Outcome) for cell in outcome_cells(arena, move)]


def plan(arena: Arena, slack: sp.Expr, cell: Cell) -> Plan:
    case = conjunction(arena, (), [arena.chart.rational(slack)])
    assert case is not None
    return Plan((case,), (cell,))


def asked(arena: Arena, plans: Sequence[Plan], rivals: Sequence[Cell]) -> list[tuple[str, int, int, str]]:
    return [(one.kind, one.piece, one.rival, one.refuted_by(arena).status) for one in node_questions(arena, 1, plans, rivals)]


def test_a_best_reply_passes_every_question(arena: Arena, moves: list[Cell]) -> None:
    accept, fight = plan(arena, p + c_B - x, moves[0]), plan(arena, x - p - c_B, moves[1])
    assert asked(arena, [accept, fight], moves) == [
        ("follows", 0, -1, "unsat"), ("best_response", 0, 1, "unsat"),
        ("follows", 1, -1, "unsat"), ("best_response", 1, 0, "unsat"), ("cover", -1, -1, "unsat")]


def test_a_plan_that_pays_less_is_shown_where(arena: Arena, moves: list[Cell]) -> None:
    late = plan(arena, p + 2 * c_B - x, moves[0])
    (question,) = [one for one in node_questions(arena, 1, [late], moves) if one.kind == "best_response"]
    point = question.refuted_by(arena).point
    assert point is not None
    assert point["p"] + point["c_B"] < point["x"] < point["p"] + 2 * point["c_B"]


def test_a_plan_that_leaves_histories_out_or_leads_elsewhere_is_shown(arena: Arena, moves: list[Cell]) -> None:
    accept = plan(arena, p + c_B - x, moves[0])
    assert ("cover", -1, -1, "sat") in asked(arena, [accept], moves)
    elsewhere = replace(moves[0], region=plan(arena, p - x, moves[0]).region)
    assert ("follows", 0, -1, "sat") in asked(arena, [replace(accept, continuations=(elsewhere,))], moves)


@pytest.mark.parametrize(("action", "status"), [(sp.sqrt(c / k) - c, "unsat"), ((sp.sqrt(c / k) - c) / 2, "sat")])
def test_a_choice_is_held_against_every_other(action: sp.Expr, status: str) -> None:
    arena = Arena(CONTEST, ("k",))
    (fought,) = outcome_cells(arena, CONTEST.nodes[-1])
    choice, best = arena.chart.rational(m), arena.chart.rational(action, arena.oracle.sign_of)
    armed = conjunction(arena, (), [best])
    assert armed is not None
    plans = [Plan((armed,), (replace(substitute(arena, fought, "m", best), region=()),))]
    replies = [one for one in node_questions(arena, 0, plans, [fought]) if one.kind == "best_response"]
    assert [one.refuted_by(arena).status for one in replies] == [status]
    if status == "unsat":
        assert [one.refuted_by(arena).status for one in uniqueness_questions(arena, replies, [best], choice)] == ["unsat"]


def test_a_tie_is_not_unique(arena: Arena) -> None:
    gain = arena.chart.rational((p - c_B) ** 2)
    assert Question(ClaimKind.UNIQUE, (), (), 0, 0, gain, None).refuted_by(arena).status == "sat"
    assert Question(ClaimKind.UNIQUE, (), (), 0, 0, gain, arena.chart.rational(p - c_B)).refuted_by(arena).status == "unsat"

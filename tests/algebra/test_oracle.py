"""The oracle says yes only where z3 does, shows a point where it says no, and keeps "unknown" apart from both."""

import pytest
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.literals import Literal, negate
from symbolic_alliance.algebra.oracle import UNSAT, Oracle
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from tests.games import BARGAINING, symbols

p, c_A, c_B, x = symbols("p c_A c_B x")


@pytest.fixture(scope="module")
def arena() -> Arena:
    return Arena(BARGAINING)


@pytest.fixture(scope="module")
def oracle(arena: Arena) -> Oracle:
    return arena.oracle


def positive(arena: Arena, expression: object) -> Literal:
    return Literal(*arena.ring.odd_part(arena.chart.rational(expression)))


def atom(arena: Arena, expression: object) -> int:
    (found,) = positive(arena, expression).atoms
    return found


def test_a_sign_is_known_only_where_it_is_proved(arena: Arena, oracle: Oracle) -> None:
    assert [oracle.sign_of(atom(arena, one)) for one in (c_A, p - 1, p - c_A)] == [1, -1, 0]


def test_a_sign_that_the_whole_bank_has_is_not_believed(arena: Arena, oracle: Oracle) -> None:
    far = atom(arena, c_A - 10**6)
    assert (oracle.bank.signs(far) < 0).all()
    assert oracle.sign_of(far) == 0


def test_known_signs_leave_a_condition(arena: Arena, oracle: Oracle) -> None:
    chart = arena.chart
    assert oracle.nonnegative(chart.rational(c_A * p)) is True
    assert oracle.nonnegative(chart.rational(-c_A * p)) is False
    assert oracle.nonnegative(chart.rational(c_A * (p - c_A))) == positive(arena, p - c_A)
    assert oracle.nonnegative(chart.rational(-c_A * (p - c_A))) == negate(positive(arena, p - c_A))
    assert oracle.nonnegative(chart.rational((p - c_A) ** 2)) is True


def test_a_question_is_answered_with_a_point_or_with_a_proof(arena: Arena, oracle: Oracle) -> None:
    rare = [(positive(arena, c_A - 10**7),), (positive(arena, c_A - c_B - 10**6),)]
    answer = oracle.ask(rare)
    assert (answer.status, answer.point and answer.point["c_A"] > 10**7) == ("sat", True)
    assert all(oracle.holds_at(clause, answer.point or {}) for clause in rare)
    assert oracle.ask([(positive(arena, p - c_A),), (positive(arena, c_A - 2),)]) == UNSAT
    assert oracle.ask([(positive(arena, c_A - 2), positive(arena, c_B - 2)), (positive(arena, 1 - c_A),)]).status == "sat"
    assert oracle.ask([(positive(arena, c_A - 10**7), positive(arena, p - 2))]).status == "sat"
    assert oracle.ask([()]) == UNSAT


def test_a_root_is_neither_negative_nor_the_root_of_something_negative(arena: Arena, oracle: Oracle) -> None:
    root = positive(arena, sp.sqrt(p - c_A))
    assert oracle.ask([(negate(root),)]) == UNSAT
    assert oracle.ask([(root,), (positive(arena, c_A - 1),)]) == UNSAT
    assert oracle.ask([(positive(arena, sp.sqrt(p - c_A) - sp.Rational(99, 100)),)]).status == "sat"


def test_what_z3_does_not_answer_is_unknown_and_asked_again_with_more_effort() -> None:
    hurried = Arena(BARGAINING, effort=1)
    question = [(positive(hurried, p - c_A - x**3 * p),), (positive(hurried, c_A * x - 1),)]
    assert hurried.oracle.ask(question).status == "unknown"
    hurried.oracle.effort = EFFORT
    assert hurried.oracle.ask(question) == UNSAT


def test_a_zero_is_looked_for_on_the_closed_edge_too(arena: Arena, oracle: Oracle) -> None:
    def values(*expressions: object) -> list[Rational]:
        return [arena.chart.rational(expression).numerator for expression in expressions]

    assert oracle.is_never_zero(atom(arena, c_A + p))
    assert not oracle.is_never_zero(atom(arena, p - c_A))
    assert oracle.vanishes(values(p - c_A, c_A - 2), [], []) == UNSAT
    assert oracle.vanishes(values(p - c_A, c_B - 2), [], []).status == "sat"
    assert oracle.vanishes(values(p - c_A), [positive(arena, c_A - p)], []) == UNSAT
    assert oracle.vanishes(values((p - c_A) * c_B), [], [atom(arena, p - c_A)]) == UNSAT

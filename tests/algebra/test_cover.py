"""Regions cover what they cover: with an exact split, with a gap that is shown, and with roots that are not real."""

from itertools import product

import pytest
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Case, Literal
from symbolic_alliance.algebra.oracle import UNSAT
from tests.games import BARGAINING, symbols

p, c_A, c_B, x = symbols("p c_A c_B x")


@pytest.fixture(scope="module")
def arena() -> Arena:
    return Arena(BARGAINING)


def case(arena: Arena, *slacks: sp.Expr) -> Case:
    return tuple(Literal(*arena.ring.odd_part(arena.chart.rational(slack))) for slack in slacks)


def test_both_sides_of_an_edge_cover_everything(arena: Arena) -> None:
    sides = [case(arena, p - c_A, p - c_B), case(arena, c_A - p), case(arena, p - c_A, c_B - p)]
    assert find_uncovered(arena.oracle, (), sides) == UNSAT
    assert find_uncovered(arena.oracle, (), [()]) == UNSAT


def test_a_gap_is_shown(arena: Arena) -> None:
    answer = find_uncovered(arena.oracle, (), [case(arena, p - c_A), case(arena, c_A - p, p - c_B)])
    assert answer.status == "sat"
    assert answer.point is not None
    assert answer.point["p"] < min(answer.point["c_A"], answer.point["c_B"])
    assert find_uncovered(arena.oracle, (), []).status == "sat"


@pytest.mark.parametrize("left_out", list(product((1, -1), repeat=3)))
def test_the_one_corner_that_is_left_out_is_found(arena: Arena, left_out: tuple[int, ...]) -> None:
    slacks = (2 * p - 1, 2 * x - 1, c_A - 1)
    corners = {signs: case(arena, *(sign * slack for sign, slack in zip(signs, slacks, strict=True)))
               for signs in product((1, -1), repeat=3)}
    assert find_uncovered(arena.oracle, (), list(corners.values())) == UNSAT
    left = corners.pop(left_out)
    answer = find_uncovered(arena.oracle, (), list(corners.values()))
    assert all(arena.oracle.holds_at((literal,), answer.point or {}) for literal in left)


def test_a_gap_beside_what_is_given_does_not_matter(arena: Arena) -> None:
    assert find_uncovered(arena.oracle, case(arena, p - c_A), [case(arena, 1 - c_A)]) == UNSAT
    assert find_uncovered(arena.oracle, case(arena, c_A - p), [case(arena, 1 - c_A)]).status == "sat"


def test_a_region_is_not_where_its_root_is_not_real(arena: Arena) -> None:
    root = sp.sqrt(c_A - p)
    rooted = [case(arena, root - c_B), case(arena, c_B - root)]
    assert find_uncovered(arena.oracle, (), rooted).status == "sat"
    assert find_uncovered(arena.oracle, (), [*rooted, case(arena, p - c_A)]) == UNSAT
    assert find_uncovered(arena.oracle, case(arena, c_A - p), rooted) == UNSAT

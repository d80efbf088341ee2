"""A case holds nowhere inside another: also not with equality, where an edge of the assumptions makes it so."""

import pytest
import sympy as sp

from symbolic_alliance import solve
from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell
from symbolic_alliance.algebra.literals import Literal, case_of, negate
from symbolic_alliance.solver.settle import Standing
from symbolic_alliance.solver.whiskers import trim
from tests.arena.shorthand import choose, decide, game, pays, symbols

k, m, x, y = symbols("k m x y")
TWO_FACTORS = game(decide("d", "s", a=pays("a", s=m * (k - 1)), b=pays("b", s=(k - 2) * (k - 1)),
                          c=pays("c", s=2 * k**2 + k / 2 + m / 2)), k >= 0, m >= 0, k=1, m=2)


def test_a_case_that_holds_at_a_corner_of_the_assumptions_alone_is_kept_from_it():
    # Move a beats c where m (2 k - 3) >= 4 k**2 + k, which holds at k = m = 0 with equality, and there b pays 2, a nothing.
    corner, policy = {"k": 0, "m": 0}, solve(TWO_FACTORS).strategy["d"]
    assert [piece.action for piece in policy.pieces if piece.region.contains(corner)] == ["b"]


def test_what_a_choice_leaves_holds_on_no_edge_of_its_interval_inside_another():
    # At k = 1, x = 0 the plan y = 0 would hold with equality, where y = (k - x)/2 pays (1/2)**2.
    answer = decide("n", "A", l=pays("l", A=-x * y - x / 2 + y * (k - y), B=-sp.Abs(k - x) - sp.Abs(2 * k - y)),
                    r=pays("r", A=y * (k - y) - (x - k) ** 2 - sp.Abs(x - y), B=y - x))
    policy = solve(game(choose(x, "A", 0, None, choose(y, "A", 0, 2, answer)), k >= 0, k <= 1, k="1/2")).strategy["choose_y"]
    assert [piece.action for piece in policy.pieces if piece.region.contains({"k": 1, "x": 0})] == [(k - x) / 2]


def test_a_case_is_split_where_no_single_condition_keeps_it_from_another():
    # -k m ((k - 1)**2 + (m - 1)**2) >= 0 holds where k and m have opposite signs, and at k = m = 1.
    arena = Arena(game(decide("d", "s", a=pays("a", s=k * m)), k=1, m=2), in_units=False)
    letter, other, bump = (arena.ring.odd_part(arena.chart.rational(one))[1] for one in (
        k, m, (k - 1) ** 2 + (m - 1) ** 2))
    both = (Literal(1, letter), Literal(1, other))
    apart = Literal(-1, tuple(sorted((*letter, *other, *bump))))
    cells = [Cell((case,), (arena.ring.lift(0),), "a") for case in ((apart,), both)]
    first, second = trim(arena, Standing(tuple(cells), tuple(cells))).winners
    assert set(first.region) == {case_of((apart, negate(one))) for one in both}
    assert second.region == (both,)


@pytest.mark.parametrize("strict", [False, True])
def test_an_edge_that_no_assumption_leaves_open_takes_nothing_from_a_case(strict):
    # Where k > 0, m >= 0, the corner at which move a holds with equality is none of the points that count.
    given = (k > 0, m >= 0) if strict else (k >= 0, m >= 0)
    policy = solve(game(TWO_FACTORS.root, *given, k=1, m=2)).strategy["d"]
    (case,) = next(piece.region.cases for piece in policy.pieces if piece.action == "a")
    assert len(case) == (1 if strict else 2)

"""A case says what its roots need in order to be real, unless the rest of it does, or what is assumed."""

import pytest
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.literals import Case, Literal
from symbolic_alliance.algebra.real_roots import state_real_roots, uses_root
from tests.games import BARGAINING, CONTEST, symbols

p, c_A, c_B, k, c = symbols("p c_A c_B k c")  # 0 <= p <= 1 and c_A, c_B > 0


@pytest.fixture(scope="module")
def arena() -> Arena:
    return Arena(BARGAINING)


def case(arena: Arena, *slacks: sp.Expr) -> Case:
    return tuple(Literal(*arena.ring.odd_part(arena.chart.rational(slack))) for slack in slacks)


def added(arena: Arena, *slacks: sp.Expr) -> Case:
    given = case(arena, *slacks)
    found = state_real_roots(arena.oracle, given)
    assert found[:len(given)] == given
    return found[len(given):]


@pytest.mark.parametrize(("slacks", "expected"), [
    ((sp.sqrt(c_A - p) - c_B,), (c_A - p,)),
    ((c_B - sp.sqrt(c_A - p), c_A - p), ()),
    ((c_B - sp.sqrt(c_A - p), c_A - 1), ()),
    ((c_B - sp.sqrt(c_A - p), c_A - p / 2), (c_A - p,)),
    ((sp.sqrt(c_A) - p, c_B - sp.sqrt(1 + p)), ()),
    ((sp.sqrt((c_A - p) * (1 + c_B)) - 1,), (c_A - p,)),
    ((sp.sqrt(c_A - p) - c_B, c_A - sp.sqrt(c_B - p)), (c_A - p, c_B - p)),
    ((p - c_A,), ()), ((), ()),
])
def test_a_radicand_is_stated_where_the_rest_does_not_imply_it(arena: Arena, slacks: tuple[sp.Expr, ...],
                                                              expected: tuple[sp.Expr, ...]) -> None:
    assert added(arena, *slacks) == case(arena, *expected)


def test_what_has_a_root_does_not_vouch_for_it(arena: Arena) -> None:
    # sqrt(c_A - p) >= 0 holds wherever it has a value, and says nothing of where it has one.
    assert added(arena, 1 + c_B - sp.sqrt(c_A - p), c_B + sp.sqrt(c_A - p) - p) == case(arena, c_A - p)


def test_of_nested_roots_the_inner_comes_first(arena: Arena) -> None:
    inner = sp.sqrt(c_A - p)
    found = added(arena, sp.sqrt(inner - c_B) - 1)
    assert found == case(arena, c_A - p, inner - c_B)
    assert [uses_root(arena.oracle, one, arena.ring.roots_in(arena.chart.rational(inner).names)[0]) for one in found] == [
        False, True]


def test_a_value_needs_its_roots_too(arena: Arena) -> None:
    value = arena.chart.rational(c_B / (1 + sp.sqrt(c_A - p)))
    assert state_real_roots(arena.oracle, (), value.names) == case(arena, c_A - p)
    assert state_real_roots(arena.oracle, case(arena, c_A - 1), value.names) == case(arena, c_A - 1)
    positive = Arena(CONTEST)
    root = positive.chart.rational(sp.sqrt(c / k), lambda atom: 1)
    assert state_real_roots(positive.oracle, (), root.names) == ()

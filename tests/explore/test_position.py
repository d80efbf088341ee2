"""Where a point lies is decided exactly, and at an edge in favour of the closed region."""

from fractions import Fraction

import pytest

from symbolic_alliance.exact import number, square_root
from symbolic_alliance.explore.position import assumptions_hold, regimes_at
from tests.derivation.test_lock import GAME, SOLVED


@pytest.mark.parametrize(("k", "names"), [
    (Fraction(3, 2) - Fraction(1, 10**40), ["peace"]),
    (Fraction(3, 2), ["war", "peace"]),
    (Fraction(3, 2) + Fraction(1, 10**40), ["war"]),
])
def test_an_edge_is_where_it_is(k: Fraction, names: list[str]) -> None:
    assert [regime.name for regime in regimes_at(SOLVED.equilibrium, {"b": Fraction(4), "k": k, "v": Fraction(3)})] == names


def test_a_point_may_lie_on_a_root() -> None:
    edge = {"b": Fraction(2), "k": 3 / square_root(number(2)), "v": Fraction(3)}
    assert [regime.name for regime in regimes_at(SOLVED.equilibrium, edge)] == ["war", "peace"]


def test_strict_assumptions_exclude_their_edge() -> None:
    assert assumptions_hold(GAME.parameters, {"b": Fraction(1), "k": Fraction(1), "v": Fraction(1, 10**40)})
    assert not assumptions_hold(GAME.parameters, {"b": Fraction(1), "k": Fraction(1), "v": Fraction(0)})

"""A game's coordinates: units are set to 1, roots stand for their parameters, and the way back is exact."""

from fractions import Fraction

import pytest
import sympy as sp

from symbolic_alliance.algebra.game_chart import GameChart
from symbolic_alliance.errors import ModelError
from tests.games import BARGAINING, CONTEST, ENTRY, symbols

k, c, m = symbols("k c m")


def test_what_only_measures_is_set_to_one() -> None:
    assert (GameChart(CONTEST).units, GameChart(CONTEST).parameters) == (("c",), ("k",))
    assert GameChart(ENTRY).units == ("D",)
    assert GameChart(BARGAINING).units == ()
    assert GameChart(CONTEST, in_units=False).parameters == ("k", "c")


@pytest.mark.parametrize(("expression", "weights"), [
    (m / (m + c) - k * m, GameChart(CONTEST).payoff_weights("state")),
    (sp.sqrt(c / k) - c, GameChart(CONTEST).weights("m")),
    ((m + 2 * c) ** 3 * k / (m + c), GameChart(CONTEST).weights("m")),
])
@pytest.mark.parametrize("rooted", [(), ("k",)])
def test_an_expression_comes_back_with_its_units(expression: sp.Expr, weights: tuple[Fraction, ...],
                                                  rooted: tuple[str, ...]) -> None:
    chart = GameChart(CONTEST, rooted)
    back = chart.expression(chart.rational(expression, lambda atom: 1), weights)
    point = {k: sp.Rational(1, 9), c: 4, m: 5}
    assert back.subs(point) == expression.subs(point)


def test_a_root_needs_the_sign_of_what_it_leaves_outside() -> None:
    chart = GameChart(CONTEST, in_units=False)
    with pytest.raises(ModelError, match="needs the sign of k"):
        chart.rational(sp.sqrt(1 / k))
    assert chart.rational(sp.sqrt(1 / k), lambda atom: -1).key == "(-root_0)/(k)"


def test_a_weight_is_that_of_every_term() -> None:
    chart = GameChart(CONTEST)
    assert [chart.is_homogeneous(one) for one in (m + c, m + k, k * m + 1)] == [True, False, True]
    assert [chart.has_weights(one, "m") for one in (m + c, k * m, sp.Integer(0))] == [True, False, True]


def test_a_point_is_measured_in_units_and_roots() -> None:
    assert GameChart(CONTEST, ("k",)).coordinates({"k": Fraction(1, 8), "c": Fraction(2)}) == {"k": 0.5}

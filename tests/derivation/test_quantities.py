"""What the paper names is there by name, each case with the condition under which it is the value."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance import Equilibrium, load
from symbolic_alliance.closed_form import Surd, evaluate
from symbolic_alliance.derivation.quantities import quantities
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.sweep import derived_function
from symbolic_alliance.explore.walk import play
from symbolic_alliance.game.points import random_points

PAPER = load("burden_sharing")
FOUND = quantities(PAPER.derivation)
ALONE, LEAST = (next(one for one in PAPER.derivation.all_equilibria if one.game.name == name)
                for name in ("without_alliance", "least_offers"))
POINTS = [{**point, "sigma": Fraction(number % 17, 17)}
          for number, point in enumerate(random_points(PAPER.game.parameters, 200))]


def test_the_letters_of_the_paper_are_there() -> None:
    assert {"k_N", "k_R", "k_D", "k_H", "k_low", "k_high", "m_R", "m_D", "least_offers.a", "without_alliance.m"} == set(FOUND)
    assert {name for name, one in FOUND.items() if one.parameter} == {"k_N", "k_R", "k_D", "k_H", "k_low", "k_high"}


@pytest.mark.parametrize("name", FOUND)
def test_where_two_cases_hold_they_agree_and_one_holds_where_a_value_is_wanted(name: str) -> None:
    one = FOUND[name]
    for point in POINTS:
        numbers = {part: point[part] for part in one.needs}
        holding = [case for case in one.cases if case.where.contains(numbers)]
        values = [evaluate(case.expression, numbers) for case in holding]
        assert all(value == values[0] for value in values)
        assert holding or "." in name  # an offer, where none is made


def below_and_above(value: Fraction | Surd, point: dict[str, Fraction]) -> list[dict[str, Fraction]]:
    """The point with the cost just below a value, and just above."""
    near = Fraction(float(value)).limit_denominator(10**12)
    return [{**{name: number for name, number in point.items() if name != "sigma"}, "k_A": near * (1 + way)}
            for way in (-Fraction(1, 10**9), Fraction(1, 10**9))]


@pytest.mark.parametrize(("name", "equilibrium", "outcome", "is_below"), [
    ("k_R", ALONE, "revision", True), ("k_D", ALONE, "extraction", False), ("k_N", LEAST, "revision", True)])
def test_a_threshold_is_where_the_outcome_of_play_changes(name: str, equilibrium: Equilibrium, outcome: str,
                                                          is_below: bool) -> None:
    for point in POINTS[:25]:
        value = FOUND[name].at(point)
        assert value is not None
        played = [play(equilibrium.game, equilibrium.strategy, there).outcome == outcome
                  for there in below_and_above(value, point)]
        assert played == [is_below, not is_below]


@pytest.mark.parametrize("name", FOUND)
def test_an_array_says_what_a_point_says(name: str) -> None:
    one = FOUND[name]
    arrays = {part: np.array([float(point[part]) for point in POINTS]) for part in one.needs}
    for point, found in zip(POINTS, derived_function(one)(**arrays), strict=True):
        value = one.at(point)
        assert np.isnan(found) if value is None else abs(found - float(value)) < 1e-6 * (1 + abs(float(value)))


def test_numbers_may_take_the_place_of_names() -> None:
    k_D = FOUND["k_D"]
    assert k_D.subs({"m_O": 2}).at({"q": "1/2", "w_A": "1/10", "w_O": "1/10"}) == Fraction(3, 8)
    with pytest.raises(RequestError, match="k_D does not depend on m_A"):
        k_D.subs({"m_A": 1})
    with pytest.raises(RequestError, match="k_D needs a value for m_O, w_A, w_O"):
        k_D.at({"q": 1})
    with pytest.raises(RequestError, match="k_D has 2 closed forms, each on a condition"):
        k_D.expression  # noqa: B018
    assert FOUND["k_R"].expression.free_symbols == {sp.Symbol(name, real=True) for name in FOUND["k_R"].needs}

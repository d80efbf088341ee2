"""Points satisfy the assumptions, small and large and of either sign, whatever the witness is."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance import Assumption, Game, Parameter, Parameters
from symbolic_alliance.game.points import random_columns, random_points
from tests.games import CONTEST, CRISIS, DUOPOLY, GAMES

x, y = sp.symbols("x y", real=True)
PAIR = (Parameter("x", "x", "a number"), Parameter("y", "y", "another"))


def pair(witness: Mapping[str, object], *relations: sp.Basic) -> Parameters:
    return Parameters(PAIR, (Assumption("pair", relations, "as it says"),), witness)


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.name)
def test_random_points_satisfy_the_assumptions_and_are_the_same_for_the_same_seed(game: Game) -> None:
    points = random_points(game.parameters, 60, seed=5)
    assert points == random_points(game.parameters, 60, seed=5) != random_points(game.parameters, 60, seed=6)
    for point in points:
        game.parameters.require(point)
    assert all(value.denominator <= 1000 for point in points for value in point.values())


def test_random_points_are_small_and_large() -> None:
    sizes = [point["k"] * point["c"] for point in random_points(CONTEST.parameters, 200)]
    assert min(sizes) < Fraction(1, 50)
    assert max(sizes) > 50


@pytest.mark.parametrize("witness", [
    CRISIS.parameters.witness, {"w_C": 0, "w_T": 0, "r": "1e9"}, {"w_C": "-1e9", "w_T": "1e-9", "r": "1e-9"}])
def test_a_coordinate_takes_every_size_and_either_sign_from_any_witness(witness: Mapping[str, object]) -> None:
    columns = random_columns(replace(CRISIS.parameters, witness=witness), 1000)
    for name, signs in (("w_C", (-1, 1)), ("w_T", (-1, 1)), ("r", (1,))):
        for sign in signs:
            sizes = sign * columns[name][sign * columns[name] > 0]
            assert len(sizes) > 200
            assert np.quantile(sizes, 0.05) < 0.1
            assert np.quantile(sizes, 0.95) > (0.5 if signs == (-1, 1) and sign == 1 else 2)


def test_coordinates_that_the_assumptions_tie_together_leave_a_far_witness_together() -> None:
    columns = random_columns(replace(DUOPOLY.parameters, witness={"a": "1e9", "c_1": "999999999", "c_2": "999999999"}), 1000)
    assert np.median(columns["a"]) < 100
    ridge = random_columns(pair({"x": "1e9", "y": "1500000000"}, x > 0, y > x, y < 2 * x), 1000)
    assert np.median(ridge["x"]) < 1000
    assert (ridge["y"] > ridge["x"]).all()
    assert (ridge["y"] < 2 * ridge["x"]).all()


@pytest.mark.parametrize(("witness", "relations"), [
    ({"x": 0, "y": "1e9"}, (y > 10**6,)), ({"x": "1e-9", "y": 1}, (x > 0, x < sp.Rational(1, 10**6)))])
def test_sizes_that_the_assumptions_force_vary(witness: Mapping[str, object], relations: tuple[sp.Basic, ...]) -> None:
    parameters = pair(witness, *relations)
    for name, column in random_columns(parameters, 200).items():
        assert len(np.unique(column)) > 100, name
    points = random_points(parameters, 50)
    assert len({tuple(point.values()) for point in points}) > 40
    for point in points:
        parameters.require(point)


def test_a_witness_on_several_edges_leaves_each_of_them() -> None:
    columns = random_columns(pair({"x": 0, "y": 0}, x >= 0, y >= 0, y <= x, x <= 10**9), 200)
    assert (columns["x"] > 0).all()
    assert (columns["y"] > 0).mean() > 0.9


def test_assumptions_without_interior_leave_the_witness_alone() -> None:
    assert random_points(pair({"x": "1/3", "y": 2}, x + y >= sp.Rational(7, 3), x + y <= sp.Rational(7, 3)), 3) == [
        {"x": Fraction(1, 3), "y": Fraction(2)}] * 3


def test_a_model_without_parameters_has_one_point() -> None:
    assert random_points(Parameters((), (), {}), 2) == [{}, {}]

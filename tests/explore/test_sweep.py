"""Arrays say what exact points say, in any shape, and refuse what they cannot read."""

import inspect
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from symbolic_alliance import load
from symbolic_alliance.errors import RequestError
from symbolic_alliance.exact import evaluate
from symbolic_alliance.explore.sweep import (
    NO_REGIME,
    cutoff_function,
    form_function,
    near,
    quantities,
    quantity_function,
    regime_function,
)
from tests.derivation.test_lock import SOLVED
from tests.explore.test_atlas import random_points, slow_cutoff

PAPER = load("burden_sharing", Path(__file__).resolve().parents[2])
GAME = PAPER.atlases[0]
POINTS = random_points(GAME.parameters, 120, seed=3)
COLUMNS = {name: np.array([float(point[name]) for point in POINTS]) for name in GAME.parameters.names}


def test_regimes_are_those_that_hold_exactly() -> None:
    found = regime_function(GAME)(**COLUMNS)
    for place, point in zip(found, POINTS, strict=True):
        names = [regime.name for regime in GAME.regimes(GAME.at(point))]
        assert GAME.equilibrium.regimes[place].name in names


@pytest.mark.parametrize("name", ["a", "m", "x", "ally", "superpower"])
def test_quantities_are_the_exact_ones(name: str) -> None:
    found = quantity_function(GAME, name)(**COLUMNS)
    for value, point in zip(found, POINTS, strict=True):
        regimes = GAME.regimes(GAME.at(point))
        if len(regimes) == 1:
            form = regimes[0].payoffs.get(name, regimes[0].actions.get(name))
            expected = np.nan if form is None else float(evaluate(form, point))
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def test_a_piecewise_cutoff_takes_its_active_case() -> None:
    for cutoff in GAME.equilibrium.cutoffs:
        found = np.broadcast_to(cutoff_function(GAME, cutoff)(**COLUMNS), (len(POINTS),))
        for value, point in zip(found[:20], POINTS[:20], strict=True):
            exact = slow_cutoff(GAME.equilibrium, cutoff, point)
            if exact is not None:
                assert value == pytest.approx(float(exact[0]), rel=1e-9)
            elif len(cutoff.cases) > 1:
                assert np.isnan(value)


def test_shapes_broadcast_and_one_number_gives_one_number() -> None:
    war = SOLVED.atlases[0]
    peace = quantity_function(war, "f")
    plane = peace(b=np.linspace(1, 20, 30_000)[None, :], k=np.array([[0.5], [1.0]]), v=3)
    assert plane.shape == (2, 30_000)
    assert plane[1, 0] == peace(b=1, k=1, v=3) == 1.0
    assert np.ndim(peace(b="1", k="1/1", v=3)) == 0
    assert regime_function(war)(b=1, k=1, v=-3) == NO_REGIME


def test_a_function_shows_what_it_needs() -> None:
    cutoff = GAME.equilibrium.cutoffs[0]
    function = cutoff_function(GAME, cutoff)
    assert repr(function) == "k_A_revision_1_to_revision_2(m_O, w_O)"
    assert list(inspect.signature(function).parameters) == ["m_O", "w_O"]
    assert function(m_O=2.0, w_O=0.5, q=0.5) == 0.125
    assert form_function(GAME, "half", cutoff.cases[0].expression)(m_O=2, w_O=Fraction(1, 2)) == 0.125


@pytest.mark.parametrize(("arguments", "complaint"), [
    ({"m_O": 1}, "needs a value for w_O"),
    ({"m_O": 1, "w_O": 1, "w_o": 1}, "has no parameter w_o; did you mean w_O"),
    ({"m_O": [1, 2], "w_O": [1, 2, 3]}, r"shapes do not fit: m_O \(2,\), w_O \(3,\)"),
    ({"m_O": "__import__('os')", "w_O": 1}, "is not an exact number"),
    ({"m_O": object(), "w_O": 1}, "no number and no array of numbers"),
])
def test_wrong_arguments_are_named(arguments: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestError, match=complaint):
        cutoff_function(GAME, GAME.equilibrium.cutoffs[0])(**arguments)


def test_an_unknown_quantity_is_named_with_its_neighbours() -> None:
    assert quantities(GAME) == ("a", "m", "x", "y", "superpower", "ally", "opponent")
    with pytest.raises(RequestError, match="no quantity aly; did you mean ally"):
        quantity_function(GAME, "aly")
    assert near("zzz", ()) == ""

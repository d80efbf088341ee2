"""Arrays say what exact points say, in any shape, and refuse what they cannot read."""

import inspect
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from symbolic_alliance import load, solve
from symbolic_alliance.closed_form import evaluate
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.atlas import Atlas, Atlases
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
from tests.explore.test_atlas import on_cutoffs, random_points
from tests.games import ACCIDENT, FREE_ARMS, LEVY, LEVY_BELOW
from tests.regimes_by_definition import active_case, regimes_at

GAME = load("burden_sharing", Path(__file__).resolve().parents[2]).atlases.game
WALLS = Atlases(SOLVED).game
POINTS = random_points(GAME.parameters, 120, seed=3)
COLUMNS = {name: np.array([float(point[name]) for point in POINTS]) for name in GAME.parameters.names}


def columns(points: list[dict[str, Fraction]]) -> dict[str, np.ndarray]:
    return {name: np.array([float(point[name]) for point in points]) for name in points[0]}


@pytest.mark.parametrize("atlas", [GAME, WALLS], ids=["burden_sharing", "walls"])
def test_the_regime_is_the_one_that_is_reported_on_edges_too(atlas: Atlas) -> None:
    points = random_points(atlas.parameters, 120, seed=3)
    edges = list(on_cutoffs(atlas.equilibrium, points[:12]))
    found = regime_function(atlas)(**columns([*points, *edges]))
    expected = [regimes_at(atlas.equilibrium, point) for point in (*points, *edges)]
    assert sum(len(several) > 1 for several in expected) > len(edges) // 2
    assert [atlas.equilibrium.regimes[place].name for place in found] == [several[0].name for several in expected]


@pytest.mark.parametrize("name", ["a", "m", "x", "ally", "superpower"])
def test_quantities_are_the_exact_ones(name: str) -> None:
    found = quantity_function(GAME, name)(**COLUMNS)
    for value, point in zip(found, POINTS, strict=True):
        regimes = GAME.regimes(GAME.at(point))
        if len(regimes) == 1:
            form = regimes[0].payoffs.get(name, regimes[0].actions.get(name))
            expected = np.nan if form is None else float(evaluate(form, point))
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def test_on_an_edge_there_is_the_regime_that_has_it() -> None:
    for game, name in ((LEVY, "go_1"), (LEVY_BELOW, "go_2")):
        atlas = Atlas(solve(game))
        found = regime_function(atlas)(a=np.array([0.5, 1.0, 1.2, 2.0]))
        assert [atlas.equilibrium.regimes[place].name for place in found] == ["go_1", name, "go_2", "stay"]
    assert list(regime_function(Atlas(solve(FREE_ARMS)))(k=np.array([0.0, 1e-3]), c=1)) == [NO_REGIME, 0]


def test_a_piecewise_cutoff_takes_its_active_case() -> None:
    for cutoff in GAME.equilibrium.cutoffs:
        found = np.broadcast_to(cutoff_function(GAME, cutoff)(**COLUMNS), (len(POINTS),))
        for value, point in zip(found[:20], POINTS[:20], strict=True):
            exact = active_case(GAME.equilibrium, cutoff, point)
            if exact is not None:
                assert value == pytest.approx(float(exact[0]), rel=1e-9)
            elif len({case.expression for case in cutoff.cases}) > 1:
                assert np.isnan(value)


def test_shapes_broadcast_and_one_number_gives_one_number() -> None:
    peace = quantity_function(WALLS, "f")
    plane = peace(b=np.linspace(1, 20, 30_000)[None, :], k=np.array([[0.5], [1.0]]), v=3)
    assert plane.shape == (2, 30_000)
    assert plane[1, 0] == peace(b=1, k=1, v=3) == 1.0
    assert np.ndim(peace(b="1", k="1/1", v=3)) == 0
    assert regime_function(WALLS)(b=1, k=1, v=-3) == NO_REGIME


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


def test_the_probability_of_an_outcome_is_a_quantity() -> None:
    atlas = Atlas(solve(ACCIDENT))
    assert [name for name in quantities(atlas) if name.startswith("P(")] == [
        "P(peace)", "P(concession)", "P(backdown)", "P(victory)", "P(defeat)"]
    defeat = quantity_function(atlas, "P(defeat)")
    found = defeat(p=np.array([0.5, 0.8, 0.8]), c_A=0.3, c_B=0.6, d=0.2, h=np.array([0.1, 0.1, 1]))
    assert found.round(12).tolist() == [0.05, 0.02, 0.2]

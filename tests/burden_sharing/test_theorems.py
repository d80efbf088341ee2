"""The theorems of the paper hold in plain numbers, wherever the tree is walked."""

from dataclasses import replace

import pytest

from symbolic_alliance.claims.walk import points_beside_cutoffs, points_in_regimes, random_points
from tests import walked_theorems
from tests.walked_theorems import (
    ALONG_A_LADDER,
    AT_A_POINT,
    Point,
    Walked,
    solved,
    the_least_offer_makes_the_ally_arm,
    told,
)


@pytest.fixture(scope="module")
def points() -> list[Point]:
    game = solved()[0]
    visiting = points_in_regimes(game, 10, seed=8)
    beside = points_beside_cutoffs(game, visiting[:2])
    return [*visiting, *beside[::8], *random_points(game.game.parameters, 2, seed=7)]


def test_every_theorem_holds_at_every_point(points: list[Point]) -> None:
    found = list(told(points, AT_A_POINT))
    assert [(what, point) for what, point, holds in found if not holds] == []
    assert {what.split(":")[0] for what, _, _ in found} == {statement.__name__ for statement in AT_A_POINT}


def test_the_theorems_about_costs_hold_along_a_ladder_of_them(points: list[Point]) -> None:
    found = list(told(points[:1], ALONG_A_LADDER))
    assert [(what, point) for what, point, holds in found if not holds] == []


def test_a_planted_falsehood_is_told(points: list[Point], monkeypatch: pytest.MonkeyPatch) -> None:
    game, benchmark, least = solved()
    taking_part = replace(least, strategy=game.strategy)  # a superpower that takes no part where its forces cost too much
    monkeypatch.setattr(walked_theorems, "solved", lambda: (game, benchmark, taking_part))
    extorted = [point for point in points if Walked(point).full.outcome == "extraction"][:1]
    assert not all(holds for _, _, holds in told(extorted, [the_least_offer_makes_the_ally_arm]))

"""What a path comes to where chance moves: histories with their probabilities, and how likely each outcome is."""

import pytest
import sympy as sp

from symbolic_alliance import Game, Outcome, solve
from symbolic_alliance.game.chance import outcome_probabilities, visits
from tests import games

p, c_A, c_B, h, d = sp.symbols("p c_A c_B h d", real=True)
RESISTED = (("threaten", "threaten"), ("answer", "resist"), ("follow_up", "fight"))


def test_every_branch_is_followed_with_its_probability() -> None:
    ends = [visit for visit in visits(games.ACCIDENT, RESISTED) if isinstance(visit.node, Outcome)]
    found = [(visit.before, visit.probability) for visit in ends]
    start = ("threaten", "threaten")
    calm, accident = (start, ("accident", "calm"), *RESISTED[1:]), (start, ("accident", "accident"))
    assert [before for before, _ in found] == [
        (*way, ("war", side)) for way in (calm, accident) for side in ("A wins", "B wins")]
    assert [sp.expand(chance - wanted) for (_, chance), wanted in zip(
        found, ((1 - h) * p, (1 - h) * (1 - p), h * p, h * (1 - p)), strict=True)] == [0, 0, 0, 0]


def test_what_ends_alike_is_counted_together() -> None:
    assert outcome_probabilities(games.ACCIDENT, RESISTED) == {
        "peace": 0, "concession": 0, "backdown": 0, "victory": p, "defeat": 1 - p}
    assert outcome_probabilities(games.CRISIS, (("challenge", "wait"),)) == {}  # chance has no say in it


@pytest.mark.parametrize("game", games.LOTTERIES, ids=lambda game: game.name)
def test_probabilities_add_up_in_every_regime(game: Game) -> None:
    for regime in solve(game).regimes:
        assert sp.cancel(sum(regime.probabilities.values())) == 1
        assert "_or_".join(regime.ends or [regime.outcome]) == regime.outcome

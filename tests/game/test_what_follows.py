"""What follows a node is what the policies say: at a lottery every way of playing on after its branches, paid on average."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import Policy, Region, RequestError, Strategy, solve
from symbolic_alliance.game.equilibrium import intersection
from symbolic_alliance.game.what_follows import what_follows
from tests import games

p, c_A, c_B, h, d = sp.symbols("p c_A c_B h d", real=True)


def test_a_lottery_mixes_what_follows_its_branches() -> None:
    solved = solve(games.ACCIDENT)
    accident, war = solved.game.lotteries
    (after_war,) = what_follows(solved, war)
    assert after_war.outcome == "victory_or_defeat"
    assert [sp.expand(paid) for paid in after_war.payoffs] == [p - c_A, 1 - p - c_B]
    answers = solved.strategy["answer"].pieces
    found = what_follows(solved, accident)
    assert [one.region for one in found] == [piece.region for piece in answers]
    for one, piece in zip(found, answers, strict=True):
        assert sp.expand(one.payoffs[0] - (1 - h) * piece.payoffs[0] - h * (p - c_A)) == 0


def test_a_policy_that_does_not_say_what_it_pays_is_refused() -> None:
    solved = solve(games.ACCIDENT)
    bare = tuple(Policy(one.node, one.player, tuple(replace(piece, payoffs=()) for piece in one.pieces))
                 for one in solved.strategy.policies)
    with pytest.raises(RequestError, match="the policy at node answer does not say what it pays"):
        what_follows(replace(solved, strategy=Strategy(bare)), solved.game.lotteries[0])


def test_a_slack_that_is_strict_in_one_region_stays_weak_in_the_others_cases() -> None:
    k = sp.Symbol("k", real=True)
    met = intersection(Region(((k,), (1 - k,)), strict=(k,)), Region(((2 - k,),)))
    assert [met.contains({"k": value}) for value in (0, 2, 3)] == [True, True, False]
    assert [intersection(met, Region(((k,),))).contains({"k": value}) for value in (0, -1)] == [True, False]

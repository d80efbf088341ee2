"""Pieces are put in an order in which the first that holds is a best reply on edges too, whatever order they come in."""

from dataclasses import replace
from itertools import permutations, product

import pytest

from symbolic_alliance import Game, Policy, Region, Strategy, disagreements, put_in_order, solve, verify
from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols
from tests.games import CRISIS
from tests.known_solutions import KNOWN_SOLUTIONS

c, d, k, m, x, y = symbols("c d k m x y")
ANSWER = decide("answer", "B", reject=pays("war", A=0, B=c), accept=pays("peace", A=1 - x, B=x))
OFFER = game(choose(x, "A", 0, 1, ANSWER), c > 0, c < 1, c="1/2")
OFFERING = strategy(OFFER, choose_x=c, answer=(piece("reject", (c - x,)), piece("accept", (x - c,))))
TURN = decide("turn", "t", stay=pays("stay", s=0, t=0), go=pays("go", s=5, t=k - 1))
ENTRY = game(decide("start", "s", out=pays("out", s=3, t=0), enter=TURN), k > 0, k=2)
ENTERING = strategy(ENTRY, start=(piece("out", (1 - k,)), piece("enter", (k - 1,))),
                    turn=(piece("stay", (1 - k,)), piece("go", (k - 1,))))
SOLVED = {"offer": (OFFER, OFFERING, {"c": "1/3"}), "entry": (ENTRY, ENTERING, {"k": 1}),
          "crisis": (CRISIS, KNOWN_SOLUTIONS["crisis"], {"w_C": "-1/2", "w_T": 0, "r": "1/2"})}


def shuffled(given: Strategy) -> list[Strategy]:
    """The strategy with the pieces of its policies in every order."""
    orders = [[replace(policy, pieces=pieces) for pieces in permutations(policy.pieces)] for policy in given.policies]
    return [Strategy(policies) for policies in product(*orders)]


def actions(policy: Policy) -> list[object]:
    return [one.action for one in policy.pieces]


@pytest.mark.parametrize("name", SOLVED)
def test_the_order_of_the_pieces_changes_no_verdict(name: str) -> None:
    of, given, edge = SOLVED[name]
    for one in shuffled(given)[:8]:
        assert {str(result.verdict) for result in verify(of, one)} == {"proved"}
        assert disagreements(of, put_in_order(of, one), [edge]) == []


def test_an_offer_that_just_suffices_is_accepted() -> None:
    for one in shuffled(OFFERING):
        assert actions(put_in_order(OFFER, one)["answer"]) == ["accept", "reject"]
    assert disagreements(OFFER, OFFERING, [{"c": "1/3"}])  # as it is written the offer of c is rejected


def test_one_side_of_an_edge_comes_first_at_all_nodes() -> None:
    for one in shuffled(ENTERING):
        found = put_in_order(ENTRY, one)
        assert (actions(found["start"])[0], actions(found["turn"])[0]) in (("enter", "go"), ("out", "stay"))


def with_pieces(of: Game, given: Strategy, node: str, *cases: tuple[Region, str]) -> Strategy:
    pieces = tuple(replace(given[node].pieces[0], region=region, action=action) for region, action in cases)
    return Strategy(tuple(replace(one, pieces=pieces) if one.node == node else one for one in given.policies))


def proved_and_played(of: Game, *edges: dict[str, int | str]) -> Strategy:
    """What is solved, all of it proved but that replies are the only ones, and played as it is read at some points."""
    found = solve(of)
    assert not found.unsolved
    assert {str(result.verdict) for result in verify(of, found.strategy) if result.claim.kind != "unique"} == {"proved"}
    assert disagreements(of, found.strategy, edges) == []
    return found.strategy


def test_a_choice_may_land_on_two_edges() -> None:
    # A lands on x = 2 k, where B is to say yes, and on x = 0, in either sign of k
    answer = decide("d", "B", no=pays("n", A=-m**2, B=-k**2), yes=pays("y", A=-(x - m)**2, B=-(x - k)**2))
    edges = [(-1, -2), ("-1/2", -1), (0, 0), ("1/2", 1), ("1/2", -1), (1, 1), ("1/3", "64/3"), ("-1/3", "-25/3")]
    proved_and_played(game(choose(x, "A", -1, 1, answer), k=0, m=0), *({"k": at, "m": there} for at, there in edges))


def test_one_edge_wanted_both_ways_is_cut_where_the_wish_changes() -> None:
    # A always asks for k, where B is indifferent: what A wants B to do then depends on the sign of m
    answer = decide("d", "B", no=pays("n", A=-m - (x - k)**2, B=0), yes=pays("y", A=m - (x - k)**2, B=x - k))
    found = proved_and_played(game(choose(x, "A", -1, 1, answer), k > -1, k < 1, k=0, m="1/2"),
                              {"k": 0, "m": 0}, {"k": 0, "m": 1}, {"k": "1/2", "m": -1})
    assert actions(found["d"]) in (["no", "yes", "no"], ["yes", "no", "yes"])


def test_one_edge_wanted_both_ways_is_cut_along_a_choice_too() -> None:
    answer = decide("d", "B", no=pays("n", A=m - y - (x - k)**2, B=0, C=-y**2),
                    yes=pays("y", A=y - m - (x - k)**2, B=x - k, C=y))
    proved_and_played(game(choose(y, "C", -1, 1, choose(x, "A", -1, 1, answer)), k > -1, k < 1, k=0, m="1/2"),
                      {"k": 0, "m": 1}, {"k": "1/2", "m": "1/2"}, {"k": 0, "m": 2})


def test_where_two_replies_meet_the_one_comes_first_that_what_follows_bears_out() -> None:
    # the greatest demand that is tolerated, or one that is struck at, as retaliation follows or not
    strike = decide("retaliate", "R", back_down=pays("stopped", S=-k, R=-c * x),
                    retaliate=pays("war", S=-k - m * x, R=x - c * x - d))
    respond = decide("respond", "S", tolerate=pays("peace", S=-x, R=x - c * x), strike=strike)
    of = game(choose(x, "R", 0, 1, respond), c > 0, c < 1, k > 0, d > 0, m > 0, c="1/2", k="1/4", d="1/4", m="1/2")
    proved_and_played(of, {"c": "1/2", "k": "1/4", "d": "1/4", "m": "3/4"}, {"c": "1/2", "k": "1/2", "d": "1/2", "m": "1/2"})


def test_an_order_makes_no_wrong_plan_right() -> None:
    # to accept from c/2 on is wrong in any order
    wrong = with_pieces(OFFER, OFFERING, "answer", (Region(((2 * x - c,),)), "accept"), (Region(((c - 2 * x,),)), "reject"))
    for one in shuffled(wrong):
        assert "refuted" in {str(result.verdict) for result in verify(OFFER, one)}

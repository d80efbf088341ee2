"""A strategy is played on from a history with every piece that holds there, and by an order with the first of them."""

import pytest

from symbolic_alliance import Lottery, Strategy
from symbolic_alliance.algebra.edge_play import Board, PlayedHistory
from symbolic_alliance.algebra.node_plans import strategy_arena
from symbolic_alliance.game.tree import Game
from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

c, k, x = symbols("c k x")
ANSWER = decide("answer", "B", reject=pays("war", A=0, B=c), accept=pays("peace", A=1 - x, B=x))
OFFER = game(choose(x, "A", 0, 1, ANSWER), c > 0, c < 1, c="1/2")
OFFERING = strategy(OFFER, choose_x=c, answer=(piece("reject", (c - x,)), piece("accept", (x - c,))))


def start(of: Game, given: Strategy, **numbers: float) -> PlayedHistory:
    return PlayedHistory(Board(strategy_arena(of, given)), given, of.root, numbers)


def test_on_an_edge_both_pieces_hold_and_the_order_tells_which_is_played() -> None:
    spot = start(OFFER, OFFERING, c=0.25)
    (landed,) = spot.following.values()
    assert landed is not None
    assert sorted(landed.following) == [0, 1]
    paid = {first: spot.paid({"choose_x": [0], "answer": [first, 1 - first]}) for first in (0, 1)}
    assert paid == {0: (0, 0.25), 1: (0.75, 0.25)}


@pytest.mark.parametrize(("offered", "place"), [(0.125, 0), (0.5, 1)])
def test_beside_an_edge_one_piece_holds(offered: float, place: int) -> None:
    spot = start(OFFER, OFFERING, c=0.25)
    assert list(spot.after(OFFER.root.then, x=offered).following) == [place]  # type: ignore[union-attr]


def test_an_action_leads_nowhere_where_it_has_no_value() -> None:
    of = game(choose(x, "A", 0, None, pays("end", A=-(x - k)**2)), k > 0, k=2)
    plan = strategy(of, choose_x=(piece((k**2 - k) / (k - 1)),))
    assert start(of, plan, k=1.0).following == {0: None}
    assert start(of, plan, k=1.0).paid({"choose_x": [0]}) == ()
    assert start(of, plan, k=2.0).paid({"choose_x": [0]}) == (0,)


def test_chance_leads_on_in_every_branch_and_pays_what_is_expected() -> None:
    tree = Lottery("weather", {"fair": (c, ANSWER), "foul": (1 - c, pays("delay", A=-1, B=-2))})
    of = game(choose(x, "A", 0, 1, tree), c > 0, c < 1, c="1/2")
    spot = start(of, OFFERING, c=0.25)
    accepted = {"choose_x": [0], "answer": [1, 0]}
    assert spot.paid(accepted) == (0.25 * 0.75 - 0.75, 0.25 * 0.25 - 0.75 * 2)
    assert len(spot.path(accepted)) == 5

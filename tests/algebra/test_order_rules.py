"""Where nothing more is known, rules put pieces in order."""

from symbolic_alliance.algebra.node_plans import strategy_arena
from symbolic_alliance.algebra.order_rules import order_rules, sort_pieces
from tests.algebra.test_edge_play import OFFER, OFFERING
from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k",)


def test_the_reply_comes_first_that_the_chooser_prefers() -> None:
    wanted, _ = order_rules(strategy_arena(OFFER, OFFERING), OFFERING)
    assert ("answer", 1, 0) in wanted


def test_a_piece_with_a_point_inside_another_comes_after_it() -> None:
    # the second piece holds at k = 0 as well, by a square
    of = game(decide("d", "A", stay=pays("s", A=0), go=pays("g", A=k**2)), k=1)
    plan = strategy(of, d=(piece("go", (k**2 * (k - 1),)), piece("stay", (1 - k,))))
    wanted, _ = order_rules(strategy_arena(of, plan), plan)
    assert ("d", 1, 0) in wanted
    assert sort_pieces(plan["d"], wanted) == [1, 0]


def test_what_is_short_to_tell_comes_first() -> None:
    of = game(decide("d", "A", stay=pays("s", A=0), go=pays("g", A=k)), k=1)
    plan = strategy(of, d=(piece("stay", (-k,), (-k, 1 - k)), piece("go", (k,))))
    assert sort_pieces(plan["d"]) == [1, 0]

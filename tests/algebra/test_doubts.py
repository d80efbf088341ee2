"""A doubt is met by some orders of the pieces and not by others, and says what may mend it."""

from symbolic_alliance.algebra.doubts import DoubtKind, PlacedDoubt, histories_after
from symbolic_alliance.game.tree import Outcome
from tests.algebra.test_edge_play import OFFER, OFFERING, start

ACCEPTED_FIRST, REJECTED_FIRST = {"choose_x": [0], "answer": [1, 0]}, {"choose_x": [0], "answer": [0, 1]}


def offer(of: float, *, instead: float) -> PlacedDoubt:
    """Whether A offers c rather than something else."""
    spot = start(OFFER, OFFERING, c=of)
    return PlacedDoubt(DoubtKind.REPLY, 0, spot, spot.after(OFFER.root.then, x=instead))  # type: ignore[union-attr]


def test_a_deviation_pays_in_one_order_and_not_in_another() -> None:
    doubt = offer(0.25, instead=0.5)
    assert doubt.is_met(ACCEPTED_FIRST)
    assert not doubt.is_met(REJECTED_FIRST)


def test_what_may_mend_it_is_another_piece_that_holds_on_the_way() -> None:
    assert list(offer(0.25, instead=0.5).chances(REJECTED_FIRST)) == [("answer", 1, 0)]


def test_all_that_may_follow_is_looked_at() -> None:
    ends = [one for one in histories_after([offer(0.25, instead=0.5)]) if isinstance(one.node, Outcome)]
    paid = sorted(one.paid(ACCEPTED_FIRST) for one in ends)
    assert paid == [(0, 0.25), (0.5, 0.5), (0.75, 0.25)]

"""Doubts about an order of pieces: a history, and what may not hold there of the plan, the pieces being in some order.

In:  a point in coordinates at which a question was refuted.
Out: a `Doubt`, and once it is placed whether an order meets it, and what may mend it where it does not.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from symbolic_alliance.algebra.edge_play import PieceOrder, PlayedHistory
from symbolic_alliance.algebra.oracle import FloatPoint
from symbolic_alliance.algebra.order_rules import EQUAL
from symbolic_alliance.game.tree import Choose, Decide


class DoubtKind(StrEnum):
    """What may be in doubt of a plan at a history."""

    REPLY = "another action pays no more"
    ACTION = "the action has a value"
    PAYOFFS = "everybody is paid what the plan tells"


class Doubt(NamedTuple):
    """A history at which the order of the pieces may be wrong; of a reply with another action: a move, a number or both."""

    subject: DoubtKind
    node: Decide | Choose
    numbers: FloatPoint
    move: str = ""


class PlacedDoubt(NamedTuple):
    """A doubt on the board: who moves, the history, and the one that another action leads to."""

    subject: DoubtKind
    mover: int
    spot: PlayedHistory
    rival: PlayedHistory | None

    def is_met(self, order: PieceOrder) -> bool:
        """Whether what was in doubt holds of the plan, its pieces in an order."""
        if self.subject is DoubtKind.ACTION:
            return not any(spot.is_stuck(order) for spot in self.spot.path(order))
        own = self.spot.paid(order)
        if self.rival is None:
            told = self.spot.told(self.spot.played(order)) if self.spot.following else ()
            return not any(map(_exceeds, told, own)) and not any(map(_exceeds, own, told))
        there = self.rival.paid(order)
        return not (own and there and _exceeds(there[self.mover], own[self.mover]))

    def chances(self, order: PieceOrder) -> Iterator[tuple[str, int, int]]:
        """What may mend it: at a node on either way a piece that holds there, and the one that it should come before."""
        for spot in (*self.spot.path(order)[1:], self.spot, *(self.rival.path(order) if self.rival is not None else ())):
            if spot.following and isinstance(spot.node, (Decide, Choose)):
                first = spot.played(order)
                yield from ((spot.node.name, other, first) for other in spot.following if other != first)


def _exceeds(one: float, other: float) -> bool:
    return one - other > EQUAL * (1 + abs(one) + abs(other))


def histories_after(places: Sequence[PlacedDoubt]) -> Iterator[PlayedHistory]:
    """All histories of doubts, and those that may follow."""
    left = [spot for place in places for spot in (place.spot, place.rival) if spot is not None]
    while left:
        spot = left.pop()
        yield spot
        left += spot.may_follow

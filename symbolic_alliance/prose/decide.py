"""The proof at a `Decide` node: what each move leads to, and the difference that decides."""

from collections.abc import Iterator

from symbolic_alliance.equilibrium import Piece
from symbolic_alliance.game import Decide
from symbolic_alliance.prose.comparisons import Comparisons
from symbolic_alliance.prose.context import Context
from symbolic_alliance.prose.continuations import Continuation, continuations
from symbolic_alliance.prose.document import Block, Item, Listing, Math, Paragraph, Parts, listed, say
from symbolic_alliance.prose.ground import Slacks
from symbolic_alliance.prose.wording import move, player, sentence_case, spoken
from symbolic_alliance.typeset.layout import Applied, Layout, Relation, Word
from symbolic_alliance.typeset.normal_form import normal_form


def decide_proof(context: Context, node: Decide) -> tuple[Block, ...]:
    """The proof that the policy at a node is the mover's best reply to what follows."""
    return tuple(_DecideProof(context, node).blocks())


class _DecideProof:
    """The proof at one node."""

    def __init__(self, context: Context, node: Decide) -> None:
        self._context, self._node = context, node
        self._comparisons = Comparisons(context, node)
        everything = continuations(context.equilibrium, node)
        self._echoes = {place: echo for place in range(len(everything))
                        if (echo := self._echoed(everything, place)) is not None}
        self._follows = tuple(follows for place, follows in enumerate(everything) if place not in self._echoes)
        self._echoing = tuple(dict.fromkeys((everything[place].move, everything[echo].move)
                                            for place, echo in self._echoes.items()))
        self._is_simple = len(everything) == len(node.moves)

    def blocks(self) -> Iterator[Block]:
        """What the moves lead to, then the policy piece by piece."""
        yield from self._moves()
        for piece in self._context.equilibrium.strategy[self._node.name].pieces:
            yield from self._piece(piece)

    def _echoed(self, everything: tuple[Continuation, ...], place: int) -> int | None:
        """An earlier move that pays everybody the same wherever this continuation arises."""
        here = everything[place]
        for earlier, there in enumerate(everything[:place]):
            if there.move != here.move and self._comparisons.same(here.payoffs, there.payoffs) and all(
                    any(all(self._context.ground.follows(case, slack) for slack in wider) for wider in there.region)
                    for case in here.region):
                return earlier
        return None

    # ---- what the moves lead to

    def _moves(self) -> Iterator[Block]:
        mover = sentence_case(player(self._node.player))
        if self._is_simple:
            told = [say("{move} ends in {outcome} and pays it {value}", move=move(follows.move),
                        outcome=move(follows.outcome), value=self._context.math(follows.value)) for follows in self._follows]
            yield Paragraph(say("{mover} moves: {told}.", mover=mover, told=listed(told)))
            return
        yield Paragraph(say("{mover} moves. What follows pays it, by the lemmas above:", mover=mover))
        yield Listing(tuple(Item((Paragraph(self._told(place, follows)),)) for place, follows in enumerate(self._follows)))
        for one, other in self._echoing:
            yield Paragraph(say("Everywhere else {one} leads to what {other} pays.", one=move(one), other=move(other)))

    def _told(self, place: int, follows: Continuation) -> Parts:
        value = Relation(self._payoff(place), (("=", normal_form(follows.value, self._context.style)),))
        condition = self._context.condition(follows.region, self._node)
        return say("{move}: {value}{condition} ({outcome});", move=move(follows.move), value=Math(value),
                   outcome=move(follows.outcome), condition=say(" {condition}", condition=condition) if condition else ())

    def _payoff(self, place: int) -> Layout:
        if self._is_simple:
            return Applied(self._context.payoff_name(), (Word(spoken(self._follows[place].move)),))
        return self._context.payoff(place)

    # ---- the cases

    def _piece(self, piece: Piece) -> Iterator[Block]:
        """The cases of one piece: its move against every other that may be met there."""
        for case in self._context.conditions.cases(piece.region.cases):
            opening = self._opening(piece, case)
            for place, rival, conditions in self._meetings(piece, case):
                difference = self._follows[place].value - self._follows[rival].value
                if not self._comparisons.is_zero(difference):
                    yield from self._comparisons.stated((self._payoff(place), self._payoff(rival)), difference, conditions,
                                                        opening)
                    opening = ()
            if opening:
                yield Paragraph(say("{opening} No other move pays more there.", opening=opening))

    def _opening(self, piece: Piece, case: Slacks) -> Parts:
        condition = self._context.condition((case,), self._node)
        where = say("Where {formula}", formula=condition[1:]) if condition else ("Always",)
        return say("{where}, {move}.", where=where, move=move(str(piece.action)))

    def _meetings(self, piece: Piece, case: Slacks) -> Iterator[tuple[int, int, Slacks]]:
        """The pairs of continuations, of this move and of another, that may both arise in the case."""
        for place, own in enumerate(self._follows):
            if own.move != piece.action or not self._comparisons.same(own.payoffs, piece.payoffs):
                continue
            for rival, other in enumerate(self._follows):
                if other.move == own.move:
                    continue
                for here in own.region:
                    for there in other.region:
                        conditions = tuple(dict.fromkeys((*case, *here, *there)))
                        if self._context.ground.can_hold(conditions):
                            yield place, rival, conditions

"""The proof at a `Decide` node: what each move leads to, and the difference that decides."""

from collections.abc import Iterator

from symbolic_alliance.appendix.prose.comparisons import Comparison, Comparisons, told
from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.continuations import Continuation, continuations
from symbolic_alliance.appendix.prose.document import Block, Item, Listing, Math, Paragraph, Parts, listed, say
from symbolic_alliance.appendix.prose.policies import regions_by_action
from symbolic_alliance.appendix.prose.wording import move, player, sentence_case, spoken
from symbolic_alliance.game.tree import Decide
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
        everything = continuations(context.equilibrium, node, self._comparisons.is_same)
        echoes = {place: echo for place in range(len(everything)) if (echo := self._echoed(everything, place)) is not None}
        self._follows = tuple(follows for place, follows in enumerate(everything) if place not in echoes)
        self._echoing = tuple(dict.fromkeys((everything[place].move, everything[echo].move)
                                            for place, echo in echoes.items()))
        self._is_simple = len(everything) == len(node.moves) and all(not any(one.region) for one in everything)

    def blocks(self) -> Iterator[Block]:
        """What the moves lead to, then the policy move by move."""
        yield from self._moves()
        regions = regions_by_action(self._context, self._node)
        for place, (action, region) in enumerate(regions):
            yield from self._action(str(action), region, is_rest=len(regions) > 1 and place == len(regions) - 1)

    def _echoed(self, everything: tuple[Continuation, ...], place: int) -> int | None:
        """An earlier move that gives the mover the same wherever this continuation arises."""
        here = everything[place]
        for earlier, there in enumerate(everything[:place]):
            if there.move != here.move and self._comparisons.is_same(here.value, there.value) and all(
                    any(all(self._context.ground.follows(case, slack) for slack in wider) for wider in there.region)
                    for case in here.region):
                return earlier
        return None

    # ---- what the moves lead to

    def _moves(self) -> Iterator[Block]:
        mover = sentence_case(player(self._node.player))
        if self._is_simple:
            sayings = [say("{move} leads to {outcome} and pays it {value}", move=move(follows.move),
                           outcome=move(follows.outcomes[0]), value=self._context.math(follows.value))
                       for follows in self._follows]
            yield Paragraph(say("{mover} moves: {sayings}.", mover=mover, sayings=listed(sayings)))
            return
        yield Paragraph(say("{mover} moves. {basis}", mover=mover, basis=self._context.expectation(self._node)))
        yield Listing(tuple(Item((Paragraph(self._told(place, follows)),)) for place, follows in enumerate(self._follows)))
        for one, other in self._echoing:
            yield Paragraph(say("Everywhere else {one} pays what {other} does.", one=move(one), other=move(other)))

    def _told(self, place: int, follows: Continuation) -> Parts:
        value = Relation(self._payoff(place), (("=", normal_form(follows.value, self._context.style)),))
        condition = self._context.condition(follows.region, self._node)
        outcomes = listed([(move(outcome),) for outcome in follows.outcomes], last=" or ")
        return say("from {move}, {value} ({outcomes}){condition}.", move=move(follows.move), value=Math(value),
                   outcomes=outcomes, condition=say(" if {condition}", condition=condition) if condition else ())

    def _payoff(self, place: int) -> Layout:
        if self._is_simple:
            return Applied(self._context.payoff_name(), (Word(spoken(self._follows[place].move)),))
        return self._context.payoff(place)

    # ---- the cases

    def _action(self, action: str, region: tuple[Slacks, ...], is_rest: bool) -> Iterator[Block]:
        """Where a move is made, and why: against every other move that may lead elsewhere there."""
        cases = self._context.conditions.cases(region)
        condition = () if is_rest else self._context.condition(cases, self._node)
        where = say("If {condition}, ", condition=condition) if condition else ("Otherwise ",) if is_rest else ()
        mover = player(self._node.player)
        comparisons = told(self._against(action, cases))
        yield Paragraph(say("{where}{mover} plays {move}{end}", where=where, move=move(action),
                            mover=mover if where else sentence_case(mover),
                            end=":" if comparisons else "; no other move pays more."))
        yield from comparisons

    def _against(self, action: str, cases: tuple[Slacks, ...]) -> Iterator[Comparison]:
        for place, own in enumerate(self._follows):
            for rival, other in enumerate(self._follows):
                if own.move != action or other.move == action or self._comparisons.is_same(own.value, other.value):
                    continue
                ranges = self._ranges(cases, own, other)
                if ranges:
                    payoffs = (self._payoff(place), self._payoff(rival))
                    yield self._comparisons.compare(payoffs, own.value - other.value, ranges)

    def _ranges(self, cases: tuple[Slacks, ...], own: Continuation, other: Continuation) -> list[Slacks]:
        """Where both continuations may arise."""
        everything = [tuple(dict.fromkeys((*case, *here, *there)))
                      for case in cases for here in own.region for there in other.region]
        return [conditions for conditions in everything if self._context.ground.can_hold(conditions)]

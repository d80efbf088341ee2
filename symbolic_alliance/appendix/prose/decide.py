"""The proof at a `Decide` node: what each move leads to, and the difference that decides."""

from collections.abc import Iterator

from symbolic_alliance.appendix.prose.comparisons import Comparison, Comparisons, state
from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.continuations import Continuation, continuations
from symbolic_alliance.appendix.prose.document import Block, Item, Listing, entry, join, paragraph, say, say_if
from symbolic_alliance.appendix.prose.policies import regions_by_action
from symbolic_alliance.appendix.prose.wording import either, player, sentence_case, spell, term
from symbolic_alliance.game.tree import Decide
from symbolic_alliance.typeset.layout import Applied, Layout, Word, equation


def decide_proof(context: Context, node: Decide) -> tuple[Block, ...]:
    """The proof that the policy at a node is the mover's best reply to what follows."""
    return tuple(_DecideProof(context, node).blocks())


class _DecideProof:
    """The proof at one node."""

    def __init__(self, context: Context, node: Decide) -> None:
        self._context, self._node, self._comparisons = context, node, Comparisons(context, node)
        everything = continuations(context, node)
        echoes = [(one, self._echo(one, everything[:place])) for place, one in enumerate(everything)]
        self._follows = tuple(one for one, echo in echoes if echo is None)
        self._echoing = dict.fromkeys((one.move, echo.move) for one, echo in echoes if echo is not None)
        self._is_simple = len(everything) == len(node.moves) and all(not any(one.region) for one in everything)

    def blocks(self) -> Iterator[Block]:
        """What the moves lead to, then the policy move by move."""
        yield from self._moves()
        regions = regions_by_action(self._context, self._node)
        is_told = len(regions) == 1 or self._context.equilibrium.strategy[self._node.name].left_out
        for place, (action, region) in enumerate(regions):
            yield from self._action(str(action), region, is_rest=not is_told and place == len(regions) - 1)

    def _echo(self, here: Continuation, earlier: tuple[Continuation, ...]) -> Continuation | None:
        """An earlier move that gives the mover the same wherever this continuation arises."""
        logic = self._context.logic
        return next((there for there in earlier
                     if there.move != here.move and self._context.style.is_same(here.value, there.value)
                     and all(any(logic.implies(case, wider) for wider in there.region) for case in here.region)), None)

    # ---- what the moves lead to

    def _moves(self) -> Iterator[Block]:
        mover, form = sentence_case(player(self._node.player)), self._context.form
        if self._is_simple:
            sayings = [say("{move} leads to {outcome} and pays it {value}", move=term(follows.move),
                           outcome=term(follows.outcomes[0]), value=form(follows.value)) for follows in self._follows]
            yield paragraph("{mover} moves: {sayings}.", mover=mover, sayings=join(sayings))
            return
        yield paragraph("{mover} moves. {basis}", mover=mover, basis=self._context.expectation(self._node))
        yield Listing(tuple(self._lead(place, follows) for place, follows in enumerate(self._follows)))
        for one, other in self._echoing:
            yield paragraph("Everywhere else {one} pays what {other} does.", one=term(one), other=term(other))

    def _lead(self, place: int, follows: Continuation) -> Item:
        value = equation(self._payoff(place), self._context.form(follows.value))
        return entry("from {move}, {value} ({outcomes}){where}.", move=term(follows.move), value=value,
                     outcomes=either(follows.outcomes),
                     where=say_if(" if {condition}", condition=self._context.condition(follows.region, self._node)))

    def _payoff(self, place: int) -> Layout:
        if self._is_simple:
            return Applied(self._context.payoff_name(), (Word(spell(self._follows[place].move)),))
        return self._context.payoff(place)

    # ---- the cases

    def _action(self, action: str, region: tuple[Slacks, ...], is_rest: bool) -> Iterator[Block]:
        """Where a move is made, and why: against every other move that may lead elsewhere there."""
        cases = self._context.conditions.cases(region)
        condition = () if is_rest else self._context.condition(cases, self._node)
        where = ("Otherwise ",) if is_rest else say_if("If {condition}, ", condition=condition)
        mover = player(self._node.player)
        comparisons = state(self._against(action, cases))
        yield paragraph("{where}{mover} plays {move}{end}", where=where, move=term(action),
                        mover=mover if where else sentence_case(mover),
                        end=":" if comparisons else "; no other move pays more.")
        yield from comparisons

    def _against(self, action: str, cases: tuple[Slacks, ...]) -> Iterator[Comparison]:
        for place, own in enumerate(self._follows):
            for rival, other in enumerate(self._follows):
                if own.move != action or other.move == action or self._context.style.is_same(own.value, other.value):
                    continue
                ranges = self._context.logic.meet(cases, own.region, other.region)
                if ranges:
                    payoffs = (self._payoff(place), self._payoff(rival))
                    yield self._comparisons.compare(payoffs, own.value - other.value, ranges)

"""The proof at a `Choose` node: the objective piece by piece, the candidates, and what decides in each case."""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.appendix.prose.comparisons import Comparison, Comparisons, told
from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.continuations import continuations
from symbolic_alliance.appendix.prose.document import Block, Item, Listing, Math, Paragraph, Parts, listed, say
from symbolic_alliance.appendix.prose.objective import Shape, shape
from symbolic_alliance.appendix.prose.wording import move, player, sentence_case
from symbolic_alliance.game.equilibrium import Piece
from symbolic_alliance.game.tree import Choose
from symbolic_alliance.typeset.layout import ZERO, Applied, Layout, Marked, Relation
from symbolic_alliance.typeset.normal_form import factored_form, normal_form

SHAPES = {"constant": "does not change with {choice}", "rising": "rises with {choice}", "falling": "falls with {choice}",
          "peaked": "is concave in {choice}", "open": "is not settled in its shape by its factors"}


def choose_proof(context: Context, node: Choose) -> tuple[Block, ...]:
    """The proof that the policy at a node is the mover's best reply to what follows."""
    return tuple(_ChooseProof(context, node).blocks())


class _ChooseProof:
    """The proof at one node."""

    def __init__(self, context: Context, node: Choose) -> None:
        self._context, self._node, self._choice = context, node, node.choice.symbol
        self._comparisons = Comparisons(context, node)
        self._follows = continuations(context.equilibrium, node, self._comparisons.is_same)
        self._mover = context.equilibrium.game.players.index(node.player)
        self._reasons = context.reasons(node)
        self._shapes = tuple(shape(follows, self._choice, node.lower, node.upper, context.style, self._reasons)
                             for follows in self._follows)
        self._name = context.style.name(self._choice)

    def blocks(self) -> Iterator[Block]:
        """The objective piece by piece, then the policy case by case."""
        yield Paragraph(say("{mover} chooses {choice}. {basis}", mover=sentence_case(player(self._node.player)),
                            choice=Math(self._name), basis=self._context.expectation(self._node)))
        yield Listing(tuple(Item((Paragraph(self._told(place)),)) for place in range(len(self._follows))))
        for number, piece in enumerate(self._context.equilibrium.strategy[self._node.name].pieces, 1):
            yield from self._piece(number, piece)

    # ---- the objective

    def _told(self, place: int) -> Parts:
        """One piece of the objective: where, how much, its shape and why."""
        follows, found = self._follows[place], self._shapes[place]
        condition = self._context.condition(follows.region, self._node)
        value = Relation(self._value_at(place, self._name), (("=", normal_form(follows.value, self._context.style)),))
        where = say(" if {condition}", condition=condition) if condition else ()
        outcomes = listed([(move(outcome),) for outcome in follows.outcomes], last=" or ")
        return say("{value} ({outcomes}){where}. It {shape}.", value=Math(value), where=where, outcomes=outcomes,
                   shape=self._shape(place, found))

    def _shape(self, place: int, found: Shape) -> Parts:
        said = say(SHAPES[found.kind], choice=Math(self._name))
        if found.kind == "constant":
            return said
        slope = Relation(Applied(self._primed(place, 1), (self._name,)),
                         (("=", normal_form(found.derivative, self._context.style)),))
        if found.kind == "open":
            return say("{said}: {slope}", said=said, slope=Math(slope))
        if found.kind != "peaked":
            sign = "<" if found.kind == "falling" else ">"
            return say("{said}: {slope}", said=said, slope=Math(Relation(slope.first, (*slope.steps, (sign, ZERO)))))
        bend = Relation(Applied(self._primed(place, 2), (self._name,)),
                        (("=", factored_form(found.curvature, self._context.style)), ("<", ZERO)))
        peaks = [(Math(Relation(self._name, (("=", normal_form(peak, self._context.style)),))),) for peak in found.peaks]
        summit = say(" vanishes at {peaks}", peaks=listed(peaks)) if peaks else ()
        return say("{said}: {slope}{summit}, and {bend}", said=said, slope=Math(slope), summit=summit, bend=Math(bend))

    def _value_at(self, place: int, point: Layout) -> Layout:
        return Applied(self._context.payoff(place), (point,))

    def _primed(self, place: int, order: int) -> Marked:
        payoff = self._context.payoff(place)
        return Marked(payoff.base, payoff.below, above="'" * order)

    # ---- the cases

    def _piece(self, number: int, piece: Piece) -> Iterator[Block]:
        cases = self._context.conditions.cases(piece.region.cases)
        for rank, case in enumerate(cases):
            letter = chr(ord("a") + rank) if len(cases) > 1 else ""
            yield from self._case(f"Case {number}{letter}", piece, case)

    def _case(self, title: str, piece: Piece, case: Slacks) -> Iterator[Block]:
        condition = self._context.condition((case,), self._node)
        value = normal_form(sp.sympify(piece.action, strict=True), self._context.style)
        best = Relation(Marked(self._name, above="*"), (("=", value),))
        own = self._own(piece, case)
        where = say("{condition}: ", condition=condition) if condition else ()
        if own is None:
            yield Paragraph(say("{where}{best}. That no other choice pays more is decided by computation.", where=where,
                                best=Math(best)), heading=(title,))
            return
        comparisons = told(self._against(piece, own, case))
        origin = self._origin(piece, own) if comparisons else say("and no other {choice} pays more", choice=Math(self._name))
        yield Paragraph(say("{where}{best}, {origin}.", where=where, best=Math(best), origin=origin), heading=(title,))
        yield from comparisons

    def _own(self, piece: Piece, case: Slacks) -> int | None:
        """The continuation in which the chosen point lies: that which pays the mover what the piece says."""
        for place, follows in enumerate(self._follows):
            value = follows.value.xreplace({self._choice: piece.action})
            if piece.outcome in follows.outcomes and self._comparisons.is_same(value, piece.payoffs[self._mover]):
                return place
        return None

    def _origin(self, piece: Piece, own: int) -> Parts:
        payoff = Math(self._context.payoff(own))
        words = {"stationary": "where {payoff} peaks", "edge": "an end of the range of {payoff}",
                 "end": "an end of the interval, where {payoff} is paid"}
        return say(words.get(piece.origin, "where {payoff} is paid"), payoff=payoff)

    def _against(self, piece: Piece, own: int, case: Slacks) -> Iterator[Comparison]:
        """The chosen point against each continuation that may arise in the case."""
        best = self._follows[own].value.xreplace({self._choice: piece.action})
        chosen = self._value_at(own, Marked(self._name, above="*"))
        for rival, follows in enumerate(self._follows):
            ranges = [tuple(dict.fromkeys((*case, *region))) for region in follows.region
                      if self._context.ground.can_hold((*case, *region))]
            if not ranges or self._comparisons.is_same(best, follows.value):
                continue
            point, value, opening = self._point(rival, best, ranges)
            yield self._comparisons.compare((chosen, self._value_at(rival, point)), best - value, ranges, opening)

    def _point(self, rival: int, best: sp.Expr, ranges: list[Slacks]) -> tuple[Layout, sp.Expr, Parts]:
        """Where a rival is met: at any point, or at one that bounds it, if only then the sign is seen on every range."""
        value = self._follows[rival].value
        if not self._is_seen(best - value, ranges):
            for candidate, words in self._bounding(rival, ranges):
                bound = value.xreplace({self._choice: candidate})
                if self._is_seen(best - bound, ranges):
                    return normal_form(candidate, self._context.style), bound, words
        return self._name, value, ()

    def _is_seen(self, difference: sp.Expr, ranges: list[Slacks]) -> bool:
        return all(self._comparisons.reason(difference, conditions) is not None for conditions in ranges)

    def _bounding(self, rival: int, ranges: list[Slacks]) -> Iterator[tuple[sp.Expr, Parts]]:
        """Points at which a continuation pays at least as much as anywhere on its range, and why where that is news."""
        found, payoff = self._shapes[rival], Math(self._context.payoff(rival))
        if found.kind == "peaked":
            yield from ((peak, ()) for peak in found.peaks)
            slope = self._reasons.of(found.derivative, ranges[0]) if len(ranges) == 1 else None
            if slope is not None:
                verb, ends = ("rises", found.upper_ends) if slope.sign > 0 else ("falls", found.lower_ends)
                why = self._context.why(slope, self._node)
                yield from ((end, say("{payoff} {verb} here {why}:", payoff=payoff, verb=verb, why=why)) for end in ends)
        elif found.kind in ("rising", "falling") and len(self._follows[rival].region) == 1:
            yield from ((point, ()) for _, point in found.candidates)

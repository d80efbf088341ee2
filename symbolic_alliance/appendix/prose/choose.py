"""The proof at a `Choose` node: the objective piece by piece, the candidates, and what decides in each case."""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.appendix.prose.comparisons import Comparison, Comparisons, state
from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.continuations import continuations
from symbolic_alliance.appendix.prose.document import Block, Cite, Listing, Parts, entry, join, paragraph, say, say_if
from symbolic_alliance.appendix.prose.objective import Shape, Trend, shape
from symbolic_alliance.appendix.prose.policies import is_told_by_regimes, runs_of_pieces, told_cases
from symbolic_alliance.appendix.prose.wording import either, player, sentence_case
from symbolic_alliance.game.equilibrium import Piece
from symbolic_alliance.game.tree import Choose
from symbolic_alliance.typeset.layout import ZERO, Applied, Layout, Marked, Relation, equation
from symbolic_alliance.typeset.normal_form import factored_form

ORIGINS = {"stationary": "where {payoff} peaks", "edge": "an end of the range of {payoff}",
           "end": "an end of the interval, where {payoff} is paid"}


def choose_proof(context: Context, node: Choose) -> tuple[Block, ...]:
    """The proof that the policy at a node is the mover's best reply to what follows."""
    return tuple(_ChooseProof(context, node).blocks())


class _ChooseProof:
    """The proof at one node."""

    def __init__(self, context: Context, node: Choose) -> None:
        self._context, self._node, self._choice = context, node, node.choice.symbol
        self._comparisons = Comparisons(context, node)
        self._follows = continuations(context, node)
        self._mover = context.equilibrium.game.players.index(node.player)
        self._shapes = tuple(shape(follows, self._choice, node.lower, node.upper, context.style, self._comparisons.reasons)
                             for follows in self._follows)
        self._name = context.style.name(self._choice)

    def blocks(self) -> Iterator[Block]:
        """The objective piece by piece, then the policy case by case."""
        yield paragraph("{mover} chooses {choice}. {basis}", mover=sentence_case(player(self._node.player)),
                        choice=self._name, basis=self._context.expectation(self._node))
        yield Listing(tuple(
            entry("{value} ({outcomes}){where}. It {shape}.", outcomes=either(follows.outcomes),
                  value=equation(self._value_at(place, self._name), self._context.form(follows.value)),
                  where=say_if(" if {condition}", condition=self._context.condition(follows.region, self._node)),
                  shape=self._shape(place, self._shapes[place]))
            for place, follows in enumerate(self._follows)))
        if is_told_by_regimes(self._context, self._node):
            yield from self._regimes()
            return
        yield paragraph("The cases are those of ({policy}), in the order there; a letter tells alternatives apart.",
                        policy=Cite(self._context.label("policy", self._node.name)))
        for number, (_, pieces) in enumerate(runs_of_pieces(self._context, self._node), 1):
            every = told_cases(self._context, pieces)
            for rank, (piece, case) in enumerate(every):
                letter = chr(ord("a") + rank) if len(every) > 1 else ""
                yield from self._case((f"Case {number}{letter}",), piece, case)

    def _regimes(self) -> Iterator[Block]:
        """The cases by the regimes that they are; of those that were solved in parts, each part."""
        homes = {regime.region: Cite(self._context.label("regime", regime.name))
                 for regime in self._context.equilibrium.regimes}
        for piece in self._context.equilibrium.strategy[self._node.name].pieces:
            every = told_cases(self._context, (piece,))
            for _, case in every:
                part = self._context.condition((case,), self._node) if len(every) > 1 else ()
                title = say("In ({regime}){part}:", regime=homes[piece.region], part=say_if(" where {part}", part=part))
                yield from self._case(title, piece, case)

    # ---- the objective

    def _shape(self, place: int, found: Shape) -> Parts:
        """How one piece of the objective moves with the choice, and why."""
        words = say(found.trend.value, choice=self._name)
        if found.trend is Trend.CONSTANT:
            return words
        slope = equation(self._derivative(place, "'"), self._context.form(found.derivative))
        if found.trend is Trend.PEAKED:
            bend = Relation(self._derivative(place, "''"),
                            (("=", factored_form(found.curvature, self._context.style)), ("<", ZERO)))
            peaks = join([self._context.define(self._choice, peak) for peak in found.peaks])
            return say("{words}: {slope}{summit}, and {bend}", words=words, slope=slope, bend=bend,
                       summit=say_if(" vanishes at {peaks}", peaks=peaks))
        if found.trend is not Trend.OPEN:
            slope = Relation(slope.first, (*slope.steps, ("<" if found.trend is Trend.FALLING else ">", ZERO)))
        return say("{words}: {slope}", words=words, slope=slope)

    def _value_at(self, place: int, point: Layout) -> Layout:
        return Applied(self._context.payoff(place), (point,))

    def _derivative(self, place: int, primes: str) -> Layout:
        payoff = self._context.payoff(place)
        return Applied(Marked(payoff.base, payoff.below, primes), (self._name,))

    # ---- the cases

    def _case(self, title: Parts, piece: Piece, case: Slacks) -> Iterator[Block]:
        best = equation(Marked(self._name, above="*"), self._context.form(piece.action))
        own = self._own(piece)
        if own is None:
            yield paragraph("{best}. That no other choice pays more is decided by computation.", title, best=best)
            return
        comparisons = state(self._against(piece, own, case))
        origin = (say(ORIGINS.get(piece.origin, "where {payoff} is paid"), payoff=self._context.payoff(own)) if comparisons
                  else say("and no other {choice} pays more", choice=self._name))
        where = say_if("{condition}: ", condition=self._context.condition((case,), self._node) if len(case) == 1 else ())
        yield paragraph("{where}{best}, {origin}.", title, where=where, best=best, origin=origin)
        yield from comparisons

    def _own(self, piece: Piece) -> int | None:
        """The continuation in which the chosen point lies: that which pays the mover what the piece says."""
        for place, follows in enumerate(self._follows):
            value = follows.value.xreplace({self._choice: piece.action})
            if piece.outcome in follows.outcomes and self._context.style.is_same(value, piece.payoffs[self._mover]):
                return place
        return None

    def _against(self, piece: Piece, own: int, case: Slacks) -> Iterator[Comparison]:
        """The chosen point against each continuation that may arise in the case."""
        best = self._follows[own].value.xreplace({self._choice: piece.action})
        chosen = self._value_at(own, Marked(self._name, above="*"))
        for rival, follows in enumerate(self._follows):
            ranges = self._context.logic.meet([case], follows.region)
            if ranges and not self._context.style.is_same(best, follows.value):
                point, value, opening = self._point(rival, best, ranges)
                yield self._comparisons.compare((chosen, self._value_at(rival, point)), best - value, ranges, opening)

    def _point(self, rival: int, best: sp.Expr, ranges: list[Slacks]) -> tuple[Layout, sp.Expr, Parts]:
        """Where a rival is met: at any point, or at one that bounds it, if only then the sign is seen on every range."""
        value = self._follows[rival].value
        if not self._is_seen(best - value, ranges):
            for candidate, words in self._bounding(rival, ranges):
                bound = value.xreplace({self._choice: candidate})
                if self._is_seen(best - bound, ranges):
                    return self._context.form(candidate), bound, words
        return self._name, value, ()

    def _is_seen(self, difference: sp.Expr, ranges: list[Slacks]) -> bool:
        return all(self._comparisons.reason(difference, conditions) is not None for conditions in ranges)

    def _bounding(self, rival: int, ranges: list[Slacks]) -> Iterator[tuple[sp.Expr, Parts]]:
        """Points at which a continuation pays at least as much as anywhere on its range, and why where that is news."""
        found = self._shapes[rival]
        if found.trend is Trend.PEAKED:
            yield from ((peak, ()) for peak in found.peaks)
            slope = self._comparisons.reasons.of(found.derivative, ranges[0]) if len(ranges) == 1 else None
            if slope is not None:
                verb, ends = ("rises", found.upper_ends) if slope.sign > 0 else ("falls", found.lower_ends)
                words = say("{payoff} {verb} here {why}:", payoff=self._context.payoff(rival), verb=verb,
                            why=self._context.why(slope, self._node))
                yield from ((end, words) for end in ends)
        elif found.trend in (Trend.RISING, Trend.FALLING) and len(self._follows[rival].region) == 1:
            yield from ((end, ()) for end in (found.upper_ends if found.trend is Trend.RISING else found.lower_ends))

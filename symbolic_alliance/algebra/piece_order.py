"""The order of a policy's pieces: at a history the first that holds is played, on an edge as well.

In:  an `Arena` and a `Strategy` in closed form, its pieces in any order.
Out: the strategy with the pieces of each policy in an order in which the first that holds is a best reply on edges, too.
     Nothing is trusted: what is claimed of a strategy is claimed of this order.
Method: counterexamples guide the search (Solar-Lezama, Tancau, Bodik, Seshia and Saraswat 2006).
        1. the pieces are put in order by rules (`order_rules`);
        2. it is asked, from the end, where a deviation from this order pays; the points at one node become doubts, and where
           there are none, those at which others are not paid what a piece tells;
        3. at a doubt the plan and the deviation are played on from one history (`doubts`, `edge_play`); at a node on the way
           at which several pieces hold another one of them comes first, and so on until every doubt is met; then 2 again;
        4. where no order meets every doubt a piece is cut in two, into its cases or along an edge that parts the doubts;
        5. where that does not help either, the order is the last of which a deviation did not pay, or that of the rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations, groupby, islice, product
from operator import sub
from typing import Any

import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.doubts import Doubt, DoubtKind, PlacedDoubt, histories_after
from symbolic_alliance.algebra.edge_play import Board, PieceOrder, PlayedHistory
from symbolic_alliance.algebra.literals import Literal
from symbolic_alliance.algebra.node_plans import NodePlan, earlier_cases, node_plans
from symbolic_alliance.algebra.oracle import OracleAnswer
from symbolic_alliance.algebra.order_rules import Before, order_rules, sort_pieces
from symbolic_alliance.algebra.questions import Question, node_questions
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.equilibrium import Piece, Region, Strategy, union
from symbolic_alliance.game.tree import Choose, Decide, histories, parts_of
from symbolic_alliance.proof.claim import ClaimKind

ROUNDS, STEPS, CUTS = 20, 300, 40  # of questions; of a search; ways to cut that are tried
DONORS = 6  # rows of the bank from which coordinates are taken that a point leaves open
LESS = 8  # a question that takes z3 longer than this part of what a claim is given points to no doubt


def order_pieces(arena: Arena, strategy: Strategy) -> Strategy:
    """Put the pieces of every policy in order.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Choice, Game, Outcome, Parameter, Parameters, Piece, Policy, Region
    >>> x, c = sp.symbols("x c", real=True)
    >>> answer = Decide("answer", "B", {"reject": Outcome("war", {"A": 0, "B": c}),
    ...                                 "accept": Outcome("peace", {"A": 1 - x, "B": x})})
    >>> game = Game("offer", "An offer", ("A", "B"), Parameters((Parameter("c", "c", "the value of war"),),
    ...     (Assumption("costly", (c > 0, c < 1), "war is costly"),), {"c": "1/2"}),
    ...     Choose("offer", "A", Choice("x", "x", "the offer"), 0, 1, answer))
    >>> plan = Strategy((Policy("offer", "A", (Piece(Region(((),)), c),)), Policy("answer", "B", (
    ...     Piece(Region(((c - x,),)), "reject"), Piece(Region(((x - c,),)), "accept")))))
    >>> [piece.action for piece in order_pieces(Arena(game, closed=True), plan)["answer"].pieces]
    ['accept', 'reject']
    """
    effort = arena.oracle.effort
    arena.oracle.effort = arena.signs.effort = effort // LESS
    try:
        return _find_order(_OrderSearch(arena, strategy), strategy)
    finally:
        arena.oracle.effort = arena.signs.effort = effort


def _find_order(search: "_OrderSearch", strategy: Strategy) -> Strategy:
    cut = Cut(strategy, {policy.node: tuple(range(len(policy.pieces))) for policy in strategy.policies})
    order = search.order(cut, set())
    found = cut.arranged(order)
    for _ in range(ROUNDS):
        refuted, untold = search.ask(cut, order)
        if not refuted:
            found = cut.printed(order, strategy)
        search.doubts += refuted or untold
        mended = search.mend(cut) if refuted or untold else None
        if mended is None:
            break
        cut, order = mended
    return found


@dataclass(frozen=True)
class Cut:
    """A strategy of which some pieces may be cut; ``homes`` tells at each node of which piece each of its own is a part."""

    strategy: Strategy
    homes: Mapping[str, tuple[int, ...]]

    def expand(self, rules: Before) -> Before:
        """The rules for pieces as rules for their parts."""
        return {(node, one, two) for node, first, other in rules for one, home in enumerate(self.homes[node]) if home == first
                for two, another in enumerate(self.homes[node]) if another == other}

    def arranged(self, order: PieceOrder) -> Strategy:
        """The parts in an order."""
        return Strategy(tuple(replace(policy, pieces=tuple(policy.pieces[place] for place in order[policy.node]))
                              for policy in self.strategy.policies))

    def printed(self, order: PieceOrder, uncut: Strategy) -> Strategy:
        """The parts in an order, those of one piece that follow each other as one again."""
        policies = []
        for policy in self.strategy.policies:
            homes = self.homes[policy.node]
            runs = [(uncut[policy.node].pieces[home], homes.count(home), [policy.pieces[place] for place in run])
                    for home, run in groupby(order[policy.node], key=homes.__getitem__)]
            policies.append(replace(policy, pieces=tuple(
                piece if len(run) == count else replace(piece, region=union(part.region for part in run))
                for piece, count, run in runs)))
        return Strategy(tuple(policies))

    def with_parts(self, node: str, place: int, parts: Sequence[Piece]) -> "Cut":
        """Parts in the place of a piece."""
        def put(many: tuple[Any, ...], new: Sequence[Any]) -> tuple[Any, ...]:
            return (*many[:place], *new, *many[place + 1:])

        policies = tuple(replace(policy, pieces=put(policy.pieces, parts)) if policy.node == node else policy
                         for policy in self.strategy.policies)
        return Cut(Strategy(policies), {**self.homes, node: put(self.homes[node], [self.homes[node][place]] * len(parts))})


class _OrderSearch:
    """What is known in the search for an order: the rules, and the doubts that are to be met."""

    def __init__(self, arena: Arena, strategy: Strategy) -> None:
        self.arena, self.board, self.rules = arena, Board(arena), order_rules(arena, strategy)
        self.doubts: list[Doubt] = []
        self._payoffs: dict[str, list[Rational]] = {}
        self._steps = 0

    def order(self, cut: Cut, before: Before) -> PieceOrder:
        """The order of the pieces by what is settled, and by the rules where nothing is."""
        rules = [before, *map(cut.expand, self.rules)]
        return {policy.node: sort_pieces(policy, *rules) for policy in cut.strategy.policies}

    # ---- doubts

    def ask(self, cut: Cut, order: PieceOrder) -> tuple[list[Doubt], list[Doubt]]:
        """Points at which this order is no best reply, at the first node, from the end, at which there are any; and points,
        up to there, at which somebody is not paid what a piece tells.
        """
        untold: list[Doubt] = []
        for here in node_plans(self.arena, cut.arranged(order)):
            self._payoffs[here.node.name] = [payoff for plan in here.plans for cell in plan.continuations
                                             for payoff in cell.payoffs]
            found = [*self._better_replies(cut, order, here), *self._not_carried_out(cut, order, here)]
            if found:
                return found, untold
            untold += self._not_as_told(cut, order, here)
        return [], untold

    def _better_replies(self, cut: Cut, order: PieceOrder, here: NodePlan) -> Iterator[Doubt]:
        mover = self.arena.game.players.index(here.node.player)
        for question in node_questions(self.arena, mover, here.plans, here.rivals):
            if question.kind is ClaimKind.BEST_RESPONSE:
                move = str(here.rivals[question.rival].path[0].action) if isinstance(here.node, Decide) else ""
                yield from self._gains(cut, order, here, question, Doubt(DoubtKind.REPLY, here.node, {}, move))

    def _gains(self, cut: Cut, order: PieceOrder, here: NodePlan, question: Question, doubt: Doubt) -> Iterator[Doubt]:
        """Where a best reply fails as the pieces are ordered: the cases are left out in which something is played earlier."""
        earlier = [case for case in earlier_cases(here, question) if case not in question.conclusion]
        while (answer := question.refuted_by(self.arena)).point is not None:
            found = self._doubt(cut, order, doubt, answer)
            if found is not None:
                yield found
                return
            spot = PlayedHistory(self.board, cut.strategy, here.node, {**self.arena.oracle.row(0), **answer.point})
            met = [case for case in earlier if case not in question.yields and spot.is_in(case)]
            if not met:
                return
            question = replace(question, yields=(*question.yields, *met))

    def _not_carried_out(self, cut: Cut, order: PieceOrder, here: NodePlan) -> Iterator[Doubt]:
        """Where a divisor of an action is 0 on its piece."""
        for piece in here.policy.pieces if isinstance(here.node, Choose) else ():
            form = self.board.form(here.node, piece)
            zeros = [Literal(-1, (atom, atom), weak=True) for divisor in form.divisors
                     for atom, _ in self.arena.ring.factor(divisor.numerator)[1] if not self.arena.signs.sign_of(atom)]
            for case, zero in product(form.region, zeros):
                answer = self.arena.signs.ask([(literal,) for literal in (*case, zero)])
                found = self._doubt(cut, order, Doubt(DoubtKind.ACTION, here.node, {}), answer)
                if found is not None:
                    yield found

    def _not_as_told(self, cut: Cut, order: PieceOrder, here: NodePlan) -> Iterator[Doubt]:
        """Where somebody is not paid what a piece tells, though the mover is."""
        for plan, piece in zip(here.plans, here.policy.pieces, strict=True):
            told = self.board.told(piece)
            for case, place in plan.cells():
                for gap in map(sub, told, plan.continuations[place].payoffs):
                    for side in (self.arena.signs.positive(gap), self.arena.signs.positive(-gap)):
                        if isinstance(side, Literal):
                            answer = self.arena.signs.ask([(literal,) for literal in (*case, side)])
                            found = self._doubt(cut, order, Doubt(DoubtKind.PAYOFFS, here.node, {}), answer)
                            yield from [found] if found is not None else ()

    def _doubt(self, cut: Cut, order: PieceOrder, doubt: Doubt, answer: OracleAnswer) -> Doubt | None:
        """A doubt at the point of an answer, where it is one as the pieces are ordered."""
        if answer.point is None:
            return None
        bank = self.arena.oracle.bank
        for row in range(0, bank.size, bank.size // DONORS or 1) if bank.columns.keys() - answer.point.keys() else (0,):
            found = doubt._replace(numbers={**self.arena.oracle.row(row), **answer.point})
            if not self._place(cut, found).is_met(order):
                return found
        return None

    def _place(self, cut: Cut, doubt: Doubt) -> PlacedDoubt:
        """A doubt on the board, the pieces cut as they are."""
        node, mover = doubt.node, self.arena.game.players.index(doubt.node.player)
        spot = PlayedHistory(self.board, cut.strategy, node, doubt.numbers)
        if doubt.subject is not DoubtKind.REPLY:
            return PlacedDoubt(doubt.subject, mover, spot, None)
        then = node.moves[doubt.move] if isinstance(node, Decide) else node.then
        if isinstance(node, Decide) and isinstance(then, Choose) and then in parts_of(node):
            then = then.then
        return PlacedDoubt(doubt.subject, mover, spot, spot.after(then))

    # ---- how they are met

    def mend(self, cut: Cut) -> tuple[Cut, PieceOrder] | None:
        """An order that meets all doubts, a piece being cut where no other does; None where none is found."""
        tried: Before = set()
        places = [self._place(cut, doubt) for doubt in self.doubts]
        order = self._meet(cut, places, tried)
        if order is not None:
            return cut, order
        torn = [(node, one) for node, one, other in sorted(tried) if (node, other, one) in tried]
        for narrower in islice(self._cuts(cut, places, tuple(dict.fromkeys(torn))), CUTS):
            order = self._meet(narrower, [self._place(narrower, doubt) for doubt in self.doubts], set())
            if order is not None:
                return narrower, order
        return None

    def _meet(self, cut: Cut, places: Sequence[PlacedDoubt], tried: Before) -> PieceOrder | None:
        self._steps = STEPS
        return self._settle(cut, places, set(), tried)

    def _settle(self, cut: Cut, places: Sequence[PlacedDoubt], before: Before, tried: Before) -> PieceOrder | None:
        """Settle pairs of pieces until every doubt is met; None where that cannot be."""
        self._steps -= 1
        order = self.order(cut, before)
        doubtful = next((place for place in places if not place.is_met(order)), None)
        if doubtful is None:
            return order
        for pair in dict.fromkeys(doubtful.chances(order)) if self._steps > 0 else ():
            node, other, first = pair
            tried.add(pair)
            if pair not in before and (node, first, other) not in before:
                found = self._settle(cut, places, {*before, pair}, tried)
                if found is not None:
                    return found
        return None

    def _cuts(self, cut: Cut, places: Sequence[PlacedDoubt], torn: Sequence[tuple[str, int]]) -> Iterator[Cut]:
        """Ways to cut a piece that should come both before and after another: into its cases, or along an edge."""
        for node, place in torn:
            piece = cut.strategy[node].pieces[place]
            if len(piece.region.cases) > 1:
                yield cut.with_parts(node, place, [replace(piece, region=union([Region((case,), piece.region.strict)]))
                                                   for case in piece.region.cases])
        translator = Translator(self.arena)
        for atom, (node, place) in product(self._edges(cut), torn):
            signs = {spot.sign(atom) for spot in histories_after(places) if spot.node is self.arena.game.node(node)
                     and place in spot.following and len(spot.following) > 1}
            if len(signs) > 1 and self._known(node, atom):
                slacks = [translator.slack(Literal(sign, (atom,), weak=True)) for sign in (1, -1)]
                parts = [self._within(node, cut.strategy[node].pieces[place], slack) for slack in slacks]
                if all(part.region.cases for part in parts):
                    yield cut.with_parts(node, place, parts)

    def _edges(self, cut: Cut) -> list[int]:
        """The atoms of the pieces' conditions, where choices are what is planned, and where payoffs are equal."""
        ring, found = self.arena.ring, dict[int, None]()
        values: list[Rational] = []
        for policy in cut.strategy.policies:
            node = self.arena.game.node(policy.node)
            forms = [self.board.form(node, piece) for piece in policy.pieces]
            literals = [literal for form in forms for case in form.region for literal in case]
            found |= dict.fromkeys(atom for literal in literals for atom in literal.atoms)
            values += [ring.generator(node.choice.name) - form.action for form in forms
                       if isinstance(node, Choose) and form.action is not None]
        values += [one - other for several in self._payoffs.values()
                   for one, other in combinations({value.key: value for value in several}.values(), 2)]
        found |= dict.fromkeys(atom for value in values if not value.is_zero for atom, _ in ring.factor(value.numerator)[1])
        return sorted(found, key=lambda atom: ring.atoms[atom].cost)

    def _known(self, name: str, atom: int) -> bool:
        """Whether an atom speaks of parameters, and of what is chosen before a node, alone."""
        ring, node = self.arena.ring, self.arena.game.node(name)
        above = [mover.choice.name for before, here in histories(self.arena.game) if here is node
                 for mover in before if isinstance(mover, Choose)]
        names = set(ring.atoms[atom].names)
        for root in ring.roots_in_atoms([atom]):
            names |= set(ring.names_in(ring.radicands[root]))
        return names <= {*above, *self.arena.chart.parameters, *ring.radicands}

    def _within(self, name: str, piece: Piece, slack: sp.Expr) -> Piece:
        """The part of a piece on one side of an edge, as far as its cases have an interior there."""
        node, cases = self.arena.game.node(name), []
        for case in piece.region.cases:
            with suppress(ModelError):
                part = (*case, slack) if slack not in case else case
                self.board.form(node, replace(piece, region=union([Region((part,), piece.region.strict)])))
                cases.append(part)
        return replace(piece, region=union([Region(tuple(cases), piece.region.strict)]))

"""How a strategy plays on from one history, edges included, whatever order its pieces are in.

In:  an `Arena`, a `Strategy`, and a history in coordinates, as floats.
Out: a `PlayedHistory`: the pieces that hold there, each with the history that it leads to, down to what is paid.
Floats decide nothing here: they suggest an order, of which everything is claimed and proved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, outcome_cells
from symbolic_alliance.algebra.literals import Case, literal_signs
from symbolic_alliance.algebra.node_plans import action_in_coordinates, region_in_coordinates
from symbolic_alliance.algebra.oracle import FloatPoint
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.well_posed import divisors
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.game.equilibrium import Piece, Strategy
from symbolic_alliance.game.tree import Choose, Decide, Lottery, Node, Outcome, children

PieceOrder = Mapping[str, Sequence[int]]  # at each node the places of its pieces: the first that holds is played


class PieceForm(NamedTuple):
    """A piece in coordinates; its action has no value where one of the divisors is 0."""

    region: Cases
    action: Rational | None
    divisors: tuple[Rational, ...]


class Board:
    """The pieces of a strategy and the outcomes of its game in coordinates, each carried over once."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        self._forms: dict[tuple[str, Piece], PieceForm] = {}
        self._told: dict[tuple[sp.Expr, ...], tuple[Rational, ...]] = {}
        self._cells: dict[int, list[Cell]] = {}
        self._chances: dict[int, list[Rational]] = {}

    def form(self, node: Decide | Choose, piece: Piece) -> PieceForm:
        """A piece in coordinates; `ModelError` where a case of it has no interior."""
        key = node.name, piece
        if key not in self._forms:
            divided = () if isinstance(node, Decide) else tuple(map(self.arena.chart.rational, divisors(piece.number)))
            self._forms[key] = PieceForm(region_in_coordinates(self.arena, node, piece),
                                         action_in_coordinates(self.arena, node, piece), divided)
        return self._forms[key]

    def told(self, piece: Piece) -> tuple[Rational, ...]:
        """What a piece says of its payoffs, in coordinates: nothing, if an author wrote it."""
        if piece.payoffs not in self._told:
            self._told[piece.payoffs] = tuple(self.arena.chart.rational(
                payoff, self.arena.oracle.sign_of, self.arena.signs.is_never_zero) for payoff in piece.payoffs)
        return self._told[piece.payoffs]

    def cells(self, outcome: Outcome) -> list[Cell]:
        """The cells of an outcome."""
        return self._cells.setdefault(id(outcome), outcome_cells(self.arena, outcome))

    def chances(self, lottery: Lottery) -> list[Rational]:
        """The probabilities of a lottery's branches."""
        return self._chances.setdefault(id(lottery), [self.arena.chart.rational(one) for one in lottery.probabilities])


@dataclass(eq=False)
class PlayedHistory:
    """A history: a node, and what has been chosen before it."""

    board: Board
    strategy: Strategy
    node: Node
    numbers: FloatPoint
    _rows: WitnessBank = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._rows = WitnessBank(self.board.arena.ring, {name: np.array([value]) for name, value in self.numbers.items()}, 1)

    def after(self, node: Node, **chosen: float) -> "PlayedHistory":
        """The history that follows."""
        return PlayedHistory(self.board, self.strategy, node, {**self.numbers, **chosen})

    @cached_property
    def following(self) -> dict[int, "PlayedHistory | None"]:
        """The places of the pieces that hold here, each with what follows; None where its action has no value."""
        if isinstance(self.node, (Outcome, Lottery)):
            return {}
        forms = [self.board.form(self.node, piece) for piece in self.strategy[self.node.name].pieces]
        return {place: self._play(place, form) for place, form in enumerate(forms) if any(map(self.is_in, form.region))}

    @property
    def may_follow(self) -> "list[PlayedHistory]":
        """The histories that may follow at once: one for each piece that holds here and has a value, or for each branch."""
        if isinstance(self.node, Lottery):
            return [self.after(child) for child in children(self.node)]
        return [after for after in self.following.values() if after is not None]

    def next(self, order: PieceOrder) -> "list[PlayedHistory]":
        """What follows at once: several histories where chance moves, none at an end or where an action has no value."""
        if not self.following:
            return self.may_follow
        after = self.following[self.played(order)]
        return [] if after is None else [after]

    def path(self, order: PieceOrder) -> "list[PlayedHistory]":
        """This history and those that follow it as the strategy is played, the pieces in an order."""
        found = [self]
        for spot in found:
            found += spot.next(order)
        return found

    def paid(self, order: PieceOrder) -> tuple[float, ...]:
        """What is expected to be paid, the pieces in an order; nothing where a way leads to no end."""
        if isinstance(self.node, Outcome):
            cell = next((one for one in self.board.cells(self.node) if any(map(self.is_in, one.region))), None)
            return () if cell is None else tuple(float(self._rows.values(payoff)[0]) for payoff in cell.payoffs)
        ends = [spot.paid(order) for spot in self.next(order)]
        if not ends or not all(ends):
            return ()
        chances = [float(self._rows.values(one)[0]) for one in self.board.chances(self.node)] if isinstance(
            self.node, Lottery) else [1.0]
        return tuple(sum(chance * value for chance, value in zip(chances, values, strict=True))
                     for values in zip(*ends, strict=True))

    def is_stuck(self, order: PieceOrder) -> bool:
        """Whether the action that is to be played here has no value."""
        return bool(self.following) and not self.next(order)

    def played(self, order: PieceOrder) -> int:
        """The piece that is played here."""
        assert isinstance(self.node, (Decide, Choose))
        return next(place for place in order[self.node.name] if place in self.following)

    def told(self, place: int) -> tuple[float, ...]:
        """What a piece says is paid if it is played here."""
        assert isinstance(self.node, (Decide, Choose))
        told = self.board.told(self.strategy[self.node.name].pieces[place])
        return tuple(float(self._rows.values(payoff)[0]) for payoff in told)

    def sign(self, atom: int) -> int:
        """The sign of an atom here; 0 where it is too near zero."""
        return int(self._rows.signs(atom)[0])

    def is_in(self, case: Case) -> bool:
        """Whether a case holds here, edges included."""
        return all(literal_signs(self._rows, literal)[0] >= (not literal.weak) for literal in case)

    def _play(self, place: int, form: PieceForm) -> "PlayedHistory | None":
        if isinstance(self.node, Decide):
            return self.after(self.node.moves[str(self.strategy[self.node.name].pieces[place].action)])
        assert isinstance(self.node, Choose)
        assert form.action is not None
        values = [float(self._rows.values(value)[0]) for value in form.divisors]
        chosen = float(self._rows.values(form.action)[0])
        if not np.isfinite([chosen, *values]).all() or any(abs(value) <= self._rows.blur(divisor)[0] for value, divisor
                                                           in zip(values, form.divisors, strict=True)):
            return None
        return self.after(self.node.then, **{self.node.choice.name: chosen})

"""The fuzzer's own truth: exact backward induction on the tree over a fine grid of choices, with ties left open.

In:  a game, a strategy for it, and exact numbers for the parameters.
Out: a `Fault` where no reading of the strategy is subgame perfect; None where one is, as far as the grid tells.
A strategy is read as all that it may mean: a piece is played at every history inside its region (all slacks of a case
positive), and on an edge any piece that holds there may be.  What a history may pay is then a set, V:
  - an outcome pays its payoffs, a lottery what one way of playing on after each branch pays on average;
  - a play of a piece may be kept if every other action may be followed by something that pays the mover no more; what is
    played inside its region must be kept.
Where V is empty at a history, a one-shot deviation pays whatever the ties, or there is nothing to play.  Numbers are exact,
so that an empty set is a proof; a set that is not empty is none, since choices are tried on a grid alone.
`in_order` reads a strategy literally: the first piece that holds is played.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import add, mul
from random import Random
from typing import Any, NamedTuple

import sympy as sp

from symbolic_alliance import Choose, Decide, Game, Lottery, Node, Outcome, Piece, Strategy
from tests.fuzz.arithmetic import Beyond, Run, Undefined, compile_exact, rational, sign
from tests.fuzz.edges import edges
from tests.fuzz.grid import BESIDE, Numbers, grid
from tests.fuzz.planned import Place, movers, ways

Payoffs = tuple[Any, ...]
SIZES = (24, 16, 12, 9, 7, 5)  # points of an even grid; as many kinks, and numbers beside them, are tried
MOST_PLAYS = 2000


@dataclass(frozen=True)
class Fault:
    """A history at which no reading of a strategy is a best reply, and why."""

    point: Mapping[str, Fraction] = field(hash=False)
    history: tuple[tuple[str, str], ...]
    node: str
    reason: str

    def __str__(self) -> str:
        where = ", ".join(f"{name} = {value}" for name, value in (*self.point.items(), *self.history))
        return f"at {where or 'the only point'}: {self.node}: {self.reason}"


class NoReading(Exception):
    """A history at which the set of what may be played is empty."""

    def __init__(self, node: str, numbers: Numbers, reason: str) -> None:
        super().__init__(reason)
        self.node, self.numbers, self.reason = node, numbers, reason


@dataclass(frozen=True)
class _Piece:
    cases: tuple[tuple[tuple[Run, bool], ...], ...]
    action: str | Run

    def holds(self, numbers: Numbers, inside: bool = False) -> bool:
        """Whether the piece may be played at a history, or has it inside."""
        return any(all(_at_least(slack, numbers, inside or is_strict) for slack, is_strict in case) for case in self.cases)


def _at_least(slack: Run, numbers: Numbers, least: int) -> bool:
    try:
        return sign(slack(numbers)) >= least
    except Undefined:
        return False


class Tree:
    """A game and a strategy for it, compiled; ``planned`` is the game as it is solved, where a choice may have parts."""

    def __init__(self, game: Game, strategy: Strategy, in_order: bool = False, planned: Game | None = None) -> None:
        self.game, self.strategy, self.in_order = game, strategy, in_order
        self.planned = planned or game
        self.names = tuple(dict.fromkeys((*game.parameters.names, *(choice.name for choice in game.choices),
                                          *(choice.name for choice in self.planned.choices))))
        self.places = {name: place for place, name in enumerate(self.names)}
        self.assumed = [(self.compiled(slack), is_strict)
                        for assumption in game.parameters.assumptions for slack, is_strict in assumption.slacks]
        self.payoffs = {node: [self.compiled(node.payoffs[player]) for player in game.players]
                        for node in game.nodes if isinstance(node, Outcome)}
        self.chances = {node: list(map(self.compiled, node.probabilities)) for node in game.lotteries}
        self.ways = ways(game, self.planned)
        self.pieces = {name: [self._piece(piece) for piece in strategy[name].pieces] for name in self.ways}
        self.fixed = {node.name: {move: self.compiled(number) for move, number in node.fixed.items()}
                      for node in movers(self.planned) if isinstance(node, Decide)}
        choosers = [node for node in (*game.nodes, *self.planned.nodes) if isinstance(node, Choose)]
        self.ends = {id(node): (self.compiled(node.lower), None if node.upper is None else self.compiled(node.upper))
                     for node in choosers}
        self.marks = {node.name: self._marks(node) for node in movers(self.planned) if isinstance(node, Choose)}
        self.size = next((size for size in SIZES if _plays(game.root, 3 * size) <= MOST_PLAYS), SIZES[-1])

    def compiled(self, expression: object) -> Run:
        """An expression over the tree's names."""
        return compile_exact(sp.sympify(expression, strict=True), self.places)

    def _piece(self, piece: Piece) -> _Piece:
        cases = tuple(tuple((self.compiled(slack), strict) for slack, strict in case) for case in piece.region.conditions)
        return _Piece(cases, piece.action if isinstance(piece.action, str) else self.compiled(piece.action))

    def _marks(self, node: Choose) -> list[list[Run]]:
        """The coefficients, from the highest, of the polynomials in a choice at whose zeros something may happen."""
        x = node.choice.symbol
        found = edges(self.planned, self.strategy, [*self.game.parameters.symbols, *self.ways[node.name].above, x])
        return [list(map(self.compiled, sp.Poly(edge, x).all_coeffs())) for edge in found if x in edge.free_symbols]

    def reading(self, node: str, numbers: Numbers) -> tuple[bool, list["_Piece"]]:
        """The pieces that are played at a history, and whether it lies inside their regions."""
        holding = [piece for piece in self.pieces[node] if piece.holds(numbers)]
        if self.in_order:
            return True, holding[:1]
        inside = [piece for piece in holding if piece.holds(numbers, inside=True)]
        return bool(inside), inside or holding

    def assumptions_hold(self, point: Mapping[str, Fraction]) -> bool:
        """Whether a point satisfies the assumptions as printed, weak ones weakly."""
        numbers = self.numbers(point)
        return all(_at_least(slack, numbers, is_strict) for slack, is_strict in self.assumed)

    def numbers(self, point: Mapping[str, Any], at: str = "") -> Numbers:
        """A point, of parameters and perhaps of planned choices above a node, as the tree's numbers."""
        numbers = tuple(rational(value) if isinstance(value := point.get(name), Fraction) else value for name in self.names)
        for name, form in self.ways[at].choices if at else ():
            place = self.places[name]
            numbers = (*numbers[:place], self.compiled(form)(numbers), *numbers[place + 1:])
        return numbers

    def fault(self, point: Mapping[str, Any], node: str = "",
              tried: Mapping[str, Sequence[Any]] | None = None) -> Fault | None:
        """Where no reading of the strategy is subgame perfect from a node on (the root), at a point that leads there.

        ``tried`` are numbers to try beside the grid's, by the node at which they are chosen.  Raises `Beyond` where the
        numbers are not of the form that can be compared here.
        """
        try:
            self.values(point, node, tried)
        except Undefined:
            return Fault(_parameters(self.game, point), (), self.game.name, "the end of an interval has no value")
        except NoReading as reason:
            history = [(name, str(value)) for name, value in zip(self.names, reason.numbers, strict=True)
                       if value is not None and name not in self.game.parameters.names]
            return Fault(_parameters(self.game, point), tuple(history), reason.node, reason.reason)
        return None

    def values(self, point: Mapping[str, Any], node: str = "",
               tried: Mapping[str, Sequence[Any]] | None = None) -> tuple[Payoffs, ...]:
        """What a subgame may pay under the readings that are subgame perfect in it; `NoReading` where there is none."""
        place = self.ways[node].place if node else Place(self.game.root, self.planned.root)
        return self.induction(point, tried).values(place, self.numbers(point, node))

    def induction(self, point: Mapping[str, Any], tried: Mapping[str, Sequence[Any]] | None = None) -> "Induction":
        """Backward induction at one point."""
        given = {name: [rational(value) if isinstance(value, Fraction) else value for value in values]
                 for name, values in (tried or {}).items()}
        return Induction(self, Random(str(sorted(point.items()))), given)


def _parameters(game: Game, point: Mapping[str, Any]) -> dict[str, Fraction]:
    return {name: point[name] for name in game.parameters.names}


class Move(NamedTuple):
    """A feasible action, with the place and the numbers after it."""

    action: Any
    place: Place
    numbers: Numbers


@dataclass(frozen=True)
class Induction:
    """Backward induction at one point."""

    tree: Tree
    random: Random
    tried: Mapping[str, Sequence[Any]]
    seen: dict[tuple[int, int, Numbers], tuple[Payoffs, ...]] = field(default_factory=dict)

    def values(self, place: Place, numbers: Numbers) -> tuple[Payoffs, ...]:
        key = (id(place.node), id(place.plan), numbers[len(self.tree.game.parameters.names):])
        if key not in self.seen:
            self.seen[key] = self._values(place, numbers)
        return self.seen[key]

    def _values(self, place: Place, numbers: Numbers) -> tuple[Payoffs, ...]:
        if isinstance(place.node, Outcome):
            try:
                return (tuple(payoff(numbers) for payoff in self.tree.payoffs[place.node]),)
            except Undefined:
                raise NoReading(place.node.label, numbers, "a payoff has no value") from None
        if isinstance(place.node, Lottery):
            return self._expected(place.node, place.plan, numbers)  # type: ignore[arg-type]
        node = place.plan.name  # type: ignore[union-attr]
        inside, moves = self.played(place, numbers)
        if not moves:
            raise NoReading(node, numbers, "the strategy has no plan")
        feasible = [move for move in moves if move is not None]
        if len(feasible) < (len(moves) if inside else 1):
            raise NoReading(node, numbers, "the planned action is not feasible")
        player = place.node.player
        mover = self.tree.game.players.index(player)
        least, deviation = _largest(self._deviations(place, numbers, mover, feasible))
        played = [(move.action, self.values(move.place, move.numbers)) for move in feasible]
        kept = [[value for value in values if value[mover] >= least] for _, values in played]
        if not (all(kept) if inside else any(kept)):
            action, values = next(one for one, left in zip(played, kept, strict=True) if not left)
            raise NoReading(node, numbers, f"{deviation} pays {player} at least {least}, the strategy ({action}) "
                                           f"at most {max(value[mover] for value in values)}")
        return _distinct(value for values in kept for value in values)

    def _expected(self, node: Lottery, plan: Lottery, numbers: Numbers) -> tuple[Payoffs, ...]:
        """What a lottery may pay on average; a probability without a value, or a negative one, is no lottery."""
        try:
            chances = [chance(numbers) for chance in self.tree.chances[node]]
        except Undefined:
            raise NoReading(node.name, numbers, "a probability has no value") from None
        if any(sign(chance) < 0 for chance in chances):
            raise NoReading(node.name, numbers, "a probability is negative")
        branches = [self.values(Place(child, plan.branches[label][1]), numbers)
                    for label, (_, child) in node.branches.items()]
        return _distinct(tuple(reduce(add, map(mul, chances, paid)) for paid in zip(*together, strict=True))
                         for together in product(*branches))

    def played(self, place: Place, numbers: Numbers) -> tuple[bool, list[Move | None]]:
        """What may be played at a history, None for what is not feasible, and whether it lies inside all of its regions."""
        node, plan = place
        inside, pieces = self.tree.reading(plan.name, numbers)  # type: ignore[union-attr]
        moves: list[Move | None] = []
        for piece in pieces:
            if isinstance(plan, Decide) and isinstance(node, Decide):
                moves.append(Move(piece.action, Place(node.moves[str(piece.action)], plan.moves[str(piece.action)]), numbers))
            elif isinstance(plan, Decide) and piece.action in plan.fixed:
                moves.append(self.chosen(place, self.tree.fixed[plan.name][str(piece.action)], str(piece.action), numbers))
            elif isinstance(plan, Decide):
                is_inner, inner = self.played(Place(node, plan.moves[str(piece.action)]), numbers)
                inside, moves = inside and is_inner, [*moves, *inner]
            else:
                moves.append(self.chosen(place, piece.action, "", numbers))  # type: ignore[arg-type]
        return inside, moves

    def chosen(self, place: Place, form: Run, move: str, numbers: Numbers) -> Move | None:
        """A number that is chosen, as a part of its own by a move, or in an interval; None where it is not feasible."""
        try:
            number = form(numbers)
        except Undefined:
            return None
        return self.after(place, number, move, numbers)

    def after(self, place: Place, number: Any, move: str, numbers: Numbers) -> Move | None:
        """The move that a number is, or None where it is not feasible."""
        node, plan = place
        names = [node.choice.name, *([] if move else [plan.choice.name])]  # type: ignore[union-attr]
        if not move and not self.is_feasible(plan, number, numbers):  # type: ignore[arg-type]
            return None
        for name in names:
            at = self.tree.places[name]
            numbers = (*numbers[:at], number, *numbers[at + 1:])
        then = plan.moves[move] if move else plan.then  # type: ignore[union-attr]
        return Move(number, Place(node.then, then), numbers)  # type: ignore[union-attr]

    def _deviations(self, place: Place, numbers: Numbers, mover: int, played: Sequence[Move]) -> Iterator[tuple[Any, Any]]:
        """The least that each action may pay the mover, with the action."""
        node, plan = place
        if isinstance(node, Decide):
            for move in node.moves:
                values = self.values(Place(node.moves[move], plan.moves[move]), numbers)  # type: ignore[union-attr]
                yield min(value[mover] for value in values), move
            return
        for option in self.options(place, numbers, [move.action for move in played]):
            try:
                values = self.values(option.place, option.numbers)
                yield min(value[mover] for value in values), f"{node.choice.name} = {option.action}"  # type: ignore[union-attr]
            except Beyond:
                continue

    def options(self, place: Place, numbers: Numbers, played: Sequence[Any]) -> list[Move]:
        """The numbers that are tried at a choice, each in its part where the choice has parts."""
        plan = place.plan
        if isinstance(plan, Choose):
            tried = [*played, *self.tried.get(plan.name, ())]
            marks = self.tree.marks[plan.name]
            every = grid(marks, numbers, self._ends(plan, numbers), tried, self.tree.size, self.random)
            return [move for number in every if (move := self.after(place, number, "", numbers)) is not None]
        assert isinstance(plan, Decide)
        fixed = [self.chosen(place, form, move, numbers) for move, form in self.tree.fixed[plan.name].items()]
        options = [option for option in fixed if option is not None]
        for part, child in plan.moves.items():
            if part not in plan.fixed:
                options += self.options(Place(place.node, child), numbers, played)
        self._refuse_parts(place, [option.action for option in options], numbers)
        return options

    def _refuse_parts(self, place: Place, found: Sequence[Any], numbers: Numbers) -> None:
        """Refuse a division in which a feasible number is in no part or in two, or a part holds a number that is not."""
        node, plan = place
        assert isinstance(node, Choose)
        assert isinstance(plan, Decide)
        ends = [end for end in self._ends(node, numbers) if end is not None]
        for number in (*found, *ends, *(number for end in ends for number in (end - BESIDE[0], end + BESIDE[0]))):
            parts = sum(form(numbers) == number for form in self.tree.fixed[plan.name].values())
            parts += sum(self.is_feasible(child, number, numbers)  # type: ignore[arg-type]
                         for move, child in plan.moves.items() if move not in plan.fixed)
            if parts != self.is_feasible(node, number, numbers):
                raise NoReading(plan.name, numbers, f"{node.choice.name} = {number} is in {parts} parts")

    def is_feasible(self, node: Choose, action: Any, numbers: Numbers) -> bool:
        lower, upper = self._ends(node, numbers)
        above, below = sign(action - lower), 1 if upper is None else sign(upper - action)
        return above >= node.lower_open and below >= node.upper_open

    def _ends(self, node: Choose, numbers: Numbers) -> tuple[Any, Any]:
        lower, upper = self.tree.ends[id(node)]
        return lower(numbers), None if upper is None else upper(numbers)


def _largest(options: Iterable[tuple[Any, Any]]) -> tuple[Any, Any]:
    """The option that is worth most, among those that can be compared with the first."""
    first, *others = options
    for other in others:
        try:
            first = other if other[0] > first[0] else first
        except Beyond:
            continue
    return first


def _distinct(values: Iterable[Payoffs]) -> tuple[Payoffs, ...]:
    kept: list[Payoffs] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return tuple(kept)


def _plays(node: Node, size: int) -> int:
    """How many plays there are when so many numbers are tried at each choice."""
    if isinstance(node, Decide):
        return sum(_plays(child, size) for child in node.moves.values())
    if isinstance(node, Lottery):
        return sum(_plays(child, size) for _, child in node.branches.values())
    return size * _plays(node.then, size) if isinstance(node, Choose) else 1

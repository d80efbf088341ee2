"""The fuzzer's own truth: exact backward induction on the tree over a fine grid of choices, with ties left open.

In:  a game, a strategy for it, and exact numbers for the parameters.
Out: a `Fault` where no reading of the strategy is subgame perfect; None where one is, as far as the grid tells.
A strategy is read as all that it may mean: a piece is played at every history inside its region (all slacks of a case
positive), and on an edge any piece that holds there may be.  What a history may pay is then a set, V:
  - an outcome pays its payoffs;
  - a play of a piece may be kept if every other action may be followed by something that pays the mover no more; what is
    played inside its region must be kept.
Where V is empty at a history, a one-shot deviation pays whatever the ties, or there is nothing to play.  Numbers are exact,
so that an empty set is a proof; a set that is not empty is none, since choices are tried on a grid alone.
`in_order` reads a strategy literally: the first piece that holds is played.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

import sympy as sp
from flint import fmpq

from symbolic_alliance import Choose, Decide, Game, Node, Outcome, Piece, Strategy
from tests.fuzz.arithmetic import Beyond, Run, Undefined, compile_exact, near, rational, rational_root, sign
from tests.fuzz.edges import edges

Numbers = tuple[Any, ...]
Payoffs = tuple[Any, ...]
BESIDE = (fmpq(1, 2**8), fmpq(1, 2**30))
FAR = (fmpq(1, 2), 2, 5, 60, 5000)
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
    cases: tuple[tuple[Run, ...], ...]
    action: str | Run

    def holds(self, numbers: Numbers, inside: bool = False) -> bool:
        """Whether the piece may be played at a history, or has it inside."""
        return any(all(_at_least(slack, numbers, int(inside)) for slack in case) for case in self.cases)


def _at_least(slack: Run, numbers: Numbers, least: int) -> bool:
    try:
        return sign(slack(numbers)) >= least
    except Undefined:
        return False


class Tree:
    """A game and a strategy, compiled."""

    def __init__(self, game: Game, strategy: Strategy, in_order: bool = False) -> None:
        self.game, self.strategy, self.in_order = game, strategy, in_order
        self.names = (*game.parameters.names, *(choice.name for choice in game.choices))
        self.places = {name: place for place, name in enumerate(self.names)}
        self.assumed = [(self.compiled(slack), is_strict)
                        for assumption in game.parameters.assumptions for slack, is_strict in assumption.slacks]
        self.payoffs = {node: [self.compiled(node.payoffs[player]) for player in game.players]
                        for node in game.nodes if isinstance(node, Outcome)}
        self.pieces = {node.name: [self._piece(piece) for piece in strategy[node.name].pieces]
                       for node in game.nodes if not isinstance(node, Outcome)}
        self.ends = {node.name: (self.compiled(node.lower), None if node.upper is None else self.compiled(node.upper))
                     for node in game.nodes if isinstance(node, Choose)}
        self.marks = {node.name: self._marks(node) for node in game.nodes if isinstance(node, Choose)}
        self.size = next((size for size in SIZES if _plays(game.root, 3 * size) <= MOST_PLAYS), SIZES[-1])

    def compiled(self, expression: object) -> Run:
        """An expression over the tree's names."""
        return compile_exact(sp.sympify(expression, strict=True), self.places)

    def _piece(self, piece: Piece) -> _Piece:
        cases = tuple(tuple(map(self.compiled, case)) for case in piece.region.cases)
        return _Piece(cases, piece.action if isinstance(piece.action, str) else self.compiled(piece.action))

    def _marks(self, node: Choose) -> list[list[Run]]:
        """The coefficients, from the highest, of the polynomials in a choice at whose zeros something may happen."""
        x = node.choice.symbol
        below = {other.choice.symbol for other in _below(node) if isinstance(other, Choose)}
        known = [sp.Symbol(name, real=True) for name in self.names]
        found = edges(self.game, self.strategy, [one for one in known if one == x or one not in below])
        return [list(map(self.compiled, sp.Poly(edge, x).all_coeffs())) for edge in found if x in edge.free_symbols]

    def reading(self, node: "Decide | Choose", numbers: Numbers) -> tuple[bool, list["_Piece"]]:
        """The pieces that are played at a history, and whether it lies inside their regions."""
        holding = [piece for piece in self.pieces[node.name] if piece.holds(numbers)]
        if self.in_order:
            return True, holding[:1]
        inside = [piece for piece in holding if piece.holds(numbers, inside=True)]
        return bool(inside), inside or holding

    def assumptions_hold(self, point: Mapping[str, Fraction]) -> bool:
        """Whether a point satisfies the assumptions as printed, weak ones weakly."""
        numbers = self.numbers(point)
        return all(_at_least(slack, numbers, is_strict) for slack, is_strict in self.assumed)

    def numbers(self, point: Mapping[str, Any]) -> Numbers:
        """A point, of parameters and perhaps of choices, as the tree's numbers."""
        return tuple(rational(value) if isinstance(value := point.get(name), Fraction) else value for name in self.names)

    def fault(self, point: Mapping[str, Any], node: "Node | None" = None,
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

    def values(self, point: Mapping[str, Any], node: "Node | None" = None,
               tried: Mapping[str, Sequence[Any]] | None = None) -> tuple[Payoffs, ...]:
        """What a subgame may pay under the readings that are subgame perfect in it; `NoReading` where there is none."""
        given = {name: [rational(value) if isinstance(value, Fraction) else value for value in values]
                 for name, values in (tried or {}).items()}
        walk = Induction(self, Random(str(sorted(point.items()))), given)
        return walk.values(node or self.game.root, self.numbers(point))


def _parameters(game: Game, point: Mapping[str, Any]) -> dict[str, Fraction]:
    return {name: point[name] for name in game.parameters.names}


@dataclass(frozen=True)
class Induction:
    """Backward induction at one point."""

    tree: Tree
    random: Random
    tried: Mapping[str, Sequence[Any]]
    seen: dict[tuple[int, Numbers], tuple[Payoffs, ...]] = field(default_factory=dict)

    def values(self, node: Node, numbers: Numbers) -> tuple[Payoffs, ...]:
        key = (id(node), numbers[len(self.tree.game.parameters.names):])
        if key not in self.seen:
            self.seen[key] = self._values(node, numbers)
        return self.seen[key]

    def _values(self, node: Node, numbers: Numbers) -> tuple[Payoffs, ...]:
        if isinstance(node, Outcome):
            try:
                return (tuple(payoff(numbers) for payoff in self.tree.payoffs[node]),)
            except Undefined:
                raise NoReading(node.label, numbers, "a payoff has no value") from None
        inside, pieces = self.tree.reading(node, numbers)
        if not pieces:
            raise NoReading(node.name, numbers, "the strategy has no plan")
        mover = self.tree.game.players.index(node.player)
        played = list(self._played(node, pieces, numbers))
        if len(played) < (len(pieces) if inside else 1):
            raise NoReading(node.name, numbers, "the planned action is not feasible")
        least, deviation = _largest(self._deviations(node, numbers, mover, [action for action, _ in played]))
        kept = [[value for value in values if value[mover] >= least] for _, values in played]
        if not (all(kept) if inside else any(kept)):
            action, values = next(one for one, left in zip(played, kept, strict=True) if not left)
            raise NoReading(node.name, numbers, f"{deviation} pays {node.player} at least {least}, the strategy ({action}) "
                                                f"at most {max(value[mover] for value in values)}")
        return _distinct(value for values in kept for value in values)

    def _played(self, node: "Decide | Choose", pieces: Iterable[_Piece],
                numbers: Numbers) -> Iterator[tuple[Any, tuple[Payoffs, ...]]]:
        """Every action that may be played, with what it may lead to."""
        for piece in pieces:
            if isinstance(node, Decide):
                yield piece.action, self.values(node.moves[str(piece.action)], numbers)
                continue
            try:
                action = piece.action(numbers)  # type: ignore[operator]
            except Undefined:
                continue
            if self.is_feasible(node, action, numbers):
                yield action, self.values(node.then, self.after(node, action, numbers))

    def _deviations(self, node: "Decide | Choose", numbers: Numbers, mover: int,
                    played: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """The least that each action may pay the mover, with the action."""
        if isinstance(node, Decide):
            for move, child in node.moves.items():
                yield min(value[mover] for value in self.values(child, numbers)), move
        else:
            for action in self.grid(node, numbers, played):
                try:
                    values = self.values(node.then, self.after(node, action, numbers))
                    yield min(value[mover] for value in values), f"{node.choice.name} = {action}"
                except Beyond:
                    continue

    def after(self, node: Choose, action: Any, numbers: Numbers) -> Numbers:
        place = self.tree.places[node.choice.name]
        return (*numbers[:place], action, *numbers[place + 1:])

    def is_feasible(self, node: Choose, action: Any, numbers: Numbers) -> bool:
        lower, upper = self._ends(node, numbers)
        above, below = sign(action - lower), 1 if upper is None else sign(upper - action)
        return above >= node.lower_open and below >= node.upper_open

    def _ends(self, node: Choose, numbers: Numbers) -> tuple[Any, Any]:
        lower, upper = self.tree.ends[node.name]
        return lower(numbers), None if upper is None else upper(numbers)

    def grid(self, node: Choose, numbers: Numbers, played: Sequence[Any]) -> list[Any]:
        """Feasible numbers: what is played, ends, kinks, numbers beside them, and an even grid."""
        lower, upper = self._ends(node, numbers)
        size = self.tree.size
        kinks = [root for mark in self.tree.marks[node.name] for root in _zeros(mark, numbers)]
        kinks = self.random.sample(kinks, min(len(kinks), size))
        marks = [*played, *self.tried.get(node.name, ()), lower, *(() if upper is None else (upper,)), *kinks]
        beside = [mark + way * gap * _size(mark) for mark in marks for gap in BESIDE for way in (-1, 1)]
        beside = self.random.sample(beside, min(len(beside), size))
        if upper is None:
            even = [lower + far for far in FAR]
        else:
            even = [lower + (upper - lower) * fmpq(step, size) for step in range(1, size)]
        every = dict.fromkeys((*marks, *even, *beside))
        return [value for value in every if self.is_feasible(node, value, numbers)]


def _largest(options: Iterable[tuple[Any, Any]]) -> tuple[Any, Any]:
    """The option that is worth most, among those that can be compared with the first."""
    first, *others = options
    for other in others:
        try:
            first = other if other[0] > first[0] else first
        except Beyond:
            continue
    return first


def _size(mark: Any) -> fmpq:
    return near(abs(float(mark)), 8) or fmpq(1)


def _zeros(coefficients: Sequence[Run], numbers: Numbers) -> list[Any]:
    """The zeros of a polynomial: exact at degree 1, and at degree 2 where they are rational; else close to them."""
    try:
        values = [coefficient(numbers) for coefficient in coefficients]
    except (Undefined, Beyond):
        return []
    if not all(isinstance(value, fmpq) for value in values):
        return []
    while values and values[0] == 0:
        values.pop(0)
    if len(values) == 2:
        return [-values[1] / values[0]]
    if len(values) != 3:
        return []
    a, b, c = values
    square = b * b - 4 * a * c
    if square < 0:
        return []
    root = rational_root(square)
    if root is None:
        root = near(float(square) ** 0.5, 10**6)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def _distinct(values: Iterable[Payoffs]) -> tuple[Payoffs, ...]:
    kept: list[Payoffs] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return tuple(kept)


def _below(node: Node) -> Iterator[Node]:
    """The node and those below it."""
    yield node
    for child in (node.moves.values() if isinstance(node, Decide) else [node.then] if isinstance(node, Choose) else ()):
        yield from _below(child)


def _plays(node: Node, size: int) -> int:
    """How many plays there are when so many numbers are tried at each choice."""
    if isinstance(node, Decide):
        return sum(_plays(child, size) for child in node.moves.values())
    return size * _plays(node.then, size) if isinstance(node, Choose) else 1

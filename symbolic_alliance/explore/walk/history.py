"""Histories at numbers: what has been chosen so far, and which pieces of a policy hold there.

In:  a `PlannedNode` and exact numbers for the parameters and the choices made upstream.
Out: `Position`s, with the pieces that hold at them and the actions that are feasible; signs are exact and remembered.
"""

from dataclasses import dataclass, field

from symbolic_alliance.closed_form import Evaluation, Real, UndefinedForm, compare
from symbolic_alliance.explore.walk.plan import PlannedNode, PlannedPiece
from symbolic_alliance.game.tree import Choose

Move = tuple[str, str | Real]


@dataclass(frozen=True, eq=False)
class PlayedMove:
    """One move of a play: at which node, by which piece, and what."""

    node: PlannedNode
    piece: PlannedPiece
    action: str | Real


@dataclass(frozen=True, eq=False)
class Play:
    """What follows a history: the moves, the outcome's label and the payoffs in players' order."""

    steps: tuple[PlayedMove, ...]
    outcome: str
    payoffs: tuple[Real, ...]


@dataclass(frozen=True, eq=False)
class Assignment:
    """The numbers of a point and of the choices made so far, each choice on top of those before it.

    ``plays`` remembers the plays that start from these numbers.
    """

    run: Evaluation
    chosen: int | None = None
    before: "Assignment | None" = None
    plays: dict[PlannedNode, "Play | NoPlan"] = field(default_factory=dict)

    def choose(self, choice: int, value: Real) -> "Assignment":
        """Add a choice."""
        return Assignment(self.run.moved(choice, value), choice, self)

    def known_to(self, choices: frozenset[int]) -> "Assignment":
        """The shortest beginning that holds each of these choices that has been made."""
        shortest = self
        while shortest.before is not None and shortest.chosen not in choices:
            shortest = shortest.before
        return shortest


@dataclass(frozen=True, eq=False)
class Position:
    """A history: the node it leads to, the numbers, and the moves made."""

    node: PlannedNode
    at: Assignment
    path: tuple[Move, ...] = ()

    def after(self, action: str | Real) -> "Position":
        """The history one move on."""
        path = (*self.path, (self.node.name, action))
        if isinstance(action, str):
            return Position(self.node.moves[action], self.at, path)
        return Position(self.node.then, self.home.choose(self.node.choice, action), path)

    @property
    def home(self) -> Assignment:
        """The numbers that matter from here on."""
        return self.at.known_to(self.node.relevant)

    @property
    def piece(self) -> PlannedPiece | None:
        """The piece that is played: the first that holds."""
        return next((piece for piece in self.node.pieces if depth(piece, self.at) >= 0), None)


class NoPlan(Exception):
    """The strategy names no feasible action at a history."""

    def __init__(self, position: Position, reason: str) -> None:
        super().__init__(reason)
        self.position = position
        self.reason = reason


def action_of(piece: PlannedPiece, at: Assignment) -> str | Real:
    """The action of a piece at these numbers; `UndefinedForm` where its closed form has no value."""
    return at.run.value(piece.action) if isinstance(piece.action, int) else piece.action


def depth(piece: PlannedPiece, at: Assignment) -> int:
    """1 where a case of the piece's region holds strictly, 0 where one holds, else -1."""
    deepest = -1
    for case in piece.cases:
        found = 1
        for slack, strict in case:
            sign = _sign(slack, at)
            found = min(found, -1 if sign == 0 and strict else sign)
            if found <= deepest:
                break
        deepest = max(deepest, found)
        if deepest == 1:
            break
    return deepest


def is_left_out(position: Position) -> bool:
    """Whether the strategy says that it has no plan at a history."""
    return any(depth(region, position.at) >= 0 for region in position.node.left_out)


def _sign(slack: int, at: Assignment) -> int:
    """The sign of a slack; where it has no value it does not hold."""
    try:
        return at.run.sign(slack)
    except UndefinedForm:
        return -1


def is_feasible(position: Position, value: Real) -> bool:
    """Whether a number lies in the interval of the node's choice."""
    node, choose = position.node, position.node.node
    if not isinstance(choose, Choose) or node.lower is None:
        return False
    above = compare(value, position.at.run.value(node.lower))
    if above < 0 or (above == 0 and choose.lower_open):
        return False
    below = -1 if node.upper is None else compare(value, position.at.run.value(node.upper))
    return below < 0 or (below == 0 and not choose.upper_open)

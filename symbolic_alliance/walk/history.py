"""Histories at numbers, and how a strategy plays on from them.

In:  a `PlannedNode` and the numbers chosen so far.
Out: the `Play` that the strategy leads to: path, outcome and exact payoffs.
An edge where several closed pieces of a policy meet is a tie.  Where the mover is indifferent, it is broken for the
player upstream whose real choice led there, the latest first (Simon and Zame 1990: else that choice would have no best
reply), then for the first piece.  A piece that holds the history inside wins over those that touch it with their edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from symbolic_alliance.closed_form import Form, Numbers, Real, UndefinedForm, compare, sign_at, value_at
from symbolic_alliance.game import Choose, Outcome
from symbolic_alliance.walk.plan import PlannedNode, PlannedPiece, Slack

Step = tuple[str, str | Real]


@dataclass(frozen=True, eq=False)
class Play:
    """What follows a history: the moves as ``(node, action)``, the outcome's label and the payoffs in players' order."""

    path: tuple[Step, ...]
    outcome: str
    payoffs: tuple[Real, ...]
    piece: PlannedPiece | None = None


@dataclass(frozen=True, eq=False)
class Assignment:
    """The numbers of a point and of the choices made so far, each choice on top of those before it.

    ``signs`` and ``plays`` remember what has been computed from these numbers.
    """

    numbers: Numbers
    chosen: int | None = None
    before: "Assignment | None" = None
    signs: dict[Slack, int] = field(default_factory=dict)
    plays: dict[tuple[PlannedNode, tuple[int, ...]], "Play | NoPlan"] = field(default_factory=dict)

    def choose(self, choice: int, value: Real) -> "Assignment":
        """Add a choice."""
        values = list(self.numbers.values)
        values[choice] = value
        return Assignment(Numbers(tuple(values)), choice, self)

    def known_to(self, choices: frozenset[int]) -> "Assignment":
        """The shortest beginning that holds each of these choices that has been made."""
        shortest = self
        while shortest.before is not None and shortest.chosen not in choices:
            shortest = shortest.before
        return shortest


@dataclass(frozen=True, eq=False)
class Position:
    """A history: the node it leads to, the numbers, the players who chose them (latest first), and the moves made."""

    node: PlannedNode
    at: Assignment
    choosers: tuple[int, ...] = ()
    path: tuple[Step, ...] = ()

    def after(self, action: str | Real) -> "Position":
        """The history one move on."""
        node = self.node
        path = (*self.path, (node.name, action))
        if isinstance(action, str):
            return Position(node.moves[action], self.at, self.choosers, path)
        choosers = (node.mover, *(player for player in self.choosers if player != node.mover))
        return Position(node.then, self.at.known_to(node.relevant).choose(node.choice, action), choosers, path)

    @property
    def key(self) -> tuple[PlannedNode, tuple[int, ...]]:
        """What, beside the relevant numbers, the continuation depends on."""
        return self.node, self.choosers


class NoPlan(Exception):
    """The strategy names no feasible action at a history."""

    def __init__(self, position: Position, reason: str) -> None:
        super().__init__(reason)
        self.position = position
        self.reason = reason


def play_on(position: Position) -> Play:
    """Play the strategy from a history to an outcome; `NoPlan` where it names no feasible action on the way."""
    home = position.at.known_to(position.node.relevant)
    found = home.plays.get(position.key)
    if found is None:
        try:
            found = _play_on(replace(position, at=home))
        except NoPlan as gap:
            found = gap
        home.plays[position.key] = found
    if isinstance(found, NoPlan):
        raise found
    return found


def _play_on(position: Position) -> Play:
    node, numbers = position.node, position.at.numbers
    if isinstance(node.node, Outcome):
        return Play((), node.node.label, tuple(value_at(payoff, numbers) for payoff in node.payoffs))
    holding = _holding(position)
    plays = list(_plays(position, holding))
    if not plays:
        reason = "the action of the strategy is undefined or outside the interval" if holding else "the strategy has no plan"
        raise NoPlan(position, reason)
    is_edge = depth(holding[0], position.at) == 0
    for player in (node.mover, *position.choosers) if is_edge else position.choosers:
        plays = _preferred(plays, player) if len(plays) > 1 else plays
    return plays[0]


def _holding(position: Position) -> list[PlannedPiece]:
    """The pieces that hold the history inside; where there is none, those that touch it with their edge."""
    depths = [(depth(piece, position.at), piece) for piece in position.node.pieces]
    deepest = max((found for found, _ in depths), default=-1)
    return [piece for found, piece in depths if found == deepest >= 0]


def _plays(position: Position, pieces: Sequence[PlannedPiece]) -> Iterator[Play]:
    """The continuation by each piece whose action is feasible."""
    for piece in pieces:
        try:
            action = action_of(piece, position.at)
        except UndefinedForm:
            continue
        if isinstance(action, str) or is_feasible(position, action):
            then = play_on(position.after(action))
            yield Play(((position.node.name, action), *then.path), then.outcome, then.payoffs, piece)


def _preferred(plays: Sequence[Play], player: int) -> list[Play]:
    """The plays that pay a player most, in their order."""
    best = list(plays[:1])
    for play in plays[1:]:
        order = compare(play.payoffs[player], best[0].payoffs[player])
        if order >= 0:
            best = [*best, play] if order == 0 else [play]
    return best


def action_of(piece: PlannedPiece, at: Assignment) -> str | Real:
    """The action of a piece at these numbers; `UndefinedForm` where its closed form has no value."""
    return value_at(piece.action, at.numbers) if isinstance(piece.action, Form) else piece.action


def depth(piece: PlannedPiece, at: Assignment) -> int:
    """1 where a case of the piece's region holds strictly, 0 where one holds, else -1."""
    deepest = -1
    for case in piece.cases:
        found = 1
        for slack in case:
            found = min(found, _sign(slack, at))
            if found <= deepest:
                break
        deepest = max(deepest, found)
        if deepest == 1:
            break
    return deepest


def _sign(slack: Slack, at: Assignment) -> int:
    """The sign of a slack; where it has no value it does not hold."""
    home = at.known_to(slack.choices)
    if slack not in home.signs:
        try:
            home.signs[slack] = sign_at(slack.form, home.numbers)
        except UndefinedForm:
            home.signs[slack] = -1
    return home.signs[slack]


def is_feasible(position: Position, value: Real) -> bool:
    """Whether a number lies in the interval of the node's choice."""
    node, choose = position.node, position.node.node
    if not isinstance(choose, Choose) or node.lower is None:
        return False
    above = compare(value, value_at(node.lower, position.at.numbers))
    if above < 0 or (above == 0 and choose.lower_open):
        return False
    below = -1 if node.upper is None else compare(value, value_at(node.upper, position.at.numbers))
    return below < 0 or (below == 0 and not choose.upper_open)

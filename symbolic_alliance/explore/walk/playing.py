"""How a strategy plays on from a history: by the first piece of each policy that holds there.

In:  a `Position`.
Out: the `Play` that the strategy leads to: the actions, the outcome and the exact payoffs.
"""

from flint import fmpq

from symbolic_alliance.closed_form import Real, UndefinedForm, compare, mean
from symbolic_alliance.explore.walk.history import NoPlan, Play, PlayedMove, Position, action_of, is_feasible
from symbolic_alliance.explore.walk.plan import PlannedPiece
from symbolic_alliance.game.tree import Lottery, Outcome, joint_outcome


def play_on(position: Position) -> Play:
    """Play the strategy from a history to an outcome; `NoPlan` where it names no feasible action on the way."""
    home = position.home
    found = home.plays.get(position.node)
    if found is None:
        try:
            found = _play_on(Position(position.node, home, position.path))
        except NoPlan as gap:
            found = gap
        home.plays[position.node] = found
    if isinstance(found, NoPlan):
        raise found
    return found


def play_by(position: Position, piece: PlannedPiece) -> Play:
    """Play a piece's action, and the strategy from there on; `NoPlan` where the action is not feasible."""
    try:
        action = action_of(piece, position.at)
    except UndefinedForm:
        raise NoPlan(position, "the planned action has no value") from None
    if not isinstance(action, str) and not is_feasible(position, action):
        raise NoPlan(position, "the planned action is not feasible")
    return play_after(position, piece, action)


def play_after(position: Position, piece: PlannedPiece, action: str | Real) -> Play:
    """Make a move, and play the strategy from there on; `NoPlan` where that has no payoffs."""
    try:
        then = play_on(position.after(action))
    except UndefinedForm:
        raise NoPlan(position, "the payoffs that follow have no value") from None
    return Play((PlayedMove(position.node, piece, action), *then.steps), then.outcome, then.payoffs)


def _play_on(position: Position) -> Play:
    if isinstance(position.node.node, Outcome):
        return Play((), position.node.name, tuple(map(position.at.run.value, position.node.payoffs)))
    if isinstance(position.node.node, Lottery):
        return _expected(position)
    piece = position.piece
    if piece is None:
        raise NoPlan(position, "the strategy has no plan")
    return play_by(position, piece)


def _expected(position: Position) -> Play:
    """What is played after each branch of a lottery, and what that pays on average."""
    try:
        weights = list(map(position.at.run.value, position.node.chances))
    except UndefinedForm:
        raise NoPlan(position, "a probability has no value") from None
    for label, weight in zip(position.node.moves, weights, strict=True):
        if compare(weight, fmpq(0)) < 0:
            raise NoPlan(position, f"the probability of {label} is negative")
    plays = [play_on(position.after(label)) for label in position.node.moves]
    payoffs = tuple(mean(weights, paid) for paid in zip(*(play.payoffs for play in plays), strict=True))
    steps = {step.node: step for play in plays for step in play.steps}
    return Play(tuple(steps.values()), joint_outcome(play.outcome for play in plays), payoffs)

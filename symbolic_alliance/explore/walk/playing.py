"""How a strategy plays on from a history.

In:  a `Position`.
Out: the `Play` that the strategy leads to: the actions, the outcome and the exact payoffs.
1. a piece that holds the history inside is played, before those that only touch it with their edge;
2. where pieces meet at an edge that a real choice upstream has led to, the history stands for the limit of its sides:
   the choice is moved a little to each side, the play there is replayed at the exact numbers, and the side is taken
   that the chooser prefers, then that the earlier choosers prefer (Simon and Zame 1990: ties are broken so that every
   choice upstream has a best reply);
3. at an edge that the parameters alone lead to, a walk starts beside it (`start_beside`); where it does not, the mover's
   preferred piece is played, then the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import frexp

from flint import fmpq

from symbolic_alliance.closed_form import Real, UndefinedForm, ball, compare, shifted
from symbolic_alliance.explore.walk.history import NoPlan, Play, PlayedMove, Position, action_of, depth, is_feasible
from symbolic_alliance.explore.walk.plan import PlannedPiece
from symbolic_alliance.game.tree import Outcome

BITS_ASIDE = 200  # far nearer than a point beside an edge is to the point (`start.ASIDE`)


def play_on(position: Position) -> Play:
    """Play the strategy from a history to an outcome; `NoPlan` where it names no feasible action on the way."""
    home = position.home
    found = home.plays.get(position.key)
    if found is None:
        try:
            found = _play_on(Position(position.node, home, position.choosers, position.path))
        except NoPlan as gap:
            found = gap
        home.plays[position.key] = found
    if isinstance(found, NoPlan):
        raise found
    return found


def settle(position: Position, value: Real) -> tuple[Position, Play]:
    """Make a real choice and play on; at an edge, by the side that the chooser prefers.

    Returns the play at the exact numbers, and the history that it is the limit of (the exact one off the edges).
    """
    exact = position.after(value)
    try:
        play = play_on(exact)
    except NoPlan as gap:
        options = list(_sides(position, value, exact))
        if not options:
            raise gap from None
    else:
        options = list(_sides(position, value, exact)) if play.is_edge else []
        if not options:
            return exact, play
    for player in (position.node.mover, *position.choosers):
        options = _preferred(options, player)
    return min(options, key=lambda option: [step.node.pieces.index(step.piece) for step in option[1].steps])


def plays_by(position: Position, pieces: Sequence[PlannedPiece]) -> Iterator[Play]:
    """The continuation by each piece whose action is feasible."""
    for piece in pieces:
        try:
            action = action_of(piece, position.at)
        except UndefinedForm:
            continue
        if isinstance(action, str):
            then = play_on(position.after(action))
        elif is_feasible(position, action):
            _, then = settle(position, action)
        else:
            continue
        yield Play((PlayedMove(position.node, piece, action), *then.steps), then.outcome, then.payoffs, then.is_edge)


def replay(play: Play, position: Position) -> Play | None:
    """Play the same pieces at other numbers; None where an action is not feasible there."""
    steps = []
    for step in play.steps:
        try:
            action = action_of(step.piece, position.at)
        except UndefinedForm:
            return None
        if not isinstance(action, str) and not is_feasible(position, action):
            return None
        steps.append(PlayedMove(step.node, step.piece, action))
        position = position.after(action)
    return Play(tuple(steps), play.outcome, _payoffs(position), play.is_edge)


def _play_on(position: Position) -> Play:
    if isinstance(position.node.node, Outcome):
        return Play((), position.node.name, _payoffs(position))
    depths = [(depth(piece, position.at), piece) for piece in position.node.pieces]
    deepest = max((found for found, _ in depths), default=-1)
    holding = [piece for found, piece in depths if found == deepest >= 0]
    options = [(position, play) for play in plays_by(position, holding)]
    if not options:
        raise NoPlan(position, "the strategy has no plan" if deepest < 0 else "the planned action is not feasible")
    if deepest == 0:
        options = _preferred(options, position.node.mover)
    return replace(options[0][1], is_edge=True) if deepest == 0 and len(holding) > 1 else options[0][1]


def _sides(position: Position, value: Real, exact: Position) -> Iterator[tuple[Position, Play]]:
    """The histories just beside a choice, each with its play, replayed at the exact choice."""
    unit = fmpq(2) ** (frexp(float(ball(value)))[1] - BITS_ASIDE)
    for near in (shifted(value, -unit), shifted(value, unit)):
        if is_feasible(position, near):
            aside = position.after(near, value)
            try:
                play = replay(play_on(aside), exact)
            except NoPlan:
                continue
            if play is not None:
                yield aside, play


def _preferred(options: Sequence[tuple[Position, Play]], player: int) -> list[tuple[Position, Play]]:
    """The options that pay a player most, in their order."""
    best = list(options[:1])
    for option in options[1:]:
        order = compare(option[1].payoffs[player], best[0][1].payoffs[player])
        if order >= 0:
            best = [*best, option] if order == 0 else [option]
    return best


def _payoffs(position: Position) -> tuple[Real, ...]:
    return tuple(map(position.at.run.value, position.node.payoffs))

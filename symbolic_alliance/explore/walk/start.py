"""Where a walk starts: a point's numbers at the root, and the history that the caller asks for.

In:  a `CompiledPlan`, a parameter point, a history of ``(node, action)`` from the root.
Out: a `Position`, or the `Walk` that the strategy makes from there.
Raises `RequestError` for a point or a history that does not fit the game.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

from flint import ctx, fmpq

from symbolic_alliance.closed_form import WORKING_DIGITS, Evaluation, Exact, Real, Surd, UndefinedForm, number, plain
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.walk.history import Assignment, Move, NoPlan, Play, Position, is_feasible
from symbolic_alliance.explore.walk.plan import CompiledPlan, compile_plan
from symbolic_alliance.explore.walk.playing import play_on, replay, settle
from symbolic_alliance.game.equilibrium import Strategy
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Decide, Game, Outcome

Action: TypeAlias = str | Exact
ASIDE = fmpq(1, 2**80)  # how far beside a point, in thousandths up to about one
SIDES = 200


@dataclass(frozen=True)
class Walk:
    """A play of a strategy at numbers: the moves from the history on, the outcome's label, the payoffs by player."""

    path: tuple[tuple[str, Action], ...]
    outcome: str
    payoffs: Mapping[str, Exact] = field(hash=False)


def play(game: Game, strategy: Strategy, point: Mapping[str, Any], history: Sequence[tuple[str, Any]] = ()) -> Walk:
    """Play a strategy through the tree at numbers, from the root or from a history of ``(node, action)``.

    Raises `RequestError` where the point or the history does not fit the game, or the strategy has no plan there.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Choice, Choose, Game, Outcome, Parameter, Parameters
    >>> from symbolic_alliance.game.equilibrium import EVERYWHERE, Piece, Policy, Strategy
    >>> k, m = sp.symbols("k m", real=True)
    >>> contest = Game("contest", "A contest", ("state",), Parameters(
    ...     (Parameter("k", "k", "a unit's cost"),), (Assumption("costly", (k > 0, k < 1), "costs"),), {"k": "1/2"}),
    ...     Choose("arms", "state", Choice("m", "m", "units"), 0, None, Outcome("won", {"state": m / (m + 1) - k * m})))
    >>> arming = Strategy((Policy("arms", "state", (Piece(EVERYWHERE, 1 / sp.sqrt(k) - 1),)),))
    >>> play(contest, arming, {"k": "1/4"})
    Walk(path=(('arms', Fraction(1, 1)),), outcome='won', payoffs={'state': Fraction(1, 4)})
    >>> play(contest, arming, {"k": "1/4"}, history=[("arms", 2)]).payoffs
    {'state': Fraction(1, 6)}
    """
    plan = compile_plan(game, strategy, with_kinks=False)
    with ctx.workdps(WORKING_DIGITS):
        try:
            found = _play_after(start(plan, point), history)
        except NoPlan as gap:
            node = gap.position.node.name
            raise RequestError(f"node {node}, after {written(gap.position.path)}: {gap.reason}") from None
        payoffs = dict(zip(game.players, map(plain, found.payoffs), strict=True))
        return Walk(plain_moves((step.node.name, step.action) for step in found.steps), found.outcome, payoffs)


def start(plan: CompiledPlan, point: Mapping[str, Any]) -> Position:
    """The root at a parameter point; `RequestError` where the point violates an assumption."""
    parameters = plan.game.parameters
    point = {name: exact(value, name) for name, value in point.items()}
    if any(name not in point for name in parameters.names) or len(point) > len(parameters.names):
        parameters.require(point)
    run = Evaluation(plan.program, [number(point[name]) if name in point else None for name in plan.program.names])
    if not run.holds(plan.assumptions):
        parameters.require(point)
    return Position(plan.root, Assignment(run))


def start_beside(root: Position, plan: CompiledPlan, random: Random) -> Position:
    """A root just beside a point that lies on an edge, on one side of every edge, with the point's own root beside it.

    One side of the parameters for all nodes: what is played there is an equilibrium whose limit is played at the point.
    Where no side is found at which the assumptions hold strictly, and off the edges, the root as it is.
    """
    run = root.at.run
    if not any(_is_zero(run, edge) for edge in plan.edges):
        return root
    count = len(plan.game.parameters.names)
    for _ in range(SIDES):
        moved = [value + fmpq(random.randint(-999, 999), 1000) * ASIDE for value in run.numbers[:count]]
        beside = Evaluation(plan.program, [*moved, *run.numbers[count:]])
        if all(beside.sign(slack) > 0 for slack, _ in plan.assumptions):
            return Position(plan.root, Assignment(beside), exactly=root)
    return root


def _is_zero(run: Evaluation, place: int) -> bool:
    try:
        return run.sign(place) == 0
    except UndefinedForm:
        return False


def _play_after(exactly: Position, history: Sequence[tuple[str, Any]]) -> Play:
    """Make the moves of a history and play on; on an edge, as the limit of the side that `settle` finds."""
    aside = exactly
    for name, action in history:
        move = _checked(exactly, name, action)
        aside = aside.after(move) if isinstance(move, str) else settle(aside, move)[0]
        exactly = exactly.after(move)
    play = play_on(aside)
    return replay(play, exactly) or play


def _checked(position: Position, name: str, action: Any) -> str | Real:
    node = position.node.node
    if isinstance(node, Outcome) or node.name != name:
        raise RequestError(f"the history names node {name} where the tree is at {position.node.name}")
    if isinstance(node, Decide):
        if action not in node.moves:
            raise RequestError(f"node {name} has no move {action!r}; its moves are {', '.join(node.moves)}")
        return str(action)
    value = action if isinstance(action, Surd) else number(exact(action, node.choice.name))
    if not is_feasible(position, value):
        raise RequestError(f"node {name}: {node.choice.name} = {action} is outside the interval")
    return value


def plain_moves(path: Iterable[Move]) -> tuple[tuple[str, Action], ...]:
    """The moves with exact numbers as a caller wants them."""
    return tuple((node, action if isinstance(action, str) else plain(action)) for node, action in path)


def written(path: Iterable[Move]) -> str:
    """The moves in words, for a message."""
    return ", ".join(f"{node}: {action}" for node, action in plain_moves(path)) or "no move"

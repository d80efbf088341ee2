"""Where a walk starts: a point's numbers at the root, and the history that the caller asks for.

In:  a `CompiledPlan`, a parameter point, a history of ``(node, action)`` from the root.
Out: a `Position`, or the `Walk` that the strategy makes from there.
Raises `RequestError` for a point or a history that does not fit the game.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flint import ctx

from symbolic_alliance.closed_form import WORKING_DIGITS, Evaluation, Exact, Real, Surd, number, plain
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.walk.history import Assignment, Move, NoPlan, Play, Position, is_feasible
from symbolic_alliance.explore.walk.plan import CompiledPlan, compile_plan
from symbolic_alliance.explore.walk.playing import play_on
from symbolic_alliance.game.equilibrium import Strategy
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Decide, Game, Lottery, Outcome

Action: TypeAlias = str | Exact


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


def _play_after(position: Position, history: Sequence[tuple[str, Any]]) -> Play:
    """Make the moves of a history and play on."""
    for name, action in history:
        position = position.after(_checked(position, name, action))
    return play_on(position)


def _checked(position: Position, name: str, action: Any) -> str | Real:
    node = position.node.node
    if isinstance(node, Outcome) or node.name != name:
        raise RequestError(f"the history names node {name} where the tree is at {position.node.name}")
    if isinstance(node, (Decide, Lottery)):
        known = node.moves if isinstance(node, Decide) else node.branches
        if action not in known:
            what = "node {} has no move {!r}; its moves are {}" if isinstance(node, Decide) else \
                "lottery {} has no branch {!r}; its branches are {}"
            raise RequestError(what.format(name, action, ", ".join(known)))
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

"""Check a strategy against the tree at numbers: no one-shot deviation may pay, at any history that is tried.

In:  a `Game`, a `Strategy` for it and exact parameter points.
Out: the `Disagreement`s found; none where the strategy is subgame perfect at every history that was tried.
It reads the tree and the strategy, and nothing of how the strategy was found.
1. at each point, visit histories from the root down, real choices taken from a grid (`walk.grid`);
2. at each history play on by the strategy, by the first piece that holds (`walk.playing`), and so after each other action;
3. compare the mover's payoffs exactly (the one-shot deviation principle: Hendon, Jacobsen and Sloth 1996);
4. compare the payoffs that pieces and regimes claim with those of the walk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from typing import Any

from flint import ctx

from symbolic_alliance.closed_form import WORKING_DIGITS, Exact, Real, UndefinedForm, compare, exact, plain
from symbolic_alliance.explore.walk.grid import Effort, grid
from symbolic_alliance.explore.walk.history import NoPlan, Play, Position, depth, is_left_out
from symbolic_alliance.explore.walk.plan import CompiledPlan, PlannedPiece, compile_plan
from symbolic_alliance.explore.walk.playing import play_by, play_on
from symbolic_alliance.explore.walk.start import Action, plain_moves, start
from symbolic_alliance.game.equilibrium import Regime, Strategy
from symbolic_alliance.game.tree import Decide, Game, Lottery, Outcome

DEFAULT_EFFORT = Effort()


@dataclass(frozen=True)
class Disagreement:
    """A place where a strategy and the tree disagree.

    Where a deviation pays, ``payoff`` is what the strategy gives the player there and ``gain`` what the deviation adds
    to it; elsewhere ``reason`` says what is wrong, and these are None.
    """

    point: Mapping[str, Fraction] = field(hash=False)
    history: tuple[tuple[str, Action], ...]
    node: str
    player: str
    reason: str
    payoff: Exact | None = None
    deviation: Action | None = None
    gain: Exact | None = None

    def __str__(self) -> str:
        point = ", ".join(f"{name} = {value}" for name, value in self.point.items())
        moves = ", ".join(f"{node}: {action}" for node, action in self.history)
        gain = "" if self.gain is None else f" ({self.deviation} gains {self.gain} on {self.payoff})"
        return f"at {point}{' after ' if moves else ''}{moves}: {self.node} ({self.player}): {self.reason}{gain}"


def disagreements(game: Game, strategy: Strategy, points: Iterable[Mapping[str, Any]], *,
                  regimes: Sequence[Regime] = (), effort: Effort = DEFAULT_EFFORT, seed: int = 0) -> list[Disagreement]:
    """List where a strategy disagrees with the tree at these points: a deviation that pays, a gap, a wrong payoff.

    At each history at most one deviation is listed, the most profitable.  Raises `RequestError` where a point violates
    an assumption or the strategy does not fit the tree.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Decide, Outcome, Parameter, Parameters
    >>> from symbolic_alliance.game.equilibrium import Piece, Policy, Region
    >>> c = sp.Symbol("c", real=True)
    >>> threat = Game("threat", "A threat", ("rival",), Parameters(
    ...     (Parameter("c", "c", "the cost of war"),), (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2}),
    ...     Decide("attack", "rival", {"hold": Outcome("bluff", {"rival": 0}),
    ...                                "strike": Outcome("war", {"rival": 1 - c})}))
    >>> def striking_below(cutoff):
    ...     return Strategy((Policy("attack", "rival", (
    ...         Piece(Region(((c - cutoff,),)), "hold"), Piece(Region(((cutoff - c,),)), "strike"))),))
    >>> points = [{"c": "1/2"}, {"c": 1}, {"c": "7/4"}]
    >>> disagreements(threat, striking_below(1), points)
    []
    >>> print(*disagreements(threat, striking_below(2), points), sep="\\n")
    at c = 7/4: attack (rival): a deviation pays (hold gains 3/4 on -3/4)
    """
    plan = compile_plan(game, strategy, regimes)
    found: list[Disagreement] = []
    with ctx.workdps(WORKING_DIGITS):
        for place, point in enumerate(points):
            random = Random(f"{seed}:{place}")
            found += _Check(plan, point, random, effort).run(start(plan, point))
    return found


@dataclass(frozen=True, eq=False)
class Option:
    """An action that is tried at a history: the history after it, and the play from there."""

    action: str | Real
    after: Position
    play: Play


@dataclass(frozen=True)
class _Check:
    """The check of one parameter point; ``visited`` holds the subgames that have been seen."""

    plan: CompiledPlan
    point: Mapping[str, Any]
    random: Random
    effort: Effort
    visited: set[object] = field(default_factory=set)

    def run(self, root: Position) -> Iterator[Disagreement]:
        yield from self.visit(root)
        yield from self.regimes(root)

    def visit(self, position: Position) -> Iterator[Disagreement]:
        """Check a history and those further down that are followed, each subgame once."""
        node = position.node.node
        if isinstance(node, Outcome) or is_left_out(position) or not self._is_new((position.home, position.node)):
            return
        if isinstance(node, Lottery):
            yield from self.lottery(position, node)
            return
        try:
            own = play_on(position)
            options = list(self._options(position, own))
        except NoPlan as gap:
            if not is_left_out(gap.position) and self._is_new(gap):
                yield self.at(gap.position, gap.reason)
            return
        yield from self.history(position, own, options)
        followed = options if isinstance(node, Decide) and node.divides is None else self._sampled(options)
        for option in followed:
            yield from self.visit(option.after)

    def lottery(self, position: Position, node: Lottery) -> Iterator[Disagreement]:
        """Check that the probabilities are some, then each branch."""
        try:
            play_on(position)
        except NoPlan as gap:
            if gap.position.node is position.node and self._is_new(gap):
                yield self.at(position, gap.reason)
        for label in node.branches:
            yield from self.visit(position.after(label))

    def history(self, position: Position, own: Play, options: Sequence[Option]) -> Iterator[Disagreement]:
        """Check one history: what is played against everything else that was tried, then what the plan claims."""
        mover, best = position.node.mover, None
        most = own.payoffs[mover]
        for option in options:
            if compare(option.play.payoffs[mover], most) > 0:
                best, most = option, option.play.payoffs[mover]
        if best is not None:
            payoff = exact(own.payoffs[mover])
            yield replace(self.at(position, "a deviation pays"), payoff=plain(payoff), gain=plain(exact(most) - payoff),
                          deviation=best.action if isinstance(best.action, str) else plain(best.action))
        yield from self.claims(position, own)

    def claims(self, position: Position, own: Play) -> Iterator[Disagreement]:
        """Check that the plan is one plan, and that its piece pays what it claims."""
        inside = [piece for piece in position.node.pieces if depth(piece, position.at) == 1]
        if len(inside) > 1 and not all(_pays_the_same(position, piece, own) for piece in inside):
            yield self.at(position, "pieces of the strategy overlap and disagree")
        piece = position.piece
        if piece is not None and not _keeps_its_word(piece, own, position):
            yield self.at(position, "the payoffs or the outcome that the strategy claims are not those of the play")

    def regimes(self, root: Position) -> Iterator[Disagreement]:
        """Check that the first regime that contains the point has the payoffs and the outcome of the play."""
        holding = [regime for regime in self.plan.regimes if depth(regime, root.at) >= 0]
        try:
            own = play_on(root)
        except NoPlan:
            return
        if self.plan.regimes and not holding and not is_left_out(root):
            yield self.at(root, "no regime contains the point")
        elif holding and not _keeps_its_word(holding[0], own, root):
            yield self.at(root, f"the payoffs or the outcome of regime {holding[0].action} are not those of the play")

    def at(self, position: Position, reason: str) -> Disagreement:
        node = position.node
        player = "chance" if isinstance(node.node, Lottery) else self.plan.game.players[node.mover]
        return Disagreement(self.point, plain_moves(position.path), node.name, player, reason)

    def _options(self, position: Position, own: Play) -> Iterator[Option]:
        """The actions that are tried, what the strategy plays first where it is a number."""
        played = own.steps[0].action
        if isinstance(played, str):
            for move in position.node.moves:
                after = position.after(move)
                if after.node.is_part:
                    yield from self._numbers(after, own.steps[1].action if move == played else None)
                else:
                    yield self._option(position, move)
        else:
            yield from self._numbers(position, played)

    def _numbers(self, position: Position, played: str | Real | None) -> Iterator[Option]:
        """The numbers that are tried at a choice, what is played first."""
        for value in grid(position, None if isinstance(played, str) else played, self.random, self.effort):
            yield self._option(position, value)

    def _option(self, position: Position, action: str | Real) -> Option:
        after = position.after(action)
        try:
            return Option(action, after, play_on(after))
        except UndefinedForm:
            raise NoPlan(position, f"the payoffs after {action if isinstance(action, str) else plain(action)} have no value"
                         ) from None

    def _sampled(self, options: Sequence[Option]) -> list[Option]:
        """What the strategy plays, and some others at random."""
        others = self.random.sample(options[1:], min(self.effort.histories, max(0, len(options) - 1)))
        return [*options[:1], *others]

    def _is_new(self, key: object) -> bool:
        if key in self.visited:
            return False
        self.visited.add(key)
        return True


def _pays_the_same(position: Position, piece: PlannedPiece, other: Play) -> bool:
    try:
        payoffs = play_by(position, piece).payoffs
    except NoPlan:
        return False
    return all(compare(one, two) == 0 for one, two in zip(payoffs, other.payoffs, strict=True))


def _keeps_its_word(piece: PlannedPiece, play: Play, position: Position) -> bool:
    """Whether a play has the payoffs and, but on an edge of the piece, the outcome that it claims, where it claims any."""
    try:
        claimed = list(map(position.at.run.value, piece.payoffs))
    except UndefinedForm:
        return False
    if piece.outcome not in ("", play.outcome) and depth(piece, position.at) > 0:
        return False
    return all(compare(one, other) == 0 for one, other in zip(claimed, play.payoffs, strict=bool(claimed)))

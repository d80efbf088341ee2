"""Solve a game: from its tree and payoffs to its complete subgame-perfect equilibrium in closed form.

In:  a `Game`.
Out: an `Equilibrium`: every node's policy, the regimes on the path, the cutoffs, the ties, and what is left unsolved.
Open `backward.py` first.
This is untrusted search: `claims.obligations.verify` states and settles what makes the result *the* equilibrium.

1. carry the game into coordinates (units set to 1, roots of parameters as coordinates): `algebra.game_chart`;
2. backward induction, a tournament at every node: `solver.backward`, `solver.tournament`, `solver.candidates`;
3. carry the winners back to the author's parameters: `solver.closed_forms`, each with the edges that it has:
   `solver.edge_owners`; put them in order: `algebra.piece_order`;
4. read the cutoffs off the regimes' boundaries: `solver.cutoffs`.
"""

from collections.abc import Sequence
from dataclasses import replace

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.division import divide
from symbolic_alliance.algebra.node_plans import strategy_arena
from symbolic_alliance.algebra.piece_order import order_pieces
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.algebra.well_posed import require_well_posed
from symbolic_alliance.errors import ModelError, Progress, UnsupportedError
from symbolic_alliance.game.equilibrium import EVERYWHERE, Cutoff, Equilibrium, Strategy, Unsolved
from symbolic_alliance.game.tree import Decide, Game, Lottery, Outcome, children
from symbolic_alliance.solver.backward import Solved, backward_induction
from symbolic_alliance.solver.candidates import NeedsRootError
from symbolic_alliance.solver.closed_forms import PrintedRegions, regimes, strategy, ties
from symbolic_alliance.solver.cutoffs import cutoffs

__all__ = ["solve"]


def solve(game: Game, progress: Progress = lambda text: None) -> Equilibrium:
    """Return the complete subgame-perfect equilibrium of a game; ``progress`` is told each node as its turn comes.

    Raises `ModelError` where nobody moves, the ends of an interval may cross, or the assumptions leave no open set.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Decide, Game, Outcome, Parameter, Parameters
    >>> c = sp.Symbol("c", real=True)
    >>> fight = Decide("attack", "rival", {"hold": Outcome("bluff", {"rival": 0, "state": 0}),
    ...                                    "strike": Outcome("war", {"rival": 1 - c, "state": -1})})
    >>> game = Game("threat", "A threat", ("rival", "state"), Parameters(
    ...     (Parameter("c", "c", "the rival's cost of war"),), (Assumption("costly", (c > 0,), "war is costly"),),
    ...     {"c": 2}), fight, ("c",))
    >>> [(cutoff.name, cutoff.cases[0].expression) for cutoff in solve(game).cutoffs]
    [('c_war_to_bluff', 1)]
    """
    if isinstance(game.root, Outcome):
        raise ModelError(f"the game {game.name} starts with an outcome: nobody moves in it")
    if isinstance(game.root, Lottery):
        return _after_chance(game, game.root, progress)
    try:
        game = divide(game)
    except UnsupportedError as reason:
        require_well_posed(game)
        return _nothing(game, reason)
    require_well_posed(game)
    rooted: tuple[str, ...] = ()
    while True:
        try:
            arena = Arena(game, rooted)
            return _equilibrium(arena, backward_induction(arena, progress), progress)
        except NeedsRootError as needed:
            rooted = (*rooted, needed.parameter)


def _after_chance(game: Game, lottery: Lottery, progress: Progress) -> Equilibrium:
    """Solve a game that starts with a lottery as if somebody had one move before it, and take that move away again."""
    first = Decide(f"before_{lottery.name}", game.players[0], {"on": lottery})
    found = solve(replace(game, root=first), progress)
    root, = children(found.game.root)
    return replace(
        found, game=replace(found.game, root=root),
        strategy=Strategy(tuple(policy for policy in found.strategy.policies if policy.node != first.name)),
        regimes=tuple(replace(regime, path=regime.path[1:]) for regime in found.in_order),
        ties=tuple(tie for tie in found.ties if tie.node != first.name),
        unsolved=tuple(replace(place, node=game.name) if place.node == first.name else place for place in found.unsolved))


def _nothing(game: Game, reason: UnsupportedError) -> Equilibrium:
    """Nothing is solved, for a reason."""
    return Equilibrium(game, Strategy(()), (), unsolved=(Unsolved(game.name, EVERYWHERE, str(reason)),))


def _equilibrium(arena: Arena, solved: Sequence[Solved], progress: Progress) -> Equilibrium:
    printed = PrintedRegions(Translator(arena), solved)
    missing: list[Unsolved] = list(printed.unsolved)
    plans, found_ties = strategy(printed, solved), ties(printed, solved)
    try:
        plans = order_pieces(strategy_arena(arena.game, plans), plans)
    except UnsupportedError as reason:
        return _nothing(arena.game, reason)
    named = regimes(printed, solved[-1])
    found: list[Cutoff] = []
    for parameter in arena.game.cutoff_parameters:
        progress(f"cutoffs in {parameter}")
        closed, without = cutoffs(arena, named, parameter)
        found += closed
        missing += without
    return Equilibrium(arena.game, plans, tuple(one.regime for one in named), tuple(found), found_ties, tuple(missing))

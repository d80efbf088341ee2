"""The words in which an entry of the arena writes a small game, and a strategy for it, in ten lines."""

from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Decide,
    Game,
    Lottery,
    Outcome,
    Parameter,
    Parameters,
    Policy,
    Strategy,
)
from symbolic_alliance.game.tree import children
from tests.games import symbols
from tests.known_solutions import piece

__all__ = ["choose", "decide", "game", "lottery", "pays", "piece", "strategy", "symbols"]

Node = Decide | Choose | Lottery | Outcome


def pays(label: str, **payoffs: sp.Expr | int) -> Outcome:
    """An outcome and what it pays each player."""
    return Outcome(label, payoffs)


def decide(name: str, player: str, **moves: Node) -> Decide:
    """A node with labelled moves."""
    return Decide(name, player, moves)


def lottery(name: str, **branches: tuple[sp.Expr | int, Node]) -> Lottery:
    """A node at which chance moves: for each branch its probability and what follows."""
    return Lottery(name, branches)


def choose(symbol: sp.Symbol, player: str, lower: sp.Expr | int, upper: sp.Expr | int | None, then: Node,
           **ends: bool) -> Choose:
    """A node ``choose_x`` at which the number x is chosen."""
    return Choose(f"choose_{symbol}", player, Choice(str(symbol), str(symbol), "a choice"), lower, upper, then, **ends)


def game(root: Node, *given: Relational, **witness: int | str) -> Game:
    """A game under these assumptions; the witness names its parameters, its outcomes the players."""
    first = root
    while not isinstance(first, Outcome):
        first = children(first)[0]
    assumed = (Assumption("given", given, "as given"),) if given else ()
    declared = tuple(Parameter(name, name, "a number") for name in witness)
    return Game("entry", "An entry of the arena", tuple(first.payoffs), Parameters(declared, assumed, witness), root)


def strategy(game: Game, **plans: Any) -> Strategy:
    """A strategy: for each node its pieces, or an action that is taken everywhere."""
    return Strategy(tuple(Policy(node, game.node(node).player, plan if isinstance(plan, tuple) else (piece(plan),))
                          for node, plan in plans.items()))

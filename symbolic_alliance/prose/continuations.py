"""What follows a mover's choices: the regions, and what the mover gets on each, read off the policies below."""

from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.equilibrium import EVERYWHERE, Equilibrium
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game import Choose, Decide, Node, Outcome
from symbolic_alliance.prose.ground import Slacks


@dataclass(frozen=True)
class Continuation:
    """On the region, ``move`` (empty at a `Choose`) leads to ``outcome`` and gives the mover ``value``."""

    move: str
    region: tuple[Slacks, ...]
    value: sp.Expr
    payoffs: tuple[sp.Expr, ...]
    outcome: str


def continuations(equilibrium: Equilibrium, node: Decide | Choose) -> tuple[Continuation, ...]:
    """Every continuation of a node, by move; `RequestError` where a policy below does not carry its payoffs."""
    mover = equilibrium.game.players.index(node.player)
    moves = node.moves.items() if isinstance(node, Decide) else (("", node.then),)
    return tuple(found for move, child in moves for found in _follows(equilibrium, move, child, mover))


def _follows(equilibrium: Equilibrium, move: str, child: Node, mover: int) -> tuple[Continuation, ...]:
    if isinstance(child, Outcome):
        payoffs = tuple(child.payoffs[player] for player in equilibrium.game.players)
        return (Continuation(move, EVERYWHERE.cases, payoffs[mover], payoffs, child.label),)
    pieces = equilibrium.strategy[child.name].pieces
    if any(not piece.payoffs for piece in pieces):
        raise RequestError(f"the policy at node {child.name} does not say what it pays: a proof cannot be written from it")
    return tuple(Continuation(move, piece.region.cases, piece.payoffs[mover], piece.payoffs, piece.outcome)
                 for piece in pieces)

"""What follows a mover's choices: the regions, and what the mover gets on each, read off the policies below."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import EVERYWHERE, Equilibrium
from symbolic_alliance.game.tree import Choose, Decide, Node, Outcome


@dataclass(frozen=True)
class Continuation:
    """On the region, ``move`` (empty at a `Choose`) leads to one of the outcomes and gives the mover ``value``."""

    move: str
    region: tuple[Slacks, ...]
    value: sp.Expr
    outcomes: tuple[str, ...]


def continuations(equilibrium: Equilibrium, node: Decide | Choose,
                  is_same: Callable[[sp.Expr, sp.Expr], bool]) -> tuple[Continuation, ...]:
    """Every continuation of a node, by move and by what it gives the mover.

    `RequestError` where a policy below does not carry its payoffs.
    """
    mover = equilibrium.game.players.index(node.player)
    moves = node.moves.items() if isinstance(node, Decide) else (("", node.then),)
    return tuple(found for move, child in moves for found in _join(_follows(equilibrium, move, child, mover), is_same))


def _follows(equilibrium: Equilibrium, move: str, child: Node, mover: int) -> tuple[Continuation, ...]:
    if isinstance(child, Outcome):
        return (Continuation(move, EVERYWHERE.cases, child.payoffs[equilibrium.game.players[mover]], (child.label,)),)
    pieces = equilibrium.strategy[child.name].pieces
    if any(not piece.payoffs for piece in pieces):
        raise RequestError(f"the policy at node {child.name} does not say what it pays: a proof cannot be written from it")
    return tuple(Continuation(move, piece.region.cases, piece.payoffs[mover], (piece.outcome,)) for piece in pieces)


def _join(parts: Iterable[Continuation], is_same: Callable[[sp.Expr, sp.Expr], bool]) -> list[Continuation]:
    """Continuations that give the mover the same become one."""
    found: list[Continuation] = []
    for part in parts:
        place = next((place for place, other in enumerate(found) if is_same(part.value, other.value)), len(found))
        before = found[place:place + 1]
        found[place:place + 1] = [replace(one, region=(*one.region, *part.region), outcomes=tuple(
            dict.fromkeys((*one.outcomes, *part.outcomes)))) for one in before] or [part]
    return found

"""What follows a mover's choices: the regions, and what the mover gets on each, read off the policies below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.game.tree import Decide, Lottery, Mover, Node
from symbolic_alliance.game.what_follows import what_follows


@dataclass(frozen=True)
class Continuation:
    """On the region, ``move`` (empty at a `Choose`) leads to one of the outcomes and gives the mover ``value``."""

    move: str
    region: tuple[Slacks, ...]
    value: sp.Expr
    outcomes: tuple[str, ...]


def continuations(context: Context, node: Mover) -> tuple[Continuation, ...]:
    """Every continuation of a node, by move and by what it gives the mover.

    `RequestError` where a policy below does not carry its payoffs.
    """
    mover = context.equilibrium.game.players.index(node.player)
    moves = node.moves.items() if isinstance(node, Decide) else (("", node.then),)
    return tuple(found for move, child in moves for found in _join(context, _follows(context, move, child, mover)))


def _follows(context: Context, move: str, child: Node, mover: int) -> Iterator[Continuation]:
    """What is played after a move; of what chance may lead to only what can hold together."""
    for one in what_follows(context.equilibrium, child):
        cases = tuple(context.logic.meet(one.region.cases)) if isinstance(child, Lottery) else one.region.cases
        if cases:
            yield Continuation(move, cases, one.payoffs[mover], (one.outcome,))


def _join(context: Context, parts: Iterable[Continuation]) -> list[Continuation]:
    """Continuations that give the mover the same become one."""
    found: list[Continuation] = []
    for part in parts:
        place = next((place for place, other in enumerate(found) if context.style.is_same(part.value, other.value)),
                     len(found))
        before = found[place:place + 1]
        found[place:place + 1] = [replace(one, region=(*one.region, *part.region), outcomes=tuple(
            dict.fromkeys((*one.outcomes, *part.outcomes)))) for one in before] or [part]
    return found

"""The author's tree beside the tree that a strategy is for, in which a choice may be divided into parts.

In:  a game as its author wrote it, and the game that it is solved as: where a payoff jumps in a choice, a part comes first.
Out: `Place`s, which are the same history in both; payoffs are read in the author's tree, plans in the other one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import sympy as sp

from symbolic_alliance import Choose, Decide, Game, Lottery, Node


class Place(NamedTuple):
    """A node of the author's tree, and the node of the planned tree at the same history.

    Where a part of a choice has been picked and its number has not, ``node`` is still the author's choice.
    """

    node: Node
    plan: Node


@dataclass(frozen=True)
class Way:
    """How a planned node is reached: where it is in both trees, and the author's choices above it in the planned ones."""

    place: Place
    above: tuple[sp.Symbol, ...] = ()
    choices: tuple[tuple[str, sp.Expr], ...] = ()


def ways(game: Game, planned: Game) -> Mapping[str, Way]:
    """The way to every mover's node of the planned game, by its name; the first one where there are several."""
    found: dict[str, Way] = {}
    for way in _visit(Way(Place(game.root, planned.root))):
        if isinstance(way.place.plan, (Decide, Choose)):
            found.setdefault(way.place.plan.name, way)
    return found


def _visit(way: Way) -> Iterator[Way]:
    yield way
    node, plan = way.place
    if isinstance(plan, Choose) and isinstance(node, Choose):
        symbol = plan.choice.symbol
        yield from _visit(Way(Place(node.then, plan.then), (*way.above, symbol), (*way.choices, (node.choice.name, symbol))))
    elif isinstance(plan, Lottery) and isinstance(node, Lottery):
        for branch, (_, child) in plan.branches.items():
            yield from _visit(Way(Place(node.branches[branch][1], child), way.above, way.choices))
    elif isinstance(plan, Decide) and isinstance(node, Decide):
        for move, child in plan.moves.items():
            yield from _visit(Way(Place(node.moves[move], child), way.above, way.choices))
    elif isinstance(plan, Decide) and isinstance(node, Choose):
        for move, child in plan.moves.items():
            number = plan.fixed.get(move)
            if number is None:
                yield from _visit(Way(Place(node, child), way.above, way.choices))
            else:
                yield from _visit(Way(Place(node.then, child), way.above, (*way.choices, (node.choice.name, number))))


def movers(game: Game) -> list[Decide | Choose]:
    """The nodes at which somebody moves."""
    return list(game.movers)

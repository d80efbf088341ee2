"""Backward induction over the tree: a tournament at every mover's node, children first."""

from collections.abc import Sequence
from dataclasses import dataclass

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, after_moves, chance_cells, merge, unknown
from symbolic_alliance.errors import Progress, UnsupportedError
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Node, Outcome, histories, parts_of
from symbolic_alliance.solver.candidates import candidates
from symbolic_alliance.solver.settle import Standing
from symbolic_alliance.solver.tournament import tournament


@dataclass(frozen=True)
class Solved:
    """One node's tournament: its candidates and what came of them."""

    node: Decide | Choose
    entrants: tuple[Cell, ...]
    order: tuple[int, ...]
    standing: Standing


def backward_induction(arena: Arena, progress: Progress) -> tuple[Solved, ...]:
    """Solve every mover's node, children before parents; where one asks for more than can be done nothing is known."""
    solved: list[Solved] = []
    values: dict[int, list[Cell]] = {}
    for node in reversed(arena.game.nodes):
        if isinstance(node, (Outcome, Lottery)):
            values[id(node)] = chance_cells(arena, node, values)
            continue
        progress(f"{node.player} at {node.name}")
        if isinstance(node, Choose) and node.whole is not None:  # a part: what wins is decided with the other parts
            values[id(node)] = candidates(arena, node, values[id(node.then)])
            continue
        solved.append(_solve_node(arena, node, values))
        values[id(node)] = merge((*solved[-1].standing.winners, *solved[-1].standing.unknown))
    return tuple(solved)


def _solve_node(arena: Arena, node: Decide | Choose, values: dict[int, list[Cell]]) -> Solved:
    order = tie_order(arena.game, node)
    if isinstance(node, Decide):
        entrants = after_moves(node, values)
        parts = {id(part): values[id(part.then)] for part in parts_of(node)}
        rivals: Sequence[Cell] = after_moves(node, {**values, **parts}) if parts else entrants
    else:
        rivals = values[id(node.then)]
        entrants = candidates(arena, node, list(rivals))
    try:
        standing = tournament(arena, node, entrants, order, rivals)
    except UnsupportedError as error:
        standing = Standing(unknown=(unknown(node.name, ((),), str(error)),))
    return Solved(node, tuple(entrants), order, standing)


def tie_order(game: Game, node: Node) -> tuple[int, ...]:
    """The mover, then the players who move upstream, the nearest first: who breaks a tie on an open set.

    Who has one move alone decides nothing.
    """
    players: list[str] = []
    for above, here in histories(game):
        if here is node:
            upstream = [mover for mover in reversed(above) if isinstance(mover, Choose) or len(mover.moves) > 1]
            players += [mover.player for mover in (here, *upstream) if isinstance(mover, (Decide, Choose))]
    return tuple(game.players.index(player) for player in dict.fromkeys(players))

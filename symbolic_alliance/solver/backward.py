"""Backward induction over the tree: a tournament at every mover's node, children first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.cells import Cell, Step, merged, outcome_cells
from symbolic_alliance.game import Choose, Decide, Game, Node, Outcome, histories
from symbolic_alliance.solver.candidates import candidates
from symbolic_alliance.solver.tournament import Standing, tournament

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Solved:
    """One node's tournament: its candidates and what came of them."""

    node: Decide | Choose
    entrants: tuple[Cell, ...]
    order: tuple[int, ...]
    standing: Standing


def backward_induction(arena: Arena, progress: Progress) -> list[Solved]:
    """Solve every mover's node, the root last."""
    values: dict[int, list[Cell]] = {}
    solved = []
    for node in reversed(arena.game.nodes):
        if isinstance(node, Outcome):
            values[id(node)] = outcome_cells(arena, node)
            continue
        progress(f"{node.player} at {node.name}")
        solved.append(_solve_node(arena, node, values))
        values[id(node)] = merged(cell for cell in solved[-1].standing.winners)
    return solved


def _solve_node(arena: Arena, node: Decide | Choose, values: dict[int, list[Cell]]) -> Solved:
    order = tie_order(arena.game, node)
    if isinstance(node, Decide):
        entrants = merged(replace(cell, path=(Step(node.name, move, "move"), *cell.path))
                          for move, child in node.moves.items() for cell in values[id(child)])
        rivals: Sequence[Cell] = entrants
    else:
        rivals = values[id(node.then)]
        entrants = candidates(arena, node, list(rivals))
    return Solved(node, tuple(entrants), order, tournament(arena, entrants, order, rivals))


def tie_order(game: Game, node: Node) -> tuple[int, ...]:
    """The mover, then the players who move upstream, the nearest first: who breaks a tie on an open set."""
    players: list[str] = []
    for above, here in histories(game):
        if here is node:
            players += [mover.player for mover in reversed((*above, here)) if not isinstance(mover, Outcome)]
    return tuple(game.players.index(player) for player in dict.fromkeys(players))

"""Put a solved game into the author's parameters: the strategy, the regimes, the ties, and what is unsolved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from symbolic_alliance.algebra.cells import Cell, PathStep
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.game.chance import outcome_probabilities
from symbolic_alliance.game.equilibrium import Piece, Policy, Regime, Region, Strategy, Tie, Unsolved, real_choices
from symbolic_alliance.game.tree import Choose, Decide, Node, parts_of, subtree
from symbolic_alliance.solver.backward import Solved
from symbolic_alliance.solver.edge_owners import Edge, EdgeOwners, LeftOut


@dataclass(frozen=True)
class NamedCell:
    """A winner at the root with the regime that it becomes."""

    cell: Cell
    regime: Regime


class PrintedRegions:
    """The regions of a solved game as they are printed, each with the edges that it has; and what is ``unsolved``."""

    def __init__(self, translator: Translator, solved: Sequence[Solved]) -> None:
        self.translator, self._owners = translator, EdgeOwners(translator.arena.game)
        self._regions: dict[tuple[object, ...], Region] = {}
        self._left_out: list[LeftOut] = []
        self.unsolved = tuple(place for one in solved for place in self._print(one))

    def of(self, winner: Cell) -> Region:
        """The region of a winner."""
        return self._regions[winner.region, *winner.key]

    def _print(self, one: Solved) -> Iterator[Unsolved]:
        """Give the winners at a node the edges that they have; then what nobody has, for a reason here or further down."""
        name, told, edges = one.node.name, list[Region](), list[Edge]()
        below = [place for place in self._left_out if place.node in names_below(one.node)]
        for cell in one.standing.winners:
            path = [(step.node, self.translator.action(step)) for step in cell.path]
            region, lacking = self._owners.restrict(self.translator.region(cell.region), path, below)
            self._regions[cell.region, *cell.key] = region
            told.append(region)
            edges += lacking
        found = list[LeftOut]()
        own = (name, *(part.name for part in (parts_of(one.node) if isinstance(one.node, Decide) else ())))
        for cell in one.standing.unknown:
            region, lacking = self._owners.restrict(self.translator.region(cell.region))
            found.append(LeftOut(name, self._owners.outside(region, told), cell.path[0].node, cell.reason))
            edges += lacking
        found += self._owners.left_out(name, edges, [*told, *(place.region for place in found)])
        self._left_out += found
        yield from (Unsolved(name, place.region, _at(own, place.origin, place.reason)) for place in found)


def names_below(node: Node) -> tuple[str, ...]:
    """The movers' nodes that come after a node."""
    return tuple(one.name for one in subtree(node)[1:] if isinstance(one, (Decide, Choose)))


def _at(own: Sequence[str], node: str, reason: str) -> str:
    return reason if not node or node in own else f"what follows is not solved: at {node}, {reason}"


def strategy(printed: PrintedRegions, solved: Sequence[Solved]) -> Strategy:
    """One policy for every node, the root's first; for a part of a choice, where it is what is played."""
    return Strategy(tuple(policy for one in reversed(solved) for policy in _policies(printed, one)))


def _policies(printed: PrintedRegions, one: Solved) -> Iterator[Policy]:
    winners = [cell for cell in one.standing.winners if printed.of(cell).cases]
    left_out = tuple(place.region for place in printed.unsolved if place.node == one.node.name)
    yield Policy(one.node.name, one.node.player, tuple(_piece(printed, cell, cell.path[0]) for cell in winners), left_out)
    for part in parts_of(one.node) if isinstance(one.node, Decide) else ():
        yield Policy(part.name, part.player, tuple(_piece(printed, cell, step) for cell in winners
                                                   for step in cell.path[1:2] if step.node == part.name))


def _piece(printed: PrintedRegions, cell: Cell, step: PathStep) -> Piece:
    translator = printed.translator
    return Piece(printed.of(cell), translator.action(step), translator.payoffs(cell), cell.outcome, step.origin)


def ties(printed: PrintedRegions, solved: Sequence[Solved]) -> tuple[Tie, ...]:
    """Ties on open sets: a candidate that pays the mover the same, and somebody else not, where the winner stands."""
    return tuple(tie for one in solved for winner, entry in zip(one.standing.winners, one.standing.entries, strict=True)
                 for tie in _ties_of(printed, one, winner, entry))


def _ties_of(printed: PrintedRegions, one: Solved, winner: Cell, entry: Cell) -> list[Tie]:
    arena = printed.translator.arena
    bank, found = arena.oracle.bank, []
    stands = case_masks(bank, winner.region)[0]
    for other in one.entrants:
        if not other.attained or other.key == entry.key:
            continue
        if other.payoffs[one.order[0]].key != winner.payoffs[one.order[0]].key:
            continue
        breaker = next((player for player in one.order if other.payoffs[player].key != winner.payoffs[player].key), None)
        if breaker is None or not (stands & case_masks(bank, other.region)[0]).any():
            continue
        found.append(Tie(one.node.name, one.node.player, _play(winner), _play(other),
                         arena.game.players[breaker], printed.of(winner)))
    return found


def _play(cell: Cell) -> str:
    moves = [step.action for step in cell.path if isinstance(step.action, str)]
    return f"{', '.join(moves)} ({cell.outcome})" if moves else cell.outcome


def regimes(printed: PrintedRegions, root: Solved) -> tuple[NamedCell, ...]:
    """The winners at the root as named regimes, in the order in which the first cutoff parameter rises."""
    translator = printed.translator
    bank = translator.arena.oracle.bank
    winners = [cell for cell in root.standing.winners if printed.of(cell).cases]
    cells = sorted(winners, key=lambda cell: _position(translator, bank, cell))
    named: list[NamedCell] = []
    for cell in cells:
        same = [other for other in cells if other.outcome == cell.outcome]
        name = cell.outcome if len(same) == 1 else f"{cell.outcome}_{same.index(cell) + 1}"
        named.append(NamedCell(cell, _regime(printed, name, cell)))
    return tuple(named)


def _position(translator: Translator, bank: WitnessBank, cell: Cell) -> float:
    """The median of the first cutoff parameter on the region's rows; a region that has none comes last."""
    if not translator.arena.game.cutoff_parameters:
        return 0.0
    holds = case_masks(bank, cell.region)[0]
    if not holds.any():
        return np.inf
    return float(np.median(np.log(np.abs(bank.column(translator.arena.game.cutoff_parameters[0])[holds]) + 1e-300)))


def _regime(printed: PrintedRegions, name: str, cell: Cell) -> Regime:
    translator = printed.translator
    game = translator.arena.game
    path = tuple((step.node, translator.action(step)) for step in cell.path)
    payoffs = dict(zip(game.players, translator.payoffs(cell), strict=True))
    return Regime(name, printed.of(cell), cell.outcome, path, real_choices(game, path), payoffs,
                  outcome_probabilities(game, path))

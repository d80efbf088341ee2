"""Cells: the value of a game at a node, as regions of histories with a payoff vector and the play that leads there.

Backward induction works on lists of cells, children first; the strategy's own cells and the obligations use the same ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.algebra.literals import Case, Literal, case_of
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.errors import UnsupportedError
from symbolic_alliance.game.tree import Decide, Outcome

Cases = tuple[Case, ...]


class PathStep(NamedTuple):
    """What a mover does at a node, and what kind of candidate it is (see `equilibrium.Piece.origin`)."""

    node: str
    action: "str | Rational"
    origin: str


@dataclass(frozen=True)
class Cell:
    """On the region the play follows ``path``, ends in ``outcome`` and pays the players ``payoffs``.

    ``attained`` is False for the limit of play at an open end of an interval, which nobody can choose.
    """

    region: Cases
    payoffs: tuple[Rational, ...]
    outcome: str
    path: tuple[PathStep, ...] = ()
    attained: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        """What two cells share that are one play with one payoff vector."""
        return (*(payoff.key for payoff in self.payoffs), self.outcome, *map(action_key, self.path), str(self.attained))


def action_key(step: PathStep) -> str:
    """A text for a step that equal steps share."""
    return f"{step.node}: {step.action if isinstance(step.action, str) else step.action.key}"


def outcome_cells(arena: Arena, outcome: Outcome) -> list[Cell]:
    """The cells of an outcome: one, or one for each combination of branches of its payoffs.

    Raises `UnsupportedError` where a payoff jumps between two branches: its closed cells would misstate the edge.
    """
    for player in arena.game.players:
        _refuse_jumps(arena, outcome, player)
    cells: list[tuple[tuple[sp.Expr, ...], tuple[sp.Expr, ...]]] = [((), ())]
    for player in arena.game.players:
        cells = [((*slacks, *more), (*payoffs, payoff)) for slacks, payoffs in cells
                 for more, payoff in rational_cases(outcome.payoffs[player])]
    found = []
    for slacks, payoffs in cells:
        case = conjunction(arena, (), (arena.chart.rational(slack) for slack in slacks))
        if case is not None:
            found.append(Cell((case,), tuple(map(arena.chart.rational, payoffs)), outcome.label))
    return found


def _refuse_jumps(arena: Arena, outcome: Outcome, player: str) -> None:
    for (slacks, value), (others, other) in combinations(rational_cases(outcome.payoffs[player]), 2):
        gap = arena.chart.rational(value - other)
        for slack in slacks if not gap.is_zero else ():
            opposite = next((part for part in others if (slack + part).expand() == 0), None)
            if opposite is None:
                continue
            beside = [part for part in (*slacks, *others) if part not in (slack, opposite)]
            if _jumps(arena, arena.chart.rational(slack), gap, [arena.chart.rational(part) for part in beside]):
                raise UnsupportedError(f"the payoff of {player} at {outcome.label} jumps between {value} and {other}; "
                                       "payoffs are continuous across the branches of a Piecewise")


def _jumps(arena: Arena, edge: Rational, gap: Rational, beside: Sequence[Rational]) -> bool:
    """Whether two branches that meet where ``edge`` is 0, if they do, are not seen to be equal there."""
    shared = {atom for atom, _ in arena.ring.factor(gap.numerator)[1]}
    if shared.issuperset(atom for atom, _ in arena.ring.factor(edge.numerator)[1]):
        return False
    case = conjunction(arena, (), beside)
    return case is not None and arena.oracle.vanishes([edge.numerator], case, ()).status != "unsat"


def conjunction(arena: Arena, case: Case, values: Iterable[Rational]) -> Case | None:
    """The case and the conditions that the values are >= 0; None where that is impossible."""
    conditions = [arena.oracle.nonnegative(value) for value in values]
    if any(condition is False for condition in conditions):
        return None
    return case_of([*case, *(condition for condition in conditions if isinstance(condition, Literal))])


def substitute_region(arena: Arena, region: Cases, name: str, value: Rational, also: Sequence[Rational] = ()) -> Cases:
    """The region with a value in the place of a choice, where besides all of ``also`` is >= 0."""
    found: list[Case] = []
    for case in region:
        literals = [_substitute(arena, literal, name, value) for literal in case]
        if any(literal is False for literal in literals):
            continue
        start = case_of(literal for literal in literals if isinstance(literal, Literal))
        ended = None if start is None else conjunction(arena, start, also)
        if ended is not None and ended not in found:
            found.append(ended)
    return tuple(found)


def _substitute(arena: Arena, literal: Literal, name: str, value: Rational) -> Literal | bool:
    """A literal that becomes an identity 0 >= 0 is true on the closure."""
    ring, product = arena.ring, arena.ring.lift(literal.sign)
    for atom in literal.atoms:
        product = product * ring.lift(ring.atoms[atom].polynomial).substitute(name, value)
    return arena.oracle.nonnegative(product)


def substitute(arena: Arena, cell: Cell, name: str, value: Rational, also: Sequence[Rational] = ()) -> Cell:
    """The cell with a value in the place of a choice."""
    path = tuple(step if isinstance(step.action, str) else step._replace(action=step.action.substitute(name, value))
                 for step in cell.path)
    return replace(cell, region=substitute_region(arena, cell.region, name, value, also), path=path,
                   payoffs=tuple(payoff.substitute(name, value) for payoff in cell.payoffs))


def merge(cells: Iterable[Cell]) -> list[Cell]:
    """One cell for each play and payoff vector, its region the union."""
    found: dict[tuple[str, ...], Cell] = {}
    for cell in cells:
        known = found.get(cell.key)
        found[cell.key] = cell if known is None else replace(
            known, region=(*known.region, *(case for case in cell.region if case not in known.region)))
    return list(found.values())


def peace_rank(arena: Arena, cell: Cell) -> tuple[bool, int, int, int]:
    """Order payoff-identical plays: one that can be chosen, with the fewest moves that are not a node's first, the shortest,
    the simplest."""
    restless = length = 0
    for step in cell.path:
        node = arena.game.node(step.node)
        if isinstance(node, Decide):
            restless += step.action != next(iter(node.moves))
        else:
            length += len(action_key(step))
    return not cell.attained, restless, len(cell.path), length

"""Cells: the value of a game at a node, as regions of histories with a payoff vector and the play that leads there.

Backward induction works on lists of cells, children first; the strategy's own cells and the obligations use the same ones.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.algebra.literals import Case, Literal, case_masks, case_of
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.errors import UnsupportedError
from symbolic_alliance.game.equilibrium import CaseConditions
from symbolic_alliance.game.tree import Decide, Lottery, Outcome, joint_outcome

Cases = tuple[Case, ...]


class PathStep(NamedTuple):
    """What a mover does at a node, and what kind of candidate it is (see `equilibrium.Piece.origin`)."""

    node: str
    action: "str | Rational"
    origin: str


@dataclass(frozen=True)
class Cell:
    """On the region the play follows ``path``, ends in ``outcome`` and pays the players ``payoffs``.

    ``attained`` is False for what nobody can choose: the limit of play at an open end of an interval.  It is unknown
    where no play is, for a ``reason`` at the node that its path names; its payoffs are then empty.
    """

    region: Cases
    payoffs: tuple[Rational, ...]
    outcome: str
    path: tuple[PathStep, ...] = ()
    attained: bool = True
    reason: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether no play is known here."""
        return not self.attained and not self.payoffs

    @property
    def key(self) -> tuple[str, ...]:
        """What two cells share that are one play with one payoff vector."""
        return (*(payoff.key for payoff in self.payoffs), self.outcome, *map(action_key, self.path), str(self.attained),
                self.reason)


def unknown(node: str, region: Cases, reason: str) -> Cell:
    """The play at a node of which nothing is known."""
    return Cell(region, (), "", (PathStep(node, "", "unknown"),), attained=False, reason=reason)


def action_key(step: PathStep) -> str:
    """A text for a step that equal steps share."""
    return f"{step.node}: {step.action if isinstance(step.action, str) else step.action.key}"


def outcome_cells(arena: Arena, outcome: Outcome) -> list[Cell]:
    """The cells of an outcome: one, or one for each combination of branches of its payoffs that has an interior."""
    cells: list[tuple[CaseConditions, tuple[sp.Expr, ...]]] = [((), ())]
    known = frozenset(arena.game.parameters.symbols)
    for player in arena.game.players:
        cells = [((*conditions, *case.conditions(known)), (*payoffs, case.value)) for conditions, payoffs in cells
                 for case in rational_cases(outcome.payoffs[player])]
    found = []
    for conditions, payoffs in cells:
        case = printed_case(arena, ((arena.chart.rational(slack), strict) for slack, strict in conditions))
        if case is not None:
            found.append(Cell((case,), tuple(map(arena.chart.rational, payoffs)), outcome.label))
    return found


def chance_cells(arena: Arena, node: Outcome | Lottery, values: Mapping[int, Sequence[Cell]]) -> list[Cell]:
    """The cells of a node at which nobody moves: of an outcome its own, of a lottery those of what its branches lead to."""
    return outcome_cells(arena, node) if isinstance(node, Outcome) else lottery_cells(arena, node, values)


def lottery_cells(arena: Arena, lottery: Lottery, values: Mapping[int, Sequence[Cell]]) -> list[Cell]:
    """One cell for each way of taking a cell of every branch, with the expected payoffs: it holds where they all hold.

    They are in the order in which the first is the first to hold of every branch, if the cells of the branches are.
    """
    found = [Cell(((),), tuple(arena.ring.lift(0) for _ in arena.game.players), "")]
    for probability, child in lottery.branches.values():
        weight = arena.chart.rational(probability)
        found = [together for before in found for cell in values[id(child)]
                 if (together := _mixed(arena, before, cell, weight)) is not None]
    return found


def _mixed(arena: Arena, before: Cell, cell: Cell, weight: Rational) -> Cell | None:
    """What both cells come to, the second with a weight; None where they never hold together."""
    cases = [case for one in before.region for other in cell.region if (case := case_of((*one, *other))) is not None]
    region = tuple(case for case in dict.fromkeys(cases) if case_masks(arena.oracle.bank, (case,))[0].any()
                   or arena.signs.ask([(literal,) for literal in case]).status != "unsat")
    if not region or before.is_unknown or cell.is_unknown:
        return replace(before if before.is_unknown else cell, region=region) if region else None
    payoffs = tuple(paid + weight * more for paid, more in zip(before.payoffs, cell.payoffs, strict=True))
    path = tuple({action_key(step): step for step in (*before.path, *cell.path)}.values())
    outcome = joint_outcome([before.outcome, cell.outcome]) if before.outcome else cell.outcome
    return Cell(region, payoffs, outcome, path)


def after_moves(node: Decide, values: Mapping[int, Sequence[Cell]]) -> list[Cell]:
    """The cells of what each move leads to, the move put first; equal plays are one cell."""
    return merge(cell if cell.is_unknown else replace(cell, path=(PathStep(node.name, move, "move"), *cell.path))
                 for move, child in node.moves.items() for cell in values[id(child)])


def printed_case(arena: Arena, values: Iterable[tuple[Rational, bool]], case: Case = ()) -> Case | None:
    """The case and the conditions that values are >= 0, or > 0 those that are strict; None where that is impossible."""
    conditions = [arena.signs.positive(value) if strict else arena.signs.nonnegative(value) for value, strict in values]
    if any(condition is False for condition in conditions):
        return None
    return case_of([*case, *(condition for condition in conditions if isinstance(condition, Literal))])


def conjunction(arena: Arena, case: Case, values: Iterable[Rational]) -> Case | None:
    """The case and the conditions that the values are >= 0; None where that is impossible."""
    return printed_case(arena, ((value, False) for value in values), case)


def substitute_region(arena: Arena, region: Cases, name: str, value: Rational, also: Sequence[Rational] = (),
                       sides: Sequence[int] = (1, -1)) -> Cases:
    """The trace at a value of a choice of what lies open beside it, above (1) or below (-1); all of ``also`` is >= 0."""
    found: list[Case] = []
    for case in region:
        for side in sides:
            literals = [_beside(arena, literal, name, value, side) for literal in case]
            if any(literal is False for literal in literals):
                continue
            start = case_of(literal for literal in literals if isinstance(literal, Literal))
            ended = None if start is None else conjunction(arena, start, also)
            if ended is not None and ended not in found:
                found.append(ended)
    return tuple(found)


def trace(arena: Arena, cell: Cell, name: str, value: Rational) -> Cell:
    """The cell with a value in the place of a choice, its conditions as they are printed: 0 >= 0 holds."""
    def at_value(polynomial: fmpz_mpoly) -> Rational:
        return arena.ring.lift(polynomial).substitute(name, value)

    found = []
    for case in cell.region:
        there = printed_case(arena, ((product_of(arena, literal, at_value), not literal.weak) for literal in case))
        if there is not None and there not in found:
            found.append(there)
    return replace(cell, region=tuple(found), payoffs=tuple(payoff.substitute(name, value) for payoff in cell.payoffs))


def product_of(arena: Arena, literal: Literal, of: Callable[[fmpz_mpoly], Rational]) -> Rational:
    """What a literal says of a product, with something in the place of each atom."""
    product = arena.ring.lift(literal.sign)
    for atom in literal.atoms:
        product = product * of(arena.ring.atoms[atom].polynomial)
    return product


def _beside(arena: Arena, literal: Literal, name: str, value: Rational, side: int) -> Literal | bool:
    """A literal just beside a value of a choice: each factor by its first derivative that does not vanish there."""
    ring, product = arena.ring, arena.ring.lift(literal.sign)
    for atom in literal.atoms:
        polynomial = ring.atoms[atom].polynomial
        there = ring.lift(polynomial).substitute(name, value)
        while there.is_zero:
            polynomial, product = polynomial.derivative(ring.names.index(name)), product * side
            there = ring.lift(polynomial).substitute(name, value)
        refuse_hidden_zero(arena, there, f"a condition at the planned {name}")
        product = product * there
    return arena.oracle.nonnegative(product)


def refuse_hidden_zero(arena: Arena, value: Rational, what: str) -> None:
    """Refuse what is 0 wherever the bank looks, although its form is not: square roots in it depend on each other."""
    bank, ring = arena.oracle.bank, arena.ring
    for atom in ring.odd_part(value)[1] if not value.is_zero and ring.roots_in(value.names) else ():
        real = np.isfinite(bank.values(ring.lift(ring.atoms[atom].polynomial)))
        if real.any() and not bank.signs(atom)[real].any():
            raise UnsupportedError(f"{what} is not told apart from 0: its square roots depend on each other")


def sides_of(value: Rational, lower: Rational, upper: Rational | None) -> tuple[int, ...]:
    """On which sides of a value its interval has points: above (1), below (-1)."""
    if (value - lower).is_zero:
        return (1,)
    return (-1,) if upper is not None and (upper - value).is_zero else (1, -1)


def substitute(arena: Arena, cell: Cell, name: str, value: Rational, also: Sequence[Rational] = (),
                sides: Sequence[int] = (1, -1)) -> Cell:
    """The cell with a value in the place of a choice."""
    path = tuple(step if isinstance(step.action, str) else step._replace(action=step.action.substitute(name, value))
                 for step in cell.path)
    return replace(cell, region=substitute_region(arena, cell.region, name, value, also, sides), path=path,
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

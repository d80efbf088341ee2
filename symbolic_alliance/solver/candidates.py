"""The candidates of a `Choose` node: where a best reply can lie.

For each continuation cell: the ends of the interval, the edges of the cell and the stationary points of the mover's payoff,
as closed forms in what was fixed upstream.  The list need not be complete to be safe: that no other point pays more is
asked with the choice left as a variable.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flint import fmpz_mpoly

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, PathStep, merge, substitute, unknown
from symbolic_alliance.algebra.literals import Literal, case_masks
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.errors import UnsupportedError
from symbolic_alliance.game.tree import Choose
from symbolic_alliance.solver.limits import Span, lead_into, limits, span


class NeedsRootError(Exception):
    """The square root of a parameter occurs: the game is to be solved with that root as the coordinate."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


def candidates(arena: Arena, node: Choose, cells: list[Cell]) -> list[Cell]:
    """Every candidate as a cell of the node, with the region where it can be chosen and leads into its cell.

    What nobody can choose comes with them, as cells that are not attained (see `limits`).  Where one asks for more than can
    be done nothing is known at the node.
    """
    at, mover = span(arena, node), arena.game.players.index(node.player)
    found: list[Cell] = []
    try:
        for cell in cells:
            if cell.is_unknown:
                found += lead_into(arena, at, cell, _edges(arena, at, cell))
            else:
                found += [*_candidates_in(arena, at, cell, mover), *limits(arena, at, cell, mover)]
    except UnsupportedError as error:
        return [unknown(node.name, ((),), str(error))]
    return [one for one in merge(found) if _is_somewhere(arena, one)]


def _is_somewhere(arena: Arena, cell: Cell) -> bool:
    """Whether a cell may have an interior: a point in it joins the bank where none was there."""
    if case_masks(arena.oracle.bank, cell.region)[0].any():
        return True
    answers = [arena.oracle.ask([(literal,) for literal in case]) for case in cell.region]
    arena.extend_bank([answer.point for answer in answers if answer.point is not None])
    return any(answer.status != "unsat" for answer in answers)


def _candidates_in(arena: Arena, at: Span, cell: Cell, mover: int) -> Iterator[Cell]:
    """What can be chosen and leads into one cell."""
    seen = [end.key for end in at.open_ends()]
    for value, origin in _points(arena, at, cell, mover):
        if value.key not in seen:
            seen.append(value.key)
            also = [*at.slacks(value), *arena.ring.radicands_in(value)]
            try:
                entry = substitute(arena, cell, at.name, value, also, at.sides(value))
            except ZeroDivisionError:
                continue
            yield replace(entry, path=(PathStep(at.node.name, value, origin), *entry.path))


def _points(arena: Arena, at: Span, cell: Cell, mover: int) -> Iterator[tuple[Rational, str]]:
    shut = [end for end, is_open in ((at.lower, at.node.lower_open), (at.upper, at.node.upper_open))
            if end is not None and not is_open]
    yield from ((end, "end") for end in shut)
    yield from ((value, "edge") for value in _edges(arena, at, cell))
    for polynomial in _slope_factors(arena, cell.payoffs[mover], at.name):
        yield from ((value, "stationary") for value in roots(arena, polynomial, at.name))
    if not shut and not cell.payoffs[mover].uses(at.name):  # every number is as good
        yield at.lower + 1 if at.upper is None else (at.lower + at.upper) / 2, "stationary"


def _edges(arena: Arena, at: Span, cell: Cell) -> list[Rational]:
    """Where a cell may end in the choice."""
    atoms = dict.fromkeys(atom for case in cell.region for literal in case for atom in literal.atoms)
    return [value for atom in atoms for value in roots(arena, arena.ring.atoms[atom].polynomial, at.name)]


def _slope_factors(arena: Arena, payoff: Rational, name: str) -> list[fmpz_mpoly]:
    if not payoff.uses(name):
        return []
    _, factors = arena.ring.factor(payoff.derivative_numerator(name))
    return [arena.ring.atoms[atom].polynomial for atom, _ in factors]


def roots(arena: Arena, polynomial: fmpz_mpoly, name: str) -> list[Rational]:
    """The roots in a choice; `NeedsRootError` where they hold the square root of one parameter alone."""
    found = real_roots(arena, polynomial, name)
    for root, radicand in arena.ring.radicands.items():
        names = arena.ring.names_in(radicand)
        if len(names) == 1 and len(radicand) == 1 and any(value.uses(root) for value in found) \
                and names[0] in arena.chart.parameters and names[0] not in arena.chart.rooted \
                and arena.is_positive(names[0]):
            raise NeedsRootError(names[0])
    return found


def real_roots(arena: Arena, polynomial: fmpz_mpoly, name: str) -> list[Rational]:
    """The roots in one generator in closed form, for degree 1 and 2; none for what has no closed form here."""
    return roots_of_coefficients(arena, arena.ring.coefficients(polynomial, name))


def roots_of_coefficients(arena: Arena, polynomials: Sequence[fmpz_mpoly]) -> list[Rational]:
    """The same for a polynomial that is given by its coefficients, that of the constant term first."""
    ring, coefficients = arena.ring, list(map(arena.ring.lift, polynomials))
    if len(coefficients) == 2:
        constant, slope = coefficients
        return [-constant / slope]
    if len(coefficients) != 3:
        return []
    constant, slope, curvature = coefficients
    outside, inside = ring.squarefree_split((slope * slope - constant * curvature * 4).numerator)
    if inside == 0 or _sign(arena, inside) < 0:
        return []
    root = ring.lift(1) if inside == 1 else ring.square_root(inside)
    return [(-slope + ring.lift(outside) * root * side) / (curvature * 2) for side in (1, -1)]


def _sign(arena: Arena, polynomial: fmpz_mpoly) -> int:
    condition = arena.oracle.nonnegative(arena.ring.lift(polynomial))
    return 0 if isinstance(condition, Literal) else (1 if condition else -1)

"""The candidates of a `Choose` node: where a best reply can lie.

For each continuation cell: the ends of the interval, the edges of the cell and the stationary points of the mover's payoff,
as closed forms in what was fixed upstream.  The list need not be complete to be safe: that no other point pays more is
asked with the choice left as a variable.
"""

from collections.abc import Iterator
from dataclasses import replace

from flint import fmpz_mpoly

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, PathStep, merge, sides_of, substitute
from symbolic_alliance.algebra.literals import Literal, case_masks
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.game.tree import Choose


class NeedsRootError(Exception):
    """The square root of a parameter occurs: the game is to be solved with that root as the coordinate."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


def candidates(arena: Arena, node: Choose, cells: list[Cell]) -> list[Cell]:
    """Every candidate as a cell of the node, with the region where it can be chosen and leads into its cell."""
    name, mover = node.choice.name, arena.game.players.index(node.player)
    lower = arena.chart.rational(node.lower)
    upper = None if node.upper is None else arena.chart.rational(node.upper)
    found = []
    for cell in cells:
        for value, origin, attained in _points(arena, node, cell, mover, lower, upper):
            inside = [value - lower] + ([] if upper is None else [upper - value])
            also = [*(slack for slack in inside if not slack.is_zero), *_radicands(arena, value)]
            try:
                entry = substitute(arena, cell, name, value, also, sides_of(value, lower, upper))
            except ZeroDivisionError:
                continue
            if entry.region and case_masks(arena.oracle.bank, entry.region)[0].any():
                found.append(replace(entry, path=(PathStep(node.name, value, origin), *entry.path), attained=attained))
    return merge(found)


def _points(arena: Arena, node: Choose, cell: Cell, mover: int, lower: Rational,
            upper: Rational | None) -> Iterator[tuple[Rational, str, bool]]:
    name = node.choice.name
    seen: list[str] = []

    def new(values: list[Rational]) -> list[Rational]:
        fresh = [value for value in values if value.key not in seen]
        seen.extend(value.key for value in fresh)
        return fresh

    for value in new([lower]):
        yield value, "end", not node.lower_open
    for value in new([] if upper is None else [upper]):
        yield value, "end", not node.upper_open
    for atom in dict.fromkeys(atom for case in cell.region for literal in case for atom in literal.atoms):
        for value in new(roots(arena, arena.ring.atoms[atom].polynomial, name)):
            yield value, "edge", True
    for polynomial in _slope_factors(arena, cell.payoffs[mover], name):
        for value in new(roots(arena, polynomial, name)):
            yield value, "stationary", True


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
    ring = arena.ring
    coefficients = [ring.lift(coefficient) for coefficient in ring.coefficients(polynomial, name)]
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


def _radicands(arena: Arena, value: Rational) -> list[Rational]:
    return [arena.ring.lift(radicand) for root, radicand in arena.ring.radicands.items() if value.uses(root)]

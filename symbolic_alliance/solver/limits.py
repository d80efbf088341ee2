"""What nobody can choose at a `Choose` node: the payoff towards an open end, and what follows where that is not known.

In:  the cells of what follows, with the choice left as a variable.
Out: cells that are not attained.  Where the mover's payoff has a limit, the cell has that payoff, as a candidate has; where
it grows without bound, and where some choice leads into what is not known, the cell is unknown: nothing can be said there.
Method: what lies beside a number is the sign of the first derivative that does not vanish at it (`cells.substitute_region`),
what lies towards infinity that of the leading coefficient.  Some choice leads into an open set if and only if those beside an
end of the interval, beside an edge of the set or towards infinity do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flint import fmpz_mpoly

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import (
    Cases,
    Cell,
    PathStep,
    conjunction,
    product_of,
    sides_of,
    substitute_region,
    unknown,
)
from symbolic_alliance.algebra.literals import Literal, case_of
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.game.tree import Choose, Decide, parts_of


@dataclass(frozen=True)
class Span:
    """The interval of a `Choose` node in coordinates."""

    node: Choose
    lower: Rational
    upper: Rational | None

    @property
    def name(self) -> str:
        """The choice as a generator."""
        return self.node.choice.name

    @property
    def told(self) -> str:
        """The choice by the author's name: a part of a choice has none of its own."""
        return (self.node.whole or self.node.choice).name

    def slacks(self, value: Rational) -> list[Rational]:
        """What is >= 0 where a value lies in the interval."""
        inside = [value - self.lower] + ([] if self.upper is None else [self.upper - value])
        return [slack for slack in inside if not slack.is_zero]

    def sides(self, value: Rational) -> tuple[int, ...]:
        """On which sides of a value the interval has points."""
        return sides_of(value, self.lower, self.upper)

    def open_ends(self) -> Iterator[Rational]:
        """The ends that cannot be chosen."""
        if self.node.lower_open:
            yield self.lower
        if self.node.upper_open and self.upper is not None:
            yield self.upper


def span(arena: Arena, node: Choose) -> Span:
    """The interval of a node."""
    return Span(node, arena.chart.rational(node.lower), None if node.upper is None else arena.chart.rational(node.upper))


def limits(arena: Arena, at: Span, cell: Cell, mover: int) -> Iterator[Cell]:
    """The mover's payoff in a cell towards each end that cannot be chosen."""
    payoff, player = cell.payoffs[mover], at.node.player
    for end in at.open_ends():
        number = arena.chart.expression(end, arena.chart.weights(at.name))
        try:
            limit = payoff.substitute(at.name, end)
        except ZeroDivisionError:
            yield unknown(at.node.name, _beside(arena, at, _where_positive(arena, cell.region, payoff), end),
                           f"{player} has no best reply: its payoff grows without bound at the open end {number}")
        else:
            where = (f"beside {at.told} = {number}, where its payoff jumps: give a value there that is no less, or keep "
                     f"{at.told} away from it" if _is_cut(arena, at.node, end) else f"at the open end {number} alone")
            yield _limit(arena, at, _beside(arena, at, cell.region, end), cell, mover, limit,
                         f"{player} has no best reply: the supremum lies {where}")
    if at.upper is None and payoff.uses(at.name):
        yield _far_limit(arena, at, cell, mover)


def _is_cut(arena: Arena, node: Choose, end: Rational) -> bool:
    """Whether an open end is where a choice is divided, since a payoff jumps there."""
    whole = next((one for one in arena.game.nodes if isinstance(one, Decide) and node.whole is not None
                  and node in one.moves.values()), None)
    others = () if whole is None else [*whole.fixed.values(), *(number for part in parts_of(whole) if part is not node
                                                                for number in (part.lower, part.upper))]
    return any(number is not None and (arena.chart.rational(number) - end).is_zero for number in others)


def _far_limit(arena: Arena, at: Span, cell: Cell, mover: int) -> Cell:
    payoff, player = cell.payoffs[mover], at.node.player
    top, bottom = (_leading(arena, part, at.name) for part in (payoff.numerator, payoff.denominator))
    degrees = [len(arena.ring.coefficients(part, at.name)) for part in (payoff.numerator, payoff.denominator)]
    if degrees[0] > degrees[1]:
        return unknown(at.node.name, _far(arena, cell.region, at.name, [top * bottom]),
                        f"{player} has no best reply: its payoff grows without bound in {at.told}")
    limit = top / bottom if degrees[0] == degrees[1] else arena.ring.lift(0)
    return _limit(arena, at, _far(arena, cell.region, at.name), cell, mover, limit,
                  f"{player} has no best reply: the supremum is neared as {at.told} grows without bound, and never reached")


def lead_into(arena: Arena, at: Span, cell: Cell, edges: Sequence[Rational]) -> Iterator[Cell]:
    """Where some choice leads into a cell of which nothing is known; the edges are the numbers that may bound it."""
    for value in (at.lower, *(() if at.upper is None else (at.upper,)), *edges):
        yield replace(cell, region=_beside(arena, at, cell.region, value, arena.ring.radicands_in(value)))
    if at.upper is None:
        yield replace(cell, region=_far(arena, cell.region, at.name))


def _limit(arena: Arena, at: Span, region: Cases, cell: Cell, mover: int, limit: Rational, reason: str) -> Cell:
    zero = arena.ring.lift(0)
    payoffs = tuple(limit if player == mover else zero for player in range(len(cell.payoffs)))
    return Cell(region, payoffs, cell.outcome, (PathStep(at.node.name, "", "limit"),), attained=False, reason=reason)


def _beside(arena: Arena, at: Span, region: Cases, value: Rational, also: Sequence[Rational] = ()) -> Cases:
    """Where a region holds beside a number of the interval."""
    return substitute_region(arena, region, at.name, value, [*at.slacks(value), *also], at.sides(value))


def _where_positive(arena: Arena, region: Cases, value: Rational) -> Cases:
    literal = Literal(*arena.ring.odd_part(value))
    if not literal.atoms:
        return region if literal.sign > 0 else ()
    return tuple(narrower for case in region if (narrower := case_of((*case, literal))) is not None)


def _far(arena: Arena, region: Cases, name: str, also: Sequence[Rational] = ()) -> Cases:
    """Where a region holds for every large number."""
    found = []
    for case in region:
        values = [product_of(arena, literal, lambda polynomial: _leading(arena, polynomial, name)) for literal in case]
        far = conjunction(arena, (), [*values, *also])
        if far is not None and far not in found:
            found.append(far)
    return tuple(found)


def _leading(arena: Arena, polynomial: fmpz_mpoly, name: str) -> Rational:
    value = arena.ring.lift(polynomial)
    arena.ring.refuse_under_roots(value, name)
    return arena.ring.lift(arena.ring.coefficients(polynomial, name)[-1])

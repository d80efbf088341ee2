"""Exact points of the printed assumptions on edges, by kind.

In:  an equilibrium, and coordinates in which roots of parameters are rational.
Out: rational points.  An edge is an irreducible polynomial in the coordinates at whose zeros, or at some of them, a slack in
     the parameters alone is 0: of a weak assumption, a regime, a piece, or a branch of a payoff.
1. on an edge, all coordinates but one are drawn, and the last is a rational root of what is left;
2. at a corner of two edges, all but two are drawn, and one of these is a rational root of the resultant of the edges;
3. a point counts where the assumptions hold as printed and the slacks are exactly 0.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import sympy as sp
from flint import fmpq, fmpq_mpoly, fmpq_poly

from symbolic_alliance import Equilibrium, Outcome
from tests.edges.coordinates import Coordinates, branches
from tests.edges.literal import Reading
from tests.fuzz.edges import branch_edges

Point = dict[str, Fraction]
KINDS = ("weak assumption", "regime", "piece", "payoff", "corner", "inside")
PLAIN = tuple(fmpq(above, below) for above, below in (
    (1, 8), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (9, 10), (1, 1), (4, 3), (3, 2), (2, 1), (5, 2),
    (3, 1), (5, 1), (10, 1), (0, 1)))
TRIES, DRAWS = 200, 20


@dataclass(frozen=True, eq=False)
class Edge:
    """A slack in the parameters alone, and one of its factors."""

    slack: sp.Expr
    factor: fmpq_mpoly


class Spots:
    """The edges of an equilibrium by kind, and points on them."""

    def __init__(self, equilibrium: Equilibrium, reading: Reading, coordinates: Coordinates, random: Random) -> None:
        self.reading, self.coordinates, self.random = reading, coordinates, random
        self.parameters = equilibrium.game.parameters
        self.last: dict[str, fmpq] = {}
        self.drawn: dict[tuple[Fraction, ...], str] = {}
        self.met: Counter[Edge] = Counter()
        self.positive = [str(slack) for assumption in self.parameters.assumptions for slack, _ in assumption.slacks
                         if slack.is_Symbol]
        known = frozenset(self.parameters.symbols)
        seen: dict[sp.Expr, None] = {}
        self.edges: dict[str, list[Edge]] = {}
        for kind, slacks in _slacks(equilibrium):
            fresh = [slack for slack in dict.fromkeys(slacks) if slack not in seen and slack.free_symbols <= known]
            seen.update(dict.fromkeys(fresh))
            self.edges[kind] = [Edge(slack, factor) for slack in fresh for form in branches(slack)
                                for factor in coordinates.factors(form)]

    def draw(self, kind: str) -> Point | None:
        """A point of this kind that has not been drawn before; None where none was found."""
        own = [edge for edges in self.edges.values() for edge in edges] if kind == "corner" else self.edges.get(kind, [])
        for _ in range(TRIES if own or kind == "inside" else 0):
            chosen = [] if kind == "inside" else self.random.sample(own, min(len(own), 1 + (kind == "corner")))
            if kind == "corner" and (len(chosen) < 2 or chosen[0].factor == chosen[1].factor):
                continue
            numbers = self._on([edge.factor for edge in chosen])
            point = None if numbers is None else self.coordinates.point(numbers)
            if point is not None and tuple(point.values()) not in self.drawn and self.is_at(point, chosen):
                self.last, self.drawn[tuple(point.values())] = numbers or {}, kind
                self.met.update(chosen)
                return point
        return None

    def is_at(self, point: Point, edges: Sequence[Edge]) -> bool:
        """Whether the assumptions hold at a point, as printed, and these slacks are 0."""
        start = self.reading.start(point)
        return self.reading.assumptions_hold(start) and all(self.reading.is_zero(start, edge.slack) for edge in edges)

    def _draw_numbers(self) -> dict[str, fmpq]:
        """Rational coordinates at which the assumptions hold, if some are found: all drawn, or some changed of the last."""
        numbers: dict[str, fmpq] = {}
        for _ in range(DRAWS):
            numbers = {name: self._number(name) for name in self.coordinates.parameters}
            if self.last and self.random.random() < 0.7:
                kept = self.random.sample(self.coordinates.parameters, self.random.randrange(len(numbers)))
                numbers |= {name: self.last[name] for name in kept}
            point = self.coordinates.point(numbers)
            if point is not None and self.reading.assumptions_hold(self.reading.start(point)):
                break
        return numbers

    def _number(self, name: str) -> fmpq:
        number = self.random.choice(PLAIN) if self.random.random() < 0.8 else fmpq(self.random.randrange(1, 2000), 997)
        is_free = name not in self.coordinates.replaced and name not in self.positive
        return -number if is_free and self.random.random() < 0.4 else number

    def _on(self, factors: Sequence[fmpq_mpoly]) -> dict[str, fmpq] | None:
        numbers = self._draw_numbers()
        if not factors:
            return numbers
        first, *others = factors
        used = [name for name in self.coordinates.parameters if first.degrees()[self.coordinates.names.index(name)]]
        moved = self.random.choice(used) if used else ""
        if others:
            meeting = self._meeting(first, others[0], moved, numbers)
            if meeting is None:
                return None
            numbers |= meeting
        return self._moved(first, moved, numbers)

    def _moved(self, factor: fmpq_mpoly, name: str, numbers: Mapping[str, fmpq]) -> dict[str, fmpq] | None:
        """The numbers with one coordinate moved so that a factor is 0; None where no rational number does it."""
        found = self._rational_zeros(self._line(factor, name, numbers))
        return {**numbers, name: self.random.choice(found)} if found else None

    def _meeting(self, first: fmpq_mpoly, second: fmpq_mpoly, moved: str,
                 numbers: Mapping[str, fmpq]) -> dict[str, fmpq] | None:
        """Another coordinate, such that the two factors vanish together at some value of the first one."""
        names = [name for name in self.coordinates.parameters if name != moved]
        other = self.random.choice(names) if names else ""
        fixed = {name: value for name, value in numbers.items() if name not in (moved, other)}
        one, two = (factor.subs(fixed) for factor in (first, second))
        if not other or not moved:
            return None
        resultant = one.resultant(two, moved)
        found = self._rational_zeros(self._line(resultant, other, fixed))
        return {other: self.random.choice(found)} if found else None

    def _line(self, factor: fmpq_mpoly, name: str, numbers: Mapping[str, fmpq]) -> fmpq_poly:
        """A factor as a polynomial in one coordinate."""
        rest = factor.subs({other: value for other, value in numbers.items() if other != name})
        place = self.coordinates.names.index(name)
        parts: dict[int, fmpq] = {int(powers[place]): fmpq(part) for powers, part in rest.terms()}
        return fmpq_poly([parts.get(power, fmpq(0)) for power in range(max(parts, default=0) + 1)])

    @staticmethod
    def _rational_zeros(line: fmpq_poly) -> list[fmpq]:
        if line.degree() < 1:
            return []
        return [-factor[0] / factor[1] for factor, _ in line.factor()[1] if factor.degree() == 1]


def _slacks(equilibrium: Equilibrium) -> Iterator[tuple[str, list[sp.Expr]]]:
    """What is 0 on the edges of each kind."""
    yield KINDS[0], [slack for assumption in equilibrium.game.parameters.assumptions
                     for slack, is_strict in assumption.slacks if not is_strict]
    yield KINDS[1], [slack for regime in equilibrium.regimes for case in regime.region.cases for slack in case]
    yield KINDS[2], [slack for policy in equilibrium.strategy.policies for piece in policy.pieces
                     for case in piece.region.cases for slack in case]
    yield KINDS[3], [edge for node in equilibrium.game.nodes if isinstance(node, Outcome)
                     for payoff in node.payoffs.values() for edge in branch_edges(payoff)]

"""Points at which hypotheses hold: drawn as coordinates of a chart, so that most hypotheses hold by construction.

In:  a chart, or a problem: any facts, with no point to start from, where `game.points` walks from a model's witness.
Out: `FloatPoints`, which only guide the search: nothing is believed because of them; and `exact_point`, the same drawing in
     exact numbers.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from flint import fmpq, fmpq_mpoly
from numpy.typing import NDArray

from symbolic_alliance.closed_form.surd import Number, number, sign_of, square_root
from symbolic_alliance.proof.prover.branch_chart import BranchChart, by_powers
from symbolic_alliance.proof.prover.branch_coordinates import chart_of
from symbolic_alliance.proof.prover.steps import Known, Problem

POINTS, ENOUGH, TOLERANCE = 4000, 20, 1e-9
Points = NDArray[np.float64]


class FloatPoints:
    """Points in the variables of a problem, a row a variable, at which its hypotheses hold, or only some that are given."""

    def __init__(self, problem: Problem, hypotheses: Sequence[Known] | None = None) -> None:
        given = problem.hypotheses if hypotheses is None else hypotheses
        chart = chart_of(problem.ring, given)
        for count in (POINTS, 10 * POINTS):
            drawn = points_of(chart, _random_coordinates(chart, count))
            self.points = drawn[:, masks(given, drawn)]
            if self.points.shape[1] >= ENOUGH:
                break
        self._masks: dict[Known, NDArray[np.bool_]] = {}

    def mask(self, fact: Known) -> NDArray[np.bool_]:
        """At which points a fact holds, computed once."""
        if fact not in self._masks:
            self._masks[fact] = masks([fact], self.points)
        return self._masks[fact]

    def core(self, facts: Sequence[Known]) -> tuple[Known, ...] | None:
        """A short list of cheap facts that hold together at no point, so that they may contradict each other; None if they
        all hold at some point.
        """
        live, chosen = np.ones(self.points.shape[1], dtype=bool), list[Known]()
        while live.any():
            best = max(facts, key=lambda fact: np.count_nonzero(live & ~self.mask(fact)) / cost(fact))
            if not (live & ~self.mask(best)).any():
                return None
            chosen.append(best)
            live &= self.mask(best)
        for fact in sorted(chosen, key=lambda fact: -cost(fact)):
            rest = [other for other in chosen if other is not fact]
            if rest and not np.logical_and.reduce([self.mask(other) for other in rest]).any():
                chosen = rest
        return tuple(fact for fact in facts if fact in chosen)

    def costs_after(self, facts: Sequence[Known], polynomial: fmpq_mpoly) -> tuple[int, int] | None:
        """What the cores cost on both sides of a split, the greater first; None where the facts hold together on one side."""
        cores = [self.core((*facts, Known(">", polynomial * side))) for side in (1, -1)]
        left, right = (None if core is None else sum(map(cost, core)) for core in cores)
        return None if left is None or right is None else (max(left, right), min(left, right))

    def has_point(self, facts: Sequence[Known]) -> bool:
        """Whether some point of the bank satisfies these facts."""
        return bool(masks(facts, self.points).any())

    def fails(self, problem: Problem) -> bool:
        """Whether some point of the bank seems to refute the problem."""
        failed = np.ones(self.points.shape[1], dtype=bool)
        for alternative in problem.alternatives:
            failed &= ~masks(alternative, self.points)
        return bool(failed.any())

    def count(self, facts: Sequence[Known]) -> int:
        """At how many points these facts hold."""
        return int(masks(facts, self.points).sum())

    def changes_sign(self, polynomial: fmpq_mpoly) -> bool:
        """Whether a polynomial takes both signs on the bank, or the bank is too small to tell."""
        value = values(polynomial, self.points)
        return self.points.shape[1] < ENOUGH or bool((value > TOLERANCE).any() and (value < -TOLERANCE).any())


def cost(fact: Known) -> int:
    """How much there is to multiply in a fact."""
    return max(1, len(fact.polynomial) * int(fact.polynomial.total_degree()))


def masks(facts: Iterable[Known], points: Points) -> NDArray[np.bool_]:
    """At which points all the facts hold, up to rounding where they hold with equality."""
    holds: NDArray[np.bool_] = np.isfinite(points).all(axis=0)  # type: ignore[assignment]
    for fact in facts:
        value = values(fact.polynomial, points)
        with np.errstate(all="ignore"):
            if fact.relation == ">":
                holds &= value > 0
            else:
                near = TOLERANCE * (1 + values(_absolute(fact.polynomial), np.abs(points)))
                holds &= value >= -near if fact.relation == ">=" else np.abs(value) <= near
    return holds


def _absolute(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    return polynomial.context().from_dict({exponents: abs(c) for exponents, c in polynomial.terms()})


def values(polynomial: fmpq_mpoly, points: Points) -> Points:
    """A polynomial at many points."""
    total = np.zeros(points.shape[1])
    with np.errstate(all="ignore"):
        for exponents, coefficient in polynomial.terms():
            term = np.full(points.shape[1], int(coefficient.p) / int(coefficient.q))
            for place, exponent in enumerate(exponents):
                if exponent:
                    term = term * points[place]**int(exponent)
            total += term
    return total


def _random_coordinates(chart: BranchChart, count: int) -> Points:
    random = np.random.default_rng(0)
    width = len(chart.back)
    coordinates = np.exp(random.normal(0.0, 1.2, (width, count)))
    coordinates[:, ::4] = random.random((width, len(range(0, count, 4))))
    for place in range(width):
        if place not in chart.coordinates:
            coordinates[place] *= random.choice([-1.0, 1.0], count)
    return coordinates


def points_of(chart: BranchChart, coordinates: Points) -> Points:
    """Coordinates to variables: blocks scaled to their bound, roots taken, eliminated variables solved for."""
    coordinates = coordinates.copy()
    with np.errstate(all="ignore"):
        for unit, block in chart.units:
            coordinates[list(block)] /= values(unit, coordinates)
        points = np.array([values(one, coordinates) for one in chart.forth])
        for equation in chart.unsolved:
            place, rest, factor = _root_place(equation)
            if place >= 0:
                points[place] = np.sqrt(-values(rest, points) / values(factor, points))
        for elimination in reversed(chart.eliminations):
            points[elimination.place] = values(elimination.numerator, points) / values(elimination.denominator, points)
    return points


def exact_point(chart: BranchChart, coordinates: Sequence[fmpq]) -> list[Number] | None:
    """The same in exact numbers; None where something is divided by zero or the root of a negative number is taken."""
    exact = list(coordinates)
    for unit, block in chart.units:
        scale = unit(*exact)
        if scale == 0:
            return None
        for place in block:
            exact[place] /= scale
    point: list[Number] = [one(*exact) for one in chart.forth]
    for equation in chart.unsolved:
        place, rest, factor = _root_place(equation)
        if place >= 0:
            divisor = exact_value(factor, point)
            if sign_of(divisor) == 0 or sign_of(inside := -exact_value(rest, point) / divisor) < 0:
                return None
            point[place] = square_root(inside)
    for elimination in reversed(chart.eliminations):
        divisor = exact_value(elimination.denominator, point)
        if sign_of(divisor) == 0:
            return None
        point[elimination.place] = exact_value(elimination.numerator, point) / divisor
    return point


def _root_place(equation: fmpq_mpoly) -> tuple[int, fmpq_mpoly, fmpq_mpoly]:
    """The last variable of which an equation says only what its square is, with  factor * square + rest = 0; else -1."""
    for place in reversed(range(len(equation.degrees()))):
        if equation.degrees()[place] == 2:
            rest, linear, factor = by_powers(equation, place)
            if linear.is_zero():
                return place, rest, factor
    return -1, equation, equation


def exact_value(polynomial: fmpq_mpoly, point: Sequence[Number]) -> Number:
    """A polynomial at exact numbers."""
    if all(isinstance(value, fmpq) for value in point):
        return polynomial(*point)
    total: Number = fmpq(0)
    for exponents, coefficient in polynomial.terms():
        term: Number = coefficient
        for value, exponent in zip(point, exponents, strict=True):
            if exponent:
                term = number(value)**int(exponent) * term
        total = term + total
    return total


def holds_at(fact: Known, point: Sequence[Number]) -> bool:
    """Whether a fact holds at exact numbers."""
    sign = sign_of(exact_value(fact.polynomial, point))
    return {">": sign > 0, ">=": sign >= 0, "=": sign == 0}[fact.relation]

"""Find a point of small height at which some facts hold: a counterexample to a claim, or a witness of its hypotheses.

In:  a problem, and whether its alternatives shall fail there.
Out: exact values of the variables, checked exactly; rational, or in towers of square roots where nothing else is found.
Method, deterministic, cheapest first:
1. coordinates of the hypotheses from ever larger sets of small rationals, screened in floating point;
2. where a weak fact has to hold with equality, it is solved for one variable;
3. a solver's model, rounded to small denominators one coordinate after the other.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
from flint import fmpq
from numpy.typing import NDArray

from symbolic_alliance.closed_form.surd import Number
from symbolic_alliance.proof.prover.branch_chart import BranchChart
from symbolic_alliance.proof.prover.branch_coordinates import chart_of, solving_chart
from symbolic_alliance.proof.prover.float_points import Points, exact_point, holds_at, masks, points_of, values
from symbolic_alliance.proof.prover.steps import SPARE, Known, Problem, failures

SurdPoint = dict[str, Number]
MOST_CHECKED = 40
DENOMINATORS = (1, 2, 4, 10, 30, 100, 1000, 10**4, 10**6, 10**9)


@dataclass(frozen=True)
class _Tier:
    """Numbers to draw coordinates from, and how many draws."""

    numbers: tuple[Fraction, ...]
    draws: int


def _fractions(text: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, text.split()))


TIERS = (
    _Tier(_fractions("1 2 1/2"), 2500),
    _Tier(_fractions("1 2 3 4 1/2 1/3 1/4 2/3 3/4 3/2 1/10"), 10_000),
    _Tier(_fractions("1 2 3 5 10 20 50 1/2 1/3 1/5 1/10 1/20 1/50 2/3 3/4 4/5 9/10 3/2 5/2 7/3 1/100 100"), 40_000),
)


@dataclass(frozen=True)
class Target:
    """What a point is wanted for: all hypotheses hold there and, if refuting, every alternative fails."""

    problem: Problem
    refuting: bool

    def seems_met(self, points: Points) -> NDArray[np.bool_]:
        """At which points it is so, up to rounding."""
        found = masks(self.problem.hypotheses, points)
        for alternative in self.problem.alternatives if self.refuting else ():
            failed = np.zeros(points.shape[1], dtype=bool)
            for way in (way for fact in alternative for way in failures(fact)):
                failed |= masks([way], points)
            found &= failed
        return found

    def is_met(self, point: Sequence[Number]) -> bool:
        """Whether it is so, exactly."""
        return (all(holds_at(fact, point) for fact in self.problem.hypotheses)
                and not (self.refuting and any(all(holds_at(fact, point) for fact in alternative)
                                               for alternative in self.problem.alternatives)))

    def tight_facts(self) -> list[Known]:
        """What may have to hold with equality: weak hypotheses, and the failures of strict conclusions."""
        denied = [way for alternative in self.problem.alternatives if self.refuting
                  for fact in alternative for way in failures(fact)]
        return [fact for fact in (*denied, *self.problem.hypotheses) if fact.relation == ">=" and len(fact.polynomial) > 1]


def find_point(problem: Problem, refuting: bool, tiers: int = len(TIERS), seconds: float = 2.0) -> SurdPoint | None:
    """A point at which all hypotheses hold and, if refuting, every alternative fails; None if none is found.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.proof.prover.steps import problem_of
    >>> xy = ("x", "y")
    >>> x, y, gap = (read_polynomial(text, xy) for text in ("x", "y", "x - y"))
    >>> find_point(problem_of(Statement(xy, (Fact(">", x), Fact(">", y)), ((Fact(">=", gap),),))), refuting=True)
    {'x': 1, 'y': 2}
    """
    target = Target(problem, refuting)
    chart = chart_of(problem.ring, problem.hypotheses)
    for tier in TIERS[:tiers]:
        point = _draw(target, chart, tier)
        if point is not None:
            return point
    return _on_a_surface(target, time.monotonic() + seconds)


def round_model(problem: Problem, model: Mapping[str, Fraction], refuting: bool) -> SurdPoint | None:
    """An exact point near a model: itself, or its coordinates rounded to denominators as small as will do."""
    target = Target(problem, refuting)
    own = [model[name] for name in problem.statement.variables] + [Fraction(0)] * len(SPARE)
    at = np.array([[float(value)] for value in own])
    tight = [Known("=", fact.polynomial) for fact in target.tight_facts() if masks([Known("=", fact.polynomial)], at).all()]
    for candidate in _candidates(problem, own, at, tight):
        if candidate is not None and target.is_met(candidate):
            return dict(zip(problem.statement.variables, candidate, strict=False))
    return None


def _candidates(problem: Problem, own: Sequence[Fraction], at: Points,
                tight: Sequence[Known]) -> Iterator[list[Number] | None]:
    for bound in DENOMINATORS:
        yield [_rational(value, bound) for value in own]
    yield [fmpq(value.numerator, value.denominator) for value in own]
    facts = (*tight, *problem.hypotheses)
    for make, charted in ((chart_of, problem.hypotheses), (solving_chart, facts), (chart_of, facts)):
        chart = make(problem.ring, charted)
        coordinates = [float(values(back, at)[0]) for back in chart.back]
        for bound in DENOMINATORS:
            yield exact_point(chart, [_rational(Fraction(value), bound) for value in coordinates])


def _rational(value: Fraction, bound: int) -> fmpq:
    near = value.limit_denominator(bound)
    return fmpq(near.numerator, near.denominator)


def _on_a_surface(target: Target, deadline: float) -> SurdPoint | None:
    """Facts >= 0 that can only hold with equality: take each factor of each as an equation in turn."""
    for fact in target.tight_facts():
        for factor, _ in fact.polynomial.factor()[1]:
            if time.monotonic() > deadline:
                return None
            chart = chart_of(target.problem.ring, [Known("=", factor), *target.problem.hypotheses])
            point = _draw(target, chart, TIERS[1])
            if point is not None:
                return point
    return None


def _draw(target: Target, chart: BranchChart, tier: _Tier) -> SurdPoint | None:
    """Draw coordinates from a tier; the lowest of the points that meet the target exactly."""
    table = _table(chart, tier)
    floats = np.array([[float(value) for value in row] for row in table])
    picks = _picks(chart, table, tier.draws)
    hits = np.flatnonzero(target.seems_met(points_of(chart, np.take_along_axis(floats, picks, axis=1))))
    found: list[list[Number]] = []
    for column in hits[:MOST_CHECKED].tolist():
        exact = exact_point(chart, [fmpq(table[place][pick].numerator, table[place][pick].denominator)
                                    for place, pick in enumerate(picks[:, column].tolist())])
        if exact is not None and target.is_met(exact):
            found.append(exact)
    return dict(zip(target.problem.statement.variables, min(found, key=height), strict=False)) if found else None


def _table(chart: BranchChart, tier: _Tier) -> list[list[Fraction]]:
    """For each coordinate the numbers that it may take; all rows have the same length."""
    rows: list[list[Fraction]] = []
    for place in range(len(chart.back)):
        row = list(tier.numbers)
        if place not in chart.coordinates:
            row = [Fraction(0), *row, *(-value for value in row)]
        elif not chart.is_strict(place):
            row = [*row, Fraction(0)]
        rows.append(row)
    longest = max(map(len, rows))
    return [[row[index % len(row)] for index in range(longest)] for row in rows]


def _picks(chart: BranchChart, table: Sequence[Sequence[Fraction]], draws: int) -> NDArray[np.int64]:
    """Which number each coordinate takes in each draw: all combinations if they are few, else random ones."""
    count, sizes = len(chart.back), len(table[0])
    active = [place for place in range(count) if place < count - len(SPARE) or place in chart.coordinates]
    picks = np.zeros((count, draws), dtype=np.int64)
    if sizes**len(active) <= draws:
        every = np.array(list(product(range(sizes), repeat=len(active)))).T
        picks = np.zeros((count, every.shape[1]), dtype=np.int64)
        picks[active] = every
        return picks
    picks[active] = np.random.default_rng(0).integers(0, sizes, (len(active), draws))
    return picks


def height(point: Iterable[Number]) -> tuple[int, int]:
    """How large the numbers of a point are: irrational ones first, then digits."""
    numbers = list(point)
    return sum(not isinstance(value, fmpq) for value in numbers), sum(len(str(value)) for value in numbers)

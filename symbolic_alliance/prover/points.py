"""Find a point of small height at which some facts hold: a counterexample to a claim, or a witness of its hypotheses.

In:  a problem, and whether its alternatives shall fail there.
Out: exact values of the variables, checked exactly; rational, or in towers of square roots where nothing else is found.
Method, deterministic, cheapest first:
1. coordinates of the hypotheses from ever larger sets of small rationals, screened in floating point;
2. where a weak fact has to hold with equality, it is solved for one variable;
3. a solver's model, rounded to small denominators one coordinate after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

import numpy as np
from flint import fmpq

from symbolic_alliance.closed_form.surd import Number
from symbolic_alliance.prover.bank import exact_point, holds_at, masks, points_of, values
from symbolic_alliance.prover.chart import Chart
from symbolic_alliance.prover.coordinates import chart_of, solving_chart
from symbolic_alliance.prover.steps import SPARE, Known, Problem, failures

Point = dict[str, Number]
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


def find_point(problem: Problem, refuting: bool, tiers: int = len(TIERS)) -> Point | None:
    """A point at which all hypotheses hold and, if refuting, every alternative fails; None if none is found.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.prover.steps import problem_of
    >>> xy = ("x", "y")
    >>> x, y, gap = (read_polynomial(text, xy) for text in ("x", "y", "x - y"))
    >>> find_point(problem_of(Statement(xy, (Fact(">", x), Fact(">", y)), ((Fact(">=", gap),),))), refuting=True)
    {'x': 1, 'y': 2}
    """
    for tier in TIERS[:tiers]:
        for facts in _ways(problem) if refuting else [()]:
            point = _drawn(problem, (*problem.hypotheses, *facts), problem.hypotheses, tier)
            if point is not None:
                return point
    for facts in _ways(problem) if refuting else [()]:
        point = _on_a_surface(problem, (*problem.hypotheses, *facts))
        if point is not None:
            return point
    return None


def rounded(problem: Problem, model: Mapping[str, Fraction], refuting: bool) -> Point | None:
    """An exact point near a model: itself, or its coordinates rounded to denominators as small as will do."""
    own = [model[name] for name in problem.statement.variables] + [Fraction(0)] * len(SPARE)
    at = np.array([[float(value)] for value in own])
    for facts in _ways(problem) if refuting else [()]:
        if not masks([replace(fact, relation=">=") if fact.is_strict else fact for fact in facts], at).all():
            continue
        everything = (*problem.hypotheses, *facts)
        tight = [replace(fact, relation="=") if not fact.is_strict and masks([replace(fact, relation="=")], at).all() else fact
                 for fact in everything]
        for candidate in _candidates(problem, own, at, tight):
            if candidate is not None and all(holds_at(fact, candidate) for fact in everything):
                return dict(zip(problem.statement.variables, candidate, strict=False))
    return None


def _candidates(problem: Problem, own: Sequence[Fraction], at: np.ndarray,
                tight: Sequence[Known]) -> Iterator[list[Number] | None]:
    for bound in DENOMINATORS:
        yield [_rational(value, bound) for value in own]
    yield [fmpq(value.numerator, value.denominator) for value in own]
    for chart in (chart_of(problem.ring, problem.hypotheses), solving_chart(problem.ring, tight), chart_of(problem.ring, tight)):
        coordinates = [float(values(back, at)[0]) for back in chart.back]
        for bound in DENOMINATORS:
            yield exact_point(chart, [_rational(Fraction(value), bound) for value in coordinates])


def _rational(value: Fraction, bound: int) -> fmpq:
    near = value.limit_denominator(bound)
    return fmpq(near.numerator, near.denominator)


def _ways(problem: Problem) -> Iterator[tuple[Known, ...]]:
    """Every way in which all alternatives can fail."""
    yield from product(*([way for fact in alternative for way in failures(fact)] for alternative in problem.alternatives))


def _drawn(problem: Problem, facts: Sequence[Known], charted: Sequence[Known], tier: _Tier) -> Point | None:
    """Draw coordinates of the charted facts from a tier; the lowest point at which all facts hold exactly."""
    chart = chart_of(problem.ring, charted)
    table = _table(chart, tier)
    floats = np.array([[float(value) for value in row] for row in table])
    picks = _picks(chart, table, tier.draws)
    points = points_of(chart, np.take_along_axis(floats, picks, axis=1))
    hits = np.flatnonzero(masks(facts, points))
    if len(hits) == 0:
        return None
    found: list[list[Number]] = []
    for column in hits[:MOST_CHECKED].tolist():
        exact = exact_point(chart, [fmpq(table[place][pick].numerator, table[place][pick].denominator)
                                    for place, pick in enumerate(picks[:, column].tolist())])
        if exact is not None and all(holds_at(fact, exact) for fact in facts):
            found.append(exact)
    return dict(zip(problem.statement.variables, min(found, key=height), strict=False)) if found else None


def _table(chart: Chart, tier: _Tier) -> list[list[Fraction]]:
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


def _picks(chart: Chart, table: Sequence[Sequence[Fraction]], draws: int) -> np.ndarray:
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


def height(point: Sequence[Number]) -> tuple[int, int]:
    """How large the numbers of a point are: irrational ones first, then digits."""
    irrational = sum(not isinstance(value, fmpq) for value in point)
    return irrational, sum(len(str(value)) for value in point)


def _on_a_surface(problem: Problem, facts: Sequence[Known]) -> Point | None:
    """Facts >= 0 that can only hold with equality: take each as an equation in turn."""
    for index, fact in enumerate(facts):
        if fact.relation == ">=" and fact.polynomial.total_degree() > 0:
            tight = [*facts[:index], replace(fact, relation="="), *facts[index + 1:]]
            point = _drawn(problem, tight, tight, TIERS[1])
            if point is not None:
                return point
    return None

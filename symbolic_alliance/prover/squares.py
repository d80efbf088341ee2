"""Guess the squares that a proof may need: what vanishes where an inequality is tight.

In:  a chart and the facts that were denied.
Out: a few short polynomials in coordinates, best first.
Method: an inequality that touches zero inside its domain does so at a first-order condition.  So candidates are the factors
of the goal's partial derivatives, the double factors of what is left when one variable is eliminated from the goal and
another tight fact (a resultant), and differences of coordinates in the same units.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from flint import fmpq_mpoly

from symbolic_alliance.prover.chart import Chart, Reduced
from symbolic_alliance.prover.positivstellensatz import Gradings
from symbolic_alliance.prover.signs import is_sum_of_positive_terms
from symbolic_alliance.prover.steps import primitive

MOST_TERMS, MOST_CANDIDATES, LARGEST_RESULTANT = 8, 24, 60


def candidate_squares(chart: Chart, goals: Sequence[Reduced]) -> tuple[fmpq_mpoly, ...]:
    """Polynomials whose squares are worth trying, without those whose sign is known."""
    found: dict[str, fmpq_mpoly] = {}
    gradings = Gradings(chart)
    for candidate in (*_double_factors(chart, goals), *_first_order(goals), *_differences(chart, gradings)):
        plain = primitive(candidate)
        if candidate.is_constant() or len(candidate) > MOST_TERMS or gradings.degree(candidate) is None:
            continue
        if is_sum_of_positive_terms(chart, plain) or is_sum_of_positive_terms(chart, -plain):
            continue
        key = str(plain if plain.leading_coefficient() > 0 else -plain)
        found.setdefault(key, candidate)
    return tuple(found.values())[:MOST_CANDIDATES]


def _double_factors(chart: Chart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    for goal in goals:
        yield from (factor for factor, exponent in goal.polynomial.factor()[1] if exponent > 1)
        for other in chart.facts:
            if other is goal or len(goal.polynomial) * len(other.polynomial) > LARGEST_RESULTANT**2:
                continue
            for place, (one, two) in enumerate(zip(goal.polynomial.degrees(), other.polynomial.degrees(), strict=True)):
                if one == 1 and two == 1:
                    left = goal.polynomial.resultant(other.polynomial, place)
                    if not left.is_zero():
                        yield from (factor for factor, exponent in left.factor()[1] if exponent > 1)


def _first_order(goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    for goal in goals:
        for place, degree in enumerate(goal.polynomial.degrees()):
            if degree >= 2 and len(goal.polynomial) <= LARGEST_RESULTANT:
                derivative = goal.polynomial.derivative(place)
                yield from (factor for factor, _ in derivative.factor()[1])


def _differences(chart: Chart, gradings: Gradings) -> Iterator[fmpq_mpoly]:
    generators = chart.ring.gens()
    yield from (generators[place] for place in gradings.places if place not in chart.coordinates)
    for left, right in combinations(gradings.places, 2):
        yield generators[left] - generators[right]
    for left, right in combinations(gradings.places, 2):
        if left not in chart.coordinates or right not in chart.coordinates:
            yield generators[left] + generators[right]

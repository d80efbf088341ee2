"""Guess the squares that a proof may need: what vanishes where an inequality is tight.

In:  a chart and the facts that were denied.
Out: a few short polynomials in coordinates, best first.
Method: an inequality that touches zero inside its domain does so at a first-order condition.  Candidates are, for a goal N
that was N/D before denominators were cleared,
1. double factors of what is left when a variable is eliminated from the goal and another tight fact (a resultant);
2. factors of the goal's partial derivatives, N_v and (N/D)_v, that is of N_v D - N D_v;
3. differences of coordinates in the same units.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from flint import fmpq_mpoly

from symbolic_alliance.proof.prover.branch_chart import BranchChart, Reduced, by_powers
from symbolic_alliance.proof.prover.positivstellensatz import Gradings
from symbolic_alliance.proof.prover.sign_product import is_sum_of_positive_terms
from symbolic_alliance.proof.prover.steps import primitive

MOST_TERMS, MOST_CANDIDATES, MOST_PRODUCTS = 12, 24, 3000


def candidate_squares(chart: BranchChart, goals: Sequence[Reduced]) -> tuple[fmpq_mpoly, ...]:
    """Polynomials whose squares are worth trying: where the goal may be tight, then differences of coordinates."""
    return _distinct(chart, (*map(chart.in_coordinates, touching(chart, goals)), *_differences(chart)))[:MOST_CANDIDATES]


def touching(chart: BranchChart, goals: Sequence[Reduced]) -> tuple[fmpq_mpoly, ...]:
    """What may vanish where a goal is tight, in variables."""
    plain = [one for one in chart.plain if any(one.fact is goal.fact for goal in goals)]
    return (*_double_factors(chart.plain, plain), *_first_order(chart, plain))


def _distinct(chart: BranchChart, candidates: Sequence[fmpq_mpoly]) -> tuple[fmpq_mpoly, ...]:
    """Each candidate once, without those whose sign is known or whose units do not fit."""
    found: dict[str, fmpq_mpoly] = {}
    gradings = Gradings(chart)
    for candidate in candidates:
        if candidate.is_constant() or len(candidate) > MOST_TERMS or gradings.degree(candidate) is None:
            continue
        standard = primitive(candidate)
        if not is_sum_of_positive_terms(chart, standard) and not is_sum_of_positive_terms(chart, -standard):
            found.setdefault(str(standard if standard.leading_coefficient() > 0 else -standard), candidate)
    return tuple(found.values())


def resultants(facts: Sequence[Reduced], goals: Sequence[Reduced]) -> Iterator[list[tuple[fmpq_mpoly, int]]]:
    """The factors of what is left when a variable in which a goal and another fact are linear is eliminated."""
    for goal in goals:
        for other in facts:
            if other.fact is goal.fact or len(goal.polynomial) * len(other.polynomial) > MOST_PRODUCTS:
                continue
            for place in range(len(goal.polynomial.degrees())):
                left = _eliminate(goal.polynomial, other.polynomial, place)
                if left is not None and not left.is_zero():
                    yield left.factor()[1]


def _eliminate(one: fmpq_mpoly, other: fmpq_mpoly, place: int) -> fmpq_mpoly | None:
    """What is left of two polynomials without a variable in which both are linear, or both linear in its square."""
    for power in (1, 2):
        if one.degrees()[place] == other.degrees()[place] == power:
            (rest, *between, top), (other_rest, *others, other_top) = by_powers(one, place), by_powers(other, place)
            if all(coefficient.is_zero() for coefficient in (*between, *others)):
                return top * other_rest - other_top * rest
    return None


def _double_factors(facts: Sequence[Reduced], goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    for goal in goals:
        yield from (factor for factor, exponent in goal.polynomial.factor()[1] if exponent > 1)
    for factors in resultants(facts, goals):
        yield from (factor for factor, exponent in factors if exponent > 1)


def _first_order(chart: BranchChart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    positive = [known.polynomial for known, _ in chart.lemmas if known.is_strict]
    for goal in goals:
        value = goal.polynomial
        for place, degree in enumerate(value.degrees()):
            if degree == 0 or len(value) > MOST_PRODUCTS // 10:
                continue
            for divisor in [*(one for one in positive if one.degrees()[place] and len(one) < 4), chart.ring.constant(1)]:
                derivative = value.derivative(place) * divisor - value * divisor.derivative(place)
                if not derivative.is_zero():
                    yield from (factor for factor, _ in derivative.factor()[1])


def _differences(chart: BranchChart) -> Iterator[fmpq_mpoly]:
    generators, places = chart.ring.gens(), Gradings(chart).places
    yield from (generators[place] for place in places if place not in chart.coordinates)
    for left, right in combinations(places, 2):
        yield generators[left] - generators[right]
    for left, right in combinations(places, 2):
        if left not in chart.coordinates or right not in chart.coordinates:
            yield generators[left] + generators[right]

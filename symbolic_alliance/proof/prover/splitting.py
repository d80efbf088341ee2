"""Where to split a branch: polynomials at whose sign something changes.

In:  a bank of points and the attempts to close the branch.
Out: what changes sign where the hypotheses hold: factors of facts, free variables, what is tight, what facts share.
"""

from collections.abc import Iterator, Sequence

from flint import fmpq_mpoly

from symbolic_alliance.proof.prover.branch import Attempt
from symbolic_alliance.proof.prover.branch_chart import BranchChart, Reduced, by_powers
from symbolic_alliance.proof.prover.float_points import FloatPoints
from symbolic_alliance.proof.prover.sign_product import is_sum_of_positive_terms
from symbolic_alliance.proof.prover.squares import resultants, touching
from symbolic_alliance.proof.prover.steps import primitive

LONGEST_SPLIT = 12


def split_candidates(bank: FloatPoints, attempts: Sequence[Attempt]) -> Iterator[fmpq_mpoly]:
    """The polynomials to split on, each once."""
    seen: set[str] = set()
    for attempt in attempts:
        for one in _splits_of(bank, attempt):
            if str(one) not in seen:
                seen.add(str(one))
                yield one


def _splits_of(bank: FloatPoints, attempt: Attempt) -> Iterator[fmpq_mpoly]:
    chart, goals, squares = attempt.chart, attempt.goals, attempt.squares
    tight = (one for one in touching(chart, goals) if len(one) <= LONGEST_SPLIT)
    for polynomial in (*_factors(chart, goals), *_free_variables(chart), *tight, *_shared_factors(chart, goals),
                       *map(chart.in_variables, squares)):
        plain = primitive(polynomial)
        plain = plain if plain.is_zero() or plain.leading_coefficient() > 0 else -plain
        moved = chart.in_coordinates(plain)
        has_sign = is_sum_of_positive_terms(chart, moved) or is_sum_of_positive_terms(chart, -moved)
        if not plain.is_constant() and not has_sign and bank.changes_sign(plain):
            yield plain


def _factors(chart: BranchChart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    for one in (*goals, *chart.facts):
        factors = one.polynomial.factor()[1]
        if len(factors) > 1:
            yield from (chart.in_variables(factor) for factor, _ in factors)


def _free_variables(chart: BranchChart) -> Iterator[fmpq_mpoly]:
    """Variables without a known sign; first those that stand before a variable in an equation, which so is not solved."""
    used = [one.polynomial for one in chart.facts] + [one.polynomial for one in chart.equations]
    free = {str(generator): chart.back[place] for place, generator in enumerate(chart.ring.gens())
            if place not in chart.coordinates and any(polynomial.degrees()[place] for polynomial in used)}
    for equation in chart.equations:
        for place, degree in enumerate(equation.polynomial.degrees()):
            if degree == 1:
                for factor, _ in by_powers(equation.polynomial, place)[1].factor()[1]:
                    if str(factor) in free:
                        yield free[str(factor)]
    yield from free.values()


def _shared_factors(chart: BranchChart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    """Simple factors of what is left when a variable is eliminated from the goal and another fact."""
    for facts, wanted in ((chart.facts, goals), (chart.plain, () if goals else chart.plain)):
        for factors in resultants(facts, wanted):
            for factor, _ in factors:
                if len(factor) <= 8:
                    yield factor if facts is chart.plain else chart.in_variables(factor)

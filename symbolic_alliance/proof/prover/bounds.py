"""Chain two bounds on one variable: from  c u > r  and  d u < s  follows  c s > d r  (Fourier and Motzkin's elimination).

In:  a chart.
Out: the chart with more facts, each a lemma that no longer contains the variable; they let an identity of low degree do
     what would need products of several facts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from flint import fmpq_mpoly

from symbolic_alliance.proof.prover.branch_chart import BranchChart, Reduced, by_powers
from symbolic_alliance.proof.prover.sign_product import is_sum_of_positive_terms, positive_terms, strip
from symbolic_alliance.proof.prover.steps import FactProduct, Known, content

MOST_BOUNDS, MOST_TERMS = 24, 80


@dataclass(frozen=True)
class _Bound:
    """A fact that is linear in a variable, with the factor of the variable, positive once ``sign`` is taken out."""

    reduced: Reduced
    factor: fmpq_mpoly
    sign: int


def with_bounds(chart: BranchChart) -> BranchChart:
    """Add what follows from pairs of bounds on one variable, shortest first.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.proof.prover.branch_coordinates import chart_of
    >>> from symbolic_alliance.proof.prover.steps import problem_of
    >>> abx = ("a", "b", "x")
    >>> given = [Fact(">", read_polynomial(text, abx)) for text in ("a", "b", "x", "a*x - b", "-b*x + 1")]
    >>> problem = problem_of(Statement(abx, tuple(given), ()))
    >>> [str(one.polynomial) for one in with_bounds(chart_of(problem.ring, problem.hypotheses)).facts][2:]
    ['a - b^2']
    """
    known = {str(one.polynomial) for one in chart.facts}
    found: dict[str, tuple[fmpq_mpoly, _Bound, _Bound]] = {}
    for place in range(len(chart.back)):
        bounds = list(_bounds(chart, place))
        for above, below in product([one for one in bounds if one.sign > 0], [one for one in bounds if one.sign < 0]):
            value = above.factor * below.reduced.polynomial + below.factor * above.reduced.polynomial
            if not value.is_zero() and len(value) <= MOST_TERMS and not is_sum_of_positive_terms(chart, value):
                found.setdefault(str(value), (value, above, below))
    count = len(chart.facts)
    for value, above, below in sorted(found.values(), key=lambda one: len(one[0]))[:MOST_BOUNDS]:
        if str(value) not in known:
            chart = _with_bound(chart, value, above, below)
    if len(chart.facts) == count:
        return chart
    old, new = chart.facts[:count], chart.facts[count:]
    fresh = strip(replace(chart, facts=(*old, *new)))
    return replace(fresh, plain=(*chart.plain, *(one for one in fresh.facts if one not in old)))


def _bounds(chart: BranchChart, place: int) -> Iterator[_Bound]:
    """The facts that are linear in a variable with a factor of known sign, the sign of a coordinate among them."""
    for reduced in chart.facts:
        if reduced.polynomial.degrees()[place] == 1:
            factor = by_powers(reduced.polynomial, place)[1]
            for sign in (1, -1):
                if is_sum_of_positive_terms(chart, factor * sign):
                    yield _Bound(reduced, factor * sign, sign)


def _with_bound(chart: BranchChart, value: fmpq_mpoly, above: _Bound, below: _Bound) -> BranchChart:
    """The chart with  value > 0,  the sum of each bound times the other's factor."""
    is_strict = any(one.reduced.fact.is_strict and is_sum_of_positive_terms(chart, other.factor, strictly=True)
                    for one, other in ((above, below), (below, above)))
    scaled = value / content(chart.in_variables(value))
    fact = Known(">" if is_strict else ">=", chart.in_variables(scaled))
    failure = Known(">=" if is_strict else ">", -fact.polynomial)
    because = [FactProduct(value.leading_coefficient() / scaled.leading_coefficient(), (failure,))]
    for one, other in ((above, below), (below, above)):
        because += [FactProduct(term.coefficient, (*one.reduced.facts, *term.facts), term.squares)
                    for term in positive_terms(chart, other.factor)]
    grown = chart.with_lemma(fact, Reduced(fact, scaled), failure, because)
    return chart if grown is None else grown

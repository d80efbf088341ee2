"""Search for a proof of a statement, cheapest strategy first.

In:  a problem and a deadline.
Out: a finished `Step`, or None.
Method: deny one alternative after the other; close each branch by signs, then by an identity of growing effort, then by a
split on a polynomial at which something changes (another cutoff, the place where an inequality is tight, the sign of a
variable).  Cheap levels are tried on every split before expensive ones on any.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flint import fmpq_mpoly

from symbolic_alliance.prover.bank import Bank
from symbolic_alliance.prover.chart import Chart, Reduced, closed
from symbolic_alliance.prover.coordinates import chart_of
from symbolic_alliance.prover.positivstellensatz import LEVELS, identity, origins
from symbolic_alliance.prover.signs import closed_by_sign
from symbolic_alliance.prover.squares import candidate_squares, resultants
from symbolic_alliance.prover.steps import Cases, Closed, Denial, Known, Problem, Product, Step, failures, primitive

QUICK, MIDDLE, SPLITS, MOST_SPLITS = 4, 6, 12, 2
_View = tuple[Chart, Sequence[Reduced], Sequence[fmpq_mpoly]]


@dataclass(frozen=True)
class _Branch:
    """Where the search stands: the facts on the way here, and those among them that deny something."""

    facts: tuple[Known, ...]
    denied: tuple[Known, ...]

    def with_fact(self, fact: Known) -> "_Branch":
        return _Branch((*self.facts, fact), (*self.denied, fact))


def search(problem: Problem, bank: Bank, deadline: float, thoroughly: bool = True) -> Step | None:
    """A proof of the statement, by cheap strategies or thoroughly; None if none is found in time.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.prover.steps import assembled, problem_of
    >>> square = Fact(">=", read_polynomial("x^2 - 2*x*y + y^2", ("x", "y")))
    >>> problem = problem_of(Statement(("x", "y"), (), ((square,),)))
    >>> assembled(problem, search(problem, Bank(problem), time.monotonic() + 5)).alternative
    0
    """
    everything = tuple(range(len(problem.alternatives)))
    return _Search(problem, bank, thoroughly).denied(_Branch(problem.hypotheses, ()), everything, deadline)


@dataclass(frozen=True)
class _Search:
    """What stays the same on all branches."""

    problem: Problem
    bank: Bank
    thoroughly: bool

    def denied(self, branch: _Branch, left: tuple[int, ...], deadline: float) -> Step | None:
        """Deny one alternative after the other, the one that most points satisfy first, until the branch closes."""
        if not left or (len(left) < len(self.problem.alternatives) and not self.bank.has_point(branch.facts)):
            found = self.closed(branch, deadline if not left else min(deadline, _soon(0.5)), 0 if left else MOST_SPLITS)
            if found is not None or not left or time.monotonic() > deadline:
                return found
        alternative = max(left, key=lambda index: self.bank.count((*branch.facts, *self.problem.alternatives[index])))
        rest = tuple(index for index in left if index != alternative)
        ways = [way for fact in self.problem.alternatives[alternative] for way in failures(fact)]
        branches: list[tuple[Known, Step]] = []
        for way in ways:
            step = self.denied(branch.with_fact(way), rest, deadline)
            if step is None:
                return None
            branches.append((way, step))
        return Denial(alternative, tuple(branches))

    def closed(self, branch: _Branch, deadline: float, splits: int) -> Step | None:
        """Close a branch by signs, an identity, a split, a larger identity."""
        chart = chart_of(self.problem.ring, branch.facts)
        goals = [one for one in chart.facts if any(known in branch.denied for known in origins(chart, one))]
        for one in (*goals, *(one for one in chart.facts if one not in goals)):
            found = _contradiction(chart, one) or closed_by_sign(chart, one)
            if found is not None:
                return chart.below_lemmas(found)
        squares = candidate_squares(chart, goals or chart.facts)

        def identity_of(levels: range, end: float) -> Step | None:
            found = _identity(chart, branch, squares, levels, end)
            return None if found is None else chart.below_lemmas(found)

        step = identity_of(range(QUICK), min(deadline, _soon(3)))
        if step is not None or not splits or not self.thoroughly:
            return step
        return (identity_of(range(QUICK, MIDDLE), min(deadline, _soon((deadline - time.monotonic()) / 2)))
                or self.split(branch, (chart, goals, squares), deadline, splits)
                or identity_of(range(MIDDLE, len(LEVELS)), deadline))

    def split(self, branch: _Branch, view: _View, deadline: float, splits: int) -> Step | None:
        """Two branches, p >= 0 and p < 0, for the first candidate p with which both close quickly."""
        end = _soon((deadline - time.monotonic()) * 0.6)
        for polynomial in islice(_split_candidates(self.bank, *view), SPLITS):
            if time.monotonic() > end:
                return None
            branches: list[tuple[str, Known, Step]] = []
            for relation, fact in ((">=", Known(">=", polynomial)), ("<", Known(">", -polynomial))):
                step = self.closed(_Branch((*branch.facts, fact), branch.denied), min(end, _soon(3 * splits)), splits - 1)
                if step is None:
                    break
                branches.append((relation, fact, step))
            else:
                return Cases(polynomial, tuple(branches))
        return None


def _soon(seconds: float) -> float:
    return time.monotonic() + seconds


def _contradiction(chart: Chart, reduced: Reduced) -> Closed | None:
    """Close the branch if a fact says that a negative number is positive, or that 0 > 0."""
    polynomial = reduced.polynomial
    if not polynomial.is_constant() or (not polynomial.is_zero() and polynomial.leading_coefficient() > 0):
        return None
    rest = () if polynomial.is_zero() else (Product(-polynomial.leading_coefficient(), ()),)
    if polynomial.is_zero() and not reduced.fact.is_strict:
        return None
    return closed(chart, (Product(polynomial.context().constant(1).leading_coefficient(), reduced.facts), *rest))


def _identity(chart: Chart, branch: _Branch, squares: Sequence[fmpq_mpoly], levels: range, deadline: float) -> Closed | None:
    for index in levels:
        if time.monotonic() > deadline:
            return None
        found = identity(chart, branch.denied, squares, LEVELS[index], deadline)
        if found is not None:
            return found
    return None


def _split_candidates(bank: Bank, chart: Chart, goals: Sequence[Reduced], squares: Sequence[fmpq_mpoly]) -> Iterator[fmpq_mpoly]:
    """What changes sign where the hypotheses hold: factors of facts, free variables, what is tight, what facts share."""
    seen: set[str] = set()
    for polynomial in (*_factors(chart, goals), *_free_variables(chart), *map(chart.in_variables, squares), *_shared(chart, goals)):
        plain = primitive(polynomial)
        key = str(plain if plain.is_zero() or plain.leading_coefficient() > 0 else -plain)
        if key in seen or plain.is_constant() or not bank.changes_sign(plain):
            continue
        seen.add(key)
        yield plain


def _factors(chart: Chart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    for one in (*goals, *chart.facts):
        factors = one.polynomial.factor()[1]
        if len(factors) > 1:
            yield from (chart.in_variables(factor) for factor, _ in factors)


def _free_variables(chart: Chart) -> Iterator[fmpq_mpoly]:
    for place, generator in enumerate(chart.back):
        if place not in chart.coordinates and any(one.polynomial.degrees()[place] for one in chart.facts):
            yield generator


def _shared(chart: Chart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    """Simple factors of what is left when a variable is eliminated from the goal and another fact."""
    for factors in resultants(chart.facts, goals):
        yield from (chart.in_variables(factor) for factor, _ in factors if len(factor) <= 8)

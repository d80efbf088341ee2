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

from flint import fmpq_mpoly

from symbolic_alliance.prover.bank import Bank
from symbolic_alliance.prover.chart import Chart, Reduced
from symbolic_alliance.prover.coordinates import chart_of
from symbolic_alliance.prover.positivstellensatz import LEVELS, identity, origins
from symbolic_alliance.prover.signs import closed_by_sign
from symbolic_alliance.prover.squares import candidate_squares
from symbolic_alliance.prover.steps import Cases, Closed, Denial, Known, Problem, Product, Step, failures, primitive

QUICK, SPLITS, MOST_SPLITS = 4, 12, 2


@dataclass(frozen=True)
class _Branch:
    """Where the search stands: the facts on the way here, and those among them that deny something."""

    facts: tuple[Known, ...]
    denied: tuple[Known, ...]

    def with_fact(self, fact: Known) -> "_Branch":
        return _Branch((*self.facts, fact), (*self.denied, fact))


def search(problem: Problem, bank: Bank, deadline: float) -> Step | None:
    """A proof of the statement; None if none is found in time.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.prover.steps import assembled, problem_of
    >>> square = Fact(">=", read_polynomial("x^2 - 2*x*y + y^2", ("x", "y")))
    >>> problem = problem_of(Statement(("x", "y"), (), ((square,),)))
    >>> assembled(problem, search(problem, Bank(problem), time.monotonic() + 5)).alternative
    0
    """
    return _denied(problem, bank, _Branch(problem.hypotheses, ()), 0, deadline)


def _denied(problem: Problem, bank: Bank, branch: _Branch, alternative: int, deadline: float) -> Step | None:
    """Deny the alternatives from this one on, and close the branch as soon as it can be closed."""
    is_last = alternative == len(problem.alternatives)
    if is_last or (alternative and not bank.has_point(branch.facts)):
        found = _closed(problem, bank, branch, deadline if is_last else min(deadline, time.monotonic() + 2), MOST_SPLITS * is_last)
        if found is not None or is_last:
            return found
    ways = [way for fact in problem.alternatives[alternative] for way in failures(fact)]
    branches: list[tuple[Known, Step]] = []
    for index, way in enumerate(ways):
        share = time.monotonic() + (deadline - time.monotonic()) / (len(ways) - index)
        step = _denied(problem, bank, branch.with_fact(way), alternative + 1, share)
        if step is None:
            return None
        branches.append((way, step))
    return Denial(alternative, tuple(branches))


def _closed(problem: Problem, bank: Bank, branch: _Branch, deadline: float, splits: int) -> Step | None:
    """Close a branch: quick levels, then splits with quick levels, then everything."""
    chart = chart_of(problem.ring, branch.facts)
    goals = [one for one in chart.facts if any(known in branch.denied for known in origins(chart, one))]
    for one in (*goals, *(one for one in chart.facts if one not in goals)):
        found = _contradiction(chart, one) or closed_by_sign(chart, one)
        if found is not None:
            return chart.below_lemmas(found)
    squares = candidate_squares(chart, goals or chart.facts)
    found = _identity(chart, branch, squares, range(QUICK), min(deadline, time.monotonic() + 3))
    if found is not None:
        return chart.below_lemmas(found)
    if splits:
        step = _split(problem, bank, branch, (chart, goals, squares), deadline, splits)
        if step is not None:
            return step
        found = _identity(chart, branch, squares, range(QUICK, len(LEVELS)), deadline)
    return None if found is None else chart.below_lemmas(found)


def _contradiction(chart: Chart, reduced: Reduced) -> Closed | None:
    """Close the branch if a fact says that a negative number is positive, or that 0 > 0."""
    from symbolic_alliance.prover.chart import closed

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


def _split(problem: Problem, bank: Bank, branch: _Branch, view: tuple[Chart, Sequence[Reduced], Sequence[fmpq_mpoly]],
           deadline: float, splits: int) -> Step | None:
    """Two branches, p >= 0 and p < 0, for the first candidate p with which both close quickly."""
    end = time.monotonic() + (deadline - time.monotonic()) * 0.6
    for polynomial in list(_split_candidates(problem, bank, branch, *view))[:SPLITS]:
        if time.monotonic() > end:
            return None
        branches: list[tuple[str, Known, Step]] = []
        for relation, fact in ((">=", Known(">=", polynomial)), ("<", Known(">", -polynomial))):
            step = _closed(problem, bank, _Branch((*branch.facts, fact), branch.denied),
                           min(end, time.monotonic() + 3 * splits), splits - 1)
            if step is None:
                break
            branches.append((relation, fact, step))
        else:
            return Cases(polynomial, tuple(branches))
    return None


def _split_candidates(problem: Problem, bank: Bank, branch: _Branch, chart: Chart, goals: Sequence[Reduced],
                      squares: Sequence[fmpq_mpoly]) -> Iterator[fmpq_mpoly]:
    """Polynomials that change sign where the hypotheses hold: free variables, then what is tight, then what facts share."""
    seen: set[str] = set()
    for polynomial in (*_free_variables(chart), *map(chart.in_variables, squares), *_shared(chart, goals)):
        plain = primitive(polynomial)
        key = str(plain if plain.is_zero() or plain.leading_coefficient() > 0 else -plain)
        if key in seen or plain.is_constant() or not bank.changes_sign(plain):
            continue
        seen.add(key)
        yield plain


def _free_variables(chart: Chart) -> Iterator[fmpq_mpoly]:
    for place, generator in enumerate(chart.back):
        if place not in chart.coordinates and any(one.polynomial.degrees()[place] for one in chart.facts):
            yield generator


def _shared(chart: Chart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    """Simple factors of what is left when a variable is eliminated from the goal and another fact."""
    for goal in goals:
        for other in chart.facts:
            if other is goal or len(goal.polynomial) * len(other.polynomial) > 400:
                continue
            for place, (one, two) in enumerate(zip(goal.polynomial.degrees(), other.polynomial.degrees(), strict=True)):
                if one == 1 and two == 1:
                    left = goal.polynomial.resultant(other.polynomial, place)
                    yield from (chart.in_variables(factor) for factor, _ in left.factor()[1] if len(factor) <= 8)

"""Search for a proof of a statement, cheapest strategy first.

In:  a problem and a deadline.
Out: a finished `Step`, or None.
Method: deny one alternative after the other; close each branch by signs, then by an identity of growing effort, then by a
split on a polynomial at which something changes (another cutoff, the place where an inequality is tight, the sign of a
variable).  Cheap levels are tried on every split before expensive ones on any.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from flint import fmpq, fmpq_mpoly

from symbolic_alliance.prover.bank import Bank
from symbolic_alliance.prover.bounds import with_bounds
from symbolic_alliance.prover.chart import Chart, Reduced, by_powers, closed
from symbolic_alliance.prover.coordinates import chart_of
from symbolic_alliance.prover.positivstellensatz import LEVELS, WIDE_LEVELS, Gradings, Level, identity, origins
from symbolic_alliance.prover.signs import closed_by_sign, is_sum_of_positive_terms
from symbolic_alliance.prover.squares import candidate_squares, resultants, touching
from symbolic_alliance.prover.steps import (
    Cases,
    Closed,
    Denial,
    Known,
    Problem,
    Product,
    Step,
    failures,
    primitive,
    pruned,
    renamed,
    used,
)

CHEAP, QUICK, SPLITS, MOST_SPLITS, LONGEST_SPLIT = 2, 4, 8, 2, 12
FEW_COLUMNS, MOST_COLUMNS = 2000, 9000
SAYS = ((">", ">"), (">=", ">="), ("=", "="), (">", ">="))
_View = tuple[Chart, Sequence[Reduced], Sequence[fmpq_mpoly]]


@dataclass(frozen=True)
class _Branch:
    """Where the search stands: the facts on the way here, and those among them that deny something."""

    facts: tuple[Known, ...]
    denied: tuple[Known, ...]

    def with_fact(self, fact: Known) -> "_Branch":
        return _Branch((*self.facts, fact), (*self.denied, fact))

    def has(self, fact: Known) -> bool:
        """Whether the fact is there already, or is even said more strictly."""
        return any(one.polynomial == fact.polynomial and one.relation in (fact.relation, ">")
                   for one in self.facts if one.relation != "=")

    def matching(self, needed: Sequence[Known]) -> dict[Known, Known] | None:
        """For each needed fact one of the branch that says the same or more; None if one is missing."""
        found: dict[Known, Known] = {}
        for fact in needed:
            for one in self.facts:
                if one is fact or (one.polynomial == fact.polynomial and (one.relation, fact.relation) in SAYS):
                    found[fact] = one
                    break
            else:
                return None
        return found

    def opposes(self, fact: Known) -> Closed | None:
        """The contradiction between the fact and its opposite, if that is there."""
        for one in self.facts:
            if one.relation != "=" and (one.is_strict or fact.is_strict) and one.polynomial == -fact.polynomial:
                return Closed((Product(fmpq(1), (fact,)), Product(fmpq(1), (one,))))
        return None


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
    failing = tuple(tuple(way for fact in alternative for way in failures(fact)) for alternative in problem.alternatives)
    return _Search(problem, bank, thoroughly, failing).denied(_Branch(problem.hypotheses, ()), everything, deadline)


@dataclass(frozen=True)
class _Search:
    """What stays the same on all branches."""

    problem: Problem
    bank: Bank
    thoroughly: bool
    failing: tuple[tuple[Known, ...], ...]
    learned: list[tuple[tuple[Known, ...], Step]] = field(default_factory=list)

    def denied(self, branch: _Branch, left: tuple[int, ...], deadline: float) -> Step | None:
        """Deny alternatives until the branch closes; what closed it is remembered for other branches with the same facts."""
        for needed, step in self.learned:
            facts = branch.matching(needed)
            if facts is not None:
                return renamed(step, facts)
        found = self.denied_anew(branch, left, deadline)
        if found is not None:
            step = pruned(found)
            self.learned.append((used(step), step))
        return found

    def denied_anew(self, branch: _Branch, left: tuple[int, ...], deadline: float) -> Step | None:
        """First deny what can fail in one way only, then what most points of the bank satisfy; pass over what has failed."""
        left = tuple(index for index in left if not any(branch.has(way) for way in self.ways(index)))
        if not left or (branch.denied and not self.bank.has_point(branch.facts)):
            found = (self.closed(branch, deadline, MOST_SPLITS) if not left
                     else self.closed(branch, min(deadline, _soon(1.0)), 0, CHEAP))
            if found is not None or not left or time.monotonic() > deadline:
                return found
        alternative = min(left, key=lambda index: self.promise(branch, index))
        rest = tuple(index for index in left if index != alternative)
        branches: list[tuple[Known, Step]] = []
        for way in self.ways(alternative):
            step = branch.opposes(way) or self.denied(branch.with_fact(way), rest, deadline)
            if step is None:
                return None
            branches.append((way, step))
            if way not in used(step):
                return step
        return Denial(alternative, tuple(branches))

    def ways(self, alternative: int) -> tuple[Known, ...]:
        """The ways in which an alternative can fail."""
        return self.failing[alternative]

    def promise(self, branch: _Branch, alternative: int) -> tuple[bool, int, int]:
        """How well it would do to deny an alternative next, least is best."""
        live = sum(branch.opposes(way) is None for way in self.ways(alternative))
        return live > 1, -self.bank.count((*branch.facts, *self.problem.alternatives[alternative])), live

    def closed(self, branch: _Branch, deadline: float, splits: int, quick: int = QUICK) -> Step | None:
        """Close a branch by signs, an identity, a split, a larger identity."""
        chart = chart_of(self.problem.ring, branch.facts)
        goals = [one for one in chart.facts if any(known in branch.denied for known in origins(chart, one))]
        for one in (*goals, *(one for one in chart.facts if one not in goals)):
            found = _contradiction(chart, one) or closed_by_sign(chart, one)
            if found is not None:
                return chart.below_lemmas(found)
        squares = candidate_squares(chart, goals or chart.facts)

        def identity_of(levels: Sequence[Level], end: float, view: Chart = chart, columns: int = MOST_COLUMNS) -> Step | None:
            found = _identity(view, branch, squares, levels, end, columns)
            return None if found is None else view.below_lemmas(found)

        end = min(deadline, _soon(3))
        step = (identity_of(LEVELS[:CHEAP], end) or identity_of(LEVELS[:CHEAP], end, with_bounds(chart))
                or identity_of(LEVELS[CHEAP:quick], end))
        if step is not None or not splits or not self.thoroughly:
            return step
        half = _soon((deadline - time.monotonic()) / 2)
        return (identity_of((*LEVELS[quick:], *WIDE_LEVELS[:2]), half, columns=FEW_COLUMNS)
                or self.split(branch, (chart, goals, squares), deadline, splits)
                or identity_of(LEVELS[:QUICK], deadline, with_bounds(with_bounds(chart)))
                or identity_of((*WIDE_LEVELS, *LEVELS[quick:]), deadline))

    def split(self, branch: _Branch, view: _View, deadline: float, splits: int) -> Step | None:
        """Branches by the sign of the first candidate p with which all close; shallow splits of all candidates come first."""
        end = _soon((deadline - time.monotonic()) * 0.6)
        candidates = list(islice(_split_candidates(self.bank, *view), SPLITS))
        for depth, polynomial in product(range(splits), candidates):
            if time.monotonic() > end:
                return None
            step = self.cases(branch, polynomial, min(end, _soon(1.5 + 2 * depth)), depth)
            if step is not None:
                return step
        return None

    def cases(self, branch: _Branch, polynomial: fmpq_mpoly, deadline: float, splits: int) -> Step | None:
        """Close the branches by the sign of p: two are enough, p >= 0 and p < 0, except where there are equations."""
        above = (">", "=") if any(one.relation == "=" for one in branch.facts) else (">=",)
        branches: list[tuple[str, Known, Step]] = []
        for relation, fact in (*((sign, Known(sign, polynomial)) for sign in above), ("<", Known(">", -polynomial))):
            step = self.closed(_Branch((*branch.facts, fact), branch.denied), deadline, splits)
            if step is None:
                return None
            branches.append((relation, fact, step))
        return Cases(polynomial, tuple(branches))


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


def _identity(chart: Chart, branch: _Branch, squares: Sequence[fmpq_mpoly], levels: Sequence[Level], deadline: float,
              columns: int) -> Closed | None:
    gradings = Gradings(chart)
    for level in levels:
        if time.monotonic() > deadline:
            return None
        found = identity(chart, branch.denied, squares, level, deadline, columns, gradings)
        if found is not None:
            return found
    return None


def _split_candidates(bank: Bank, chart: Chart, goals: Sequence[Reduced],
                      squares: Sequence[fmpq_mpoly]) -> Iterator[fmpq_mpoly]:
    """What changes sign where the hypotheses hold: factors of facts, free variables, what is tight, what facts share."""
    seen: set[str] = set()
    tight = (one for one in touching(chart, goals) if len(one) <= LONGEST_SPLIT)
    for polynomial in (*_factors(chart, goals), *_free_variables(chart), *tight, *_shared(chart, goals),
                       *map(chart.in_variables, squares)):
        plain = primitive(polynomial)
        key = str(plain if plain.is_zero() or plain.leading_coefficient() > 0 else -plain)
        moved = chart.in_coordinates(plain)
        has_sign = is_sum_of_positive_terms(chart, moved) or is_sum_of_positive_terms(chart, -moved)
        if key not in seen and not plain.is_constant() and not has_sign and bank.changes_sign(plain):
            seen.add(key)
            yield plain


def _factors(chart: Chart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    for one in (*goals, *chart.facts):
        factors = one.polynomial.factor()[1]
        if len(factors) > 1:
            yield from (chart.in_variables(factor) for factor, _ in factors)


def _free_variables(chart: Chart) -> Iterator[fmpq_mpoly]:
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


def _shared(chart: Chart, goals: Sequence[Reduced]) -> Iterator[fmpq_mpoly]:
    """Simple factors of what is left when a variable is eliminated from the goal and another fact."""
    for factors in resultants(chart.facts, goals):
        yield from (chart.in_variables(factor) for factor, _ in factors if len(factor) <= 8)

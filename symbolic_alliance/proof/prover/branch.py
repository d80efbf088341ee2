"""A branch of a proof, and the attempts to close it without a split.

In:  the facts on a branch, or some of them.
Out: a finished `ProofStep`: closed by the signs of factors, or by an identity of growing effort.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.proof.prover.bounds import with_bounds
from symbolic_alliance.proof.prover.branch_chart import BranchChart, Reduced, close
from symbolic_alliance.proof.prover.branch_coordinates import chart_of
from symbolic_alliance.proof.prover.positivstellensatz import LEVELS, Gradings, Level, identity, origins
from symbolic_alliance.proof.prover.sign_product import closed_by_sign
from symbolic_alliance.proof.prover.squares import candidate_squares
from symbolic_alliance.proof.prover.steps import Closed, FactProduct, Known, ProofStep

CHEAP, MOST_COLUMNS = 2, 9000
SAYS = ((">", ">"), (">=", ">="), ("=", "="), (">", ">="))


@dataclass(frozen=True)
class Branch:
    """Where the search stands: the facts on the way here, and those among them that deny something."""

    facts: tuple[Known, ...]
    denied: tuple[Known, ...]

    def with_fact(self, fact: Known) -> "Branch":
        """The branch on which this is denied too."""
        return Branch((*self.facts, fact), (*self.denied, fact))

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
                return Closed((FactProduct(fmpq(1), (fact,)), FactProduct(fmpq(1), (one,))))
        return None


@dataclass(frozen=True)
class Attempt:
    """An attempt to close a branch from some of its facts."""

    ring: fmpq_mpoly_ctx
    branch: Branch

    @cached_property
    def chart(self) -> BranchChart:
        """The coordinates of these facts."""
        return chart_of(self.ring, self.branch.facts)

    @cached_property
    def goals(self) -> list[Reduced]:
        """The facts that deny something, in coordinates."""
        return [one for one in self.chart.facts if any(known in self.branch.denied for known in origins(self.chart, one))]

    @cached_property
    def squares(self) -> tuple[fmpq_mpoly, ...]:
        """Polynomials whose squares may help."""
        return candidate_squares(self.chart, self.goals or self.chart.facts)

    @cached_property
    def bounded(self) -> BranchChart:
        """The chart with what follows from pairs of bounds on one variable."""
        return with_bounds(self.chart)

    def by_signs(self) -> ProofStep | None:
        """A contradiction that the signs of one fact's factors show."""
        for one in (*self.goals, *(one for one in self.chart.facts if one not in self.goals)):
            found = _contradiction(self.chart, one) or closed_by_sign(self.chart, one)
            if found is not None:
                return self.chart.below_lemmas(found)
        return None

    def cheaply(self, end: float, quick: int, thoroughly: bool) -> ProofStep | None:
        """An identity of the first levels, without and with bounds."""
        few, more = LEVELS[:CHEAP], LEVELS[CHEAP:CHEAP + 1]
        return (self.identity(few, end) or self.identity(few, end, bounds=1)
                or (self.identity(more, end) if thoroughly else None)
                or (self.identity(more, end, bounds=1) if thoroughly else None)
                or self.identity(LEVELS[CHEAP + thoroughly:quick], end))

    def identity(self, levels: Sequence[Level], deadline: float, columns: int = MOST_COLUMNS,
                 bounds: int = 0) -> ProofStep | None:
        """An identity of the first of these levels that has one, with bounds chained so many times."""
        view = self.chart if not bounds else self.bounded if bounds == 1 else with_bounds(self.bounded)
        gradings = Gradings(view)
        for level in levels:
            if time.monotonic() > deadline:
                return None
            found = identity(view, self.branch.denied, self.squares, level, deadline, columns, gradings)
            if found is not None:
                return view.below_lemmas(found)
        return None


def _contradiction(chart: BranchChart, reduced: Reduced) -> Closed | None:
    """Close the branch if a fact says that a negative number is positive, or that 0 > 0."""
    polynomial = reduced.polynomial
    if not polynomial.is_constant() or (not polynomial.is_zero() and polynomial.leading_coefficient() > 0):
        return None
    rest = () if polynomial.is_zero() else (FactProduct(-polynomial.leading_coefficient(), ()),)
    if polynomial.is_zero() and not reduced.fact.is_strict:
        return None
    return close(chart, (FactProduct(polynomial.context().constant(1).leading_coefficient(), reduced.facts), *rest))

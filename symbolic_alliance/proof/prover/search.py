"""Search for a proof of a statement, cheapest strategy first.

In:  a problem and a deadline.
Out: a finished `ProofStep`, or None.
Method: deny one alternative after the other; close each branch by signs, then by an identity of growing effort, then by a
split on a polynomial at which something changes (another cutoff, the place where an inequality is tight, the sign of a
variable).  Cheap levels are tried on every split before expensive ones on any.  A bank of points at which the simple
hypotheses hold tells which few facts seem to contradict each other, and are tried first, and which splits leave few.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product, zip_longest

from flint import fmpq_mpoly

from symbolic_alliance.certificate import Polynomial
from symbolic_alliance.proof.prover.branch import CHEAP, Attempt, Branch
from symbolic_alliance.proof.prover.float_points import FloatPoints, cost
from symbolic_alliance.proof.prover.positivstellensatz import LEVELS, WIDE_LEVELS
from symbolic_alliance.proof.prover.splitting import split_candidates
from symbolic_alliance.proof.prover.steps import (
    Denial,
    Known,
    Problem,
    ProofStep,
    SignCases,
    failures,
    polynomial_of,
    prune,
    rename,
    used_facts,
)

QUICK, NARROW, SPLITS, MOST_SPLITS, MOST_CANDIDATES, FEW_COLUMNS = 4, 6, 8, 2, 40, 2000


def search(problem: Problem, bank: FloatPoints, deadline: float, thoroughly: bool = True,
           hints: Sequence[Polynomial] = ()) -> ProofStep | None:
    """A proof of the statement, by cheap strategies or thoroughly; None if none is found in time.

    ``hints`` are polynomials in the statement's variables at which it may help to split.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.proof.prover.steps import assemble, problem_of
    >>> square = Fact(">=", read_polynomial("x^2 - 2*x*y + y^2", ("x", "y")))
    >>> problem = problem_of(Statement(("x", "y"), (), ((square,),)))
    >>> assemble(problem, search(problem, FloatPoints(problem), time.monotonic() + 5)).alternative
    0
    """
    everything = tuple(range(len(problem.alternatives)))
    failing = tuple(tuple(way for fact in alternative for way in failures(fact)) for alternative in problem.alternatives)
    splits = tuple(polynomial_of(problem.ring, one) for one in hints)
    return _Search(problem, bank, thoroughly, failing, splits).deny(Branch(problem.hypotheses, ()), everything, deadline)


@dataclass(frozen=True)
class _Search:
    """What stays the same on all branches."""

    problem: Problem
    bank: FloatPoints
    thoroughly: bool
    failing: tuple[tuple[Known, ...], ...]
    hints: tuple[fmpq_mpoly, ...] = ()
    learned: list[tuple[tuple[Known, ...], ProofStep]] = field(default_factory=list)

    @cached_property
    def wide(self) -> FloatPoints:
        """Points at which the simple hypotheses hold."""
        return FloatPoints(self.problem, [fact for fact in self.problem.hypotheses if is_simple(fact)])

    def deny(self, branch: Branch, left: tuple[int, ...], deadline: float) -> ProofStep | None:
        """Deny alternatives until the branch closes; what closed it is remembered for other branches with the same facts."""
        for needed, step in self.learned:
            facts = branch.matching(needed)
            if facts is not None:
                return rename(step, facts)
        found = self.deny_anew(branch, left, deadline)
        if found is not None:
            step = prune(found)
            self.learned.append((used_facts(step), step))
        return found

    def deny_anew(self, branch: Branch, left: tuple[int, ...], deadline: float) -> ProofStep | None:
        """First deny what can fail in one way only, then what most points of the bank satisfy; pass over what has failed."""
        left = tuple(index for index in left if not any(branch.has(way) for way in self.ways(index)))
        if not left or (branch.denied and not self.bank.has_point(branch.facts)):
            found = (self.close(branch, deadline, MOST_SPLITS) if not left
                     else self.close(branch, min(deadline, _soon(1.0)), 0, CHEAP))
            if found is not None or not left or time.monotonic() > deadline:
                return found
        alternative = min(left, key=lambda index: self.promise(branch, index))
        rest = tuple(index for index in left if index != alternative)
        branches: list[tuple[Known, ProofStep]] = []
        for way in self.ways(alternative):
            step = branch.opposes(way) or self.deny(branch.with_fact(way), rest, deadline)
            if step is None:
                return None
            branches.append((way, step))
            if way not in used_facts(step):
                return step
        return Denial(alternative, tuple(branches))

    def ways(self, alternative: int) -> tuple[Known, ...]:
        """The ways in which an alternative can fail."""
        return self.failing[alternative]

    def promise(self, branch: Branch, alternative: int) -> tuple[bool, int, int]:
        """How well it would do to deny an alternative next, least is best."""
        live = sum(branch.opposes(way) is None for way in self.ways(alternative))
        return live > 1, -self.bank.count((*branch.facts, *self.problem.alternatives[alternative])), live

    def close(self, branch: Branch, deadline: float, splits: int, quick: int = QUICK) -> ProofStep | None:
        """Close a branch, first from the few facts that contradict each other on a bank, then from all of them."""
        narrow = self.narrow(branch)
        attempts = [Attempt(self.problem.ring, one) for one in (narrow, branch) if one is not None]
        for attempt in attempts:
            levels, end = quick if attempt.branch is branch else NARROW, min(deadline, _soon(5 if splits else 3))
            step = attempt.by_signs() or attempt.cheaply(end, levels, self.thoroughly)
            if step is not None:
                return step
        if not splits or not self.thoroughly:
            return None
        few = _soon((deadline - time.monotonic()) / (6 if narrow else 2))
        return (attempts[0].identity((*LEVELS[quick:], *WIDE_LEVELS[:2]), few, columns=FEW_COLUMNS)
                or self.split(branch, attempts, deadline, splits) or self.try_larger(attempts, deadline))

    def try_larger(self, attempts: Sequence[Attempt], deadline: float) -> ProofStep | None:
        """A larger identity."""
        for attempt in attempts:
            end = deadline if attempt is attempts[-1] else _soon((deadline - time.monotonic()) / 2)
            step = (attempt.identity(LEVELS[:QUICK], end, bounds=2)
                    or attempt.identity((*WIDE_LEVELS, *LEVELS[QUICK:]), end))
            if step is not None:
                return step
        return None

    def narrow(self, branch: Branch) -> Branch | None:
        """The simple facts and the few others that seem to contradict each other; None if no fact can be left out."""
        core = self.wide.core([fact for fact in branch.facts if fact.relation != "="])
        facts = tuple(fact for fact in branch.facts if core is None or fact in core or is_simple(fact))
        if len(facts) == len(branch.facts):
            return None
        return Branch(facts, tuple(fact for fact in branch.denied if fact in facts))

    def split(self, branch: Branch, attempts: Sequence[Attempt], deadline: float, splits: int) -> ProofStep | None:
        """Branches by the sign of the first candidate p with which all close; shallow splits of all candidates come first."""
        end = _soon((deadline - time.monotonic()) * 0.6)
        candidates = self.candidates(branch, attempts)
        for depth, polynomial in product(range(splits), candidates):
            if time.monotonic() > end:
                return None
            step = self.cases(branch, polynomial, min(end, _soon(3 + 2 * depth)), depth)
            if step is not None:
                return step
        return None

    def candidates(self, branch: Branch, attempts: Sequence[Attempt]) -> list[fmpq_mpoly]:
        """What to split on: best what leaves few and short facts on both sides, as far as the bank tells."""
        found = list(islice(split_candidates(self.bank, attempts), MOST_CANDIDATES))
        facts = [fact for fact in branch.facts if fact.relation != "="]
        hints = [one for one in self.hints if not any(one in (fact.polynomial, -fact.polynomial) for fact in facts)]
        now = sum(map(cost, self.wide.core(facts) or facts))
        costs = [(*after, at, one) for at, one in enumerate((*found, *hints))
                 if (after := self.wide.costs_after(facts, one)) is not None]
        halving = [one for most, _, _, one in sorted(costs, key=lambda entry: entry[:3]) if most < now]
        lemmas = [one for most, least, _, one in sorted(costs, key=lambda entry: (entry[0] + entry[1], entry[2]))
                  if most >= now and one.total_degree() > 1]
        best = [one for pair in zip_longest(halving[:SPLITS], lemmas[:SPLITS]) for one in pair if one is not None]
        return best or found[:SPLITS]

    def cases(self, branch: Branch, polynomial: fmpq_mpoly, deadline: float, splits: int) -> ProofStep | None:
        """Close the branches by the sign of p: two are enough, p >= 0 and p < 0, except where there are equations."""
        above = (">", "=") if any(one.relation == "=" for one in branch.facts) else (">=",)
        branches: list[tuple[str, Known, ProofStep]] = []
        for relation, fact in (*((sign, Known(sign, polynomial)) for sign in above), ("<", Known(">", -polynomial))):
            step = self.close(Branch((*branch.facts, fact), branch.denied), deadline, splits)
            if step is None:
                return None
            branches.append((relation, fact, step))
        return SignCases(polynomial, tuple(branches))


def is_simple(fact: Known) -> bool:
    """Whether a fact is linear or an equation."""
    return fact.relation == "=" or bool(fact.polynomial.total_degree() <= 1)


def _soon(seconds: float) -> float:
    return time.monotonic() + seconds

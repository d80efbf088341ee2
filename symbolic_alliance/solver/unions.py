"""A learned region as a union of cases: without cases that hold nowhere, and as short as a few questions make it.

In:  the cases of a region, and the oracle.
Out: the cases that may have an interior, and a shorter union of the same points, up to edges.
"""

from itertools import combinations

from symbolic_alliance.algebra.cells import Cases
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Case, case_masks, clause_cost
from symbolic_alliance.algebra.oracle import Oracle


def with_interior(oracle: Oracle, cases: Cases) -> tuple[Cases, Cases]:
    """Return the cases that are not proved to be without an interior, and those among them of which nothing is known."""
    status = {case: oracle.ask([(literal,) for literal in case]).status for case in cases}
    return (tuple(case for case in cases if status[case] != "unsat"),
            tuple(case for case in cases if status[case] == "unknown"))


def shortest_union(oracle: Oracle, cases: Cases) -> Cases:
    """Drop each case that the others cover, the costliest first; put what two cases share in their place, where the union
    covers it."""
    for case in sorted(cases, key=lambda case: -clause_cost(oracle.ring, case)):
        others = tuple(other for other in cases if other != case)
        if others and _is_covered(oracle, case, others):
            return shortest_union(oracle, others)
    for one, two in combinations(cases, 2):
        shared = tuple(literal for literal in one if literal in two)
        if _is_covered(oracle, shared, cases):
            return shortest_union(oracle, (shared, *(case for case in cases if case not in (one, two))))
    return cases


def _is_covered(oracle: Oracle, case: Case, cases: Cases) -> bool:
    """Whether it is proved; a row of the bank that is left out settles it the other way at once."""
    inside, (covered, unclear) = case_masks(oracle.bank, [case])[0], case_masks(oracle.bank, cases)
    return not (inside & ~covered & ~unclear).any() and find_uncovered(oracle, case, cases).status == "unsat"

"""Ask whether regions cover everything: one question too large for the solver, cut into many small ones.

Method: Davis, Putnam, Logemann and Loveland's search over the literals of the negated cases, pruned by the bank: the
branch with the fewest bank points comes first, a branch without any is closed by the oracle with a small core.  A square
root in a case stands for the case and the sign of its radicand: without that, the solver would only look where the root
is real.
"""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.literals import Case, Disjunction, Literal, clause_cost, clause_mask, negate
from symbolic_alliance.algebra.oracle import UNKNOWN, UNSAT, Oracle, OracleAnswer
from symbolic_alliance.algebra.real_roots import uses_root

MOST_BRANCHES = 400


def find_uncovered(oracle: Oracle, given: Case, cases: Sequence[Case]) -> OracleAnswer:
    """Whether some point satisfies ``given`` and fails every case."""
    return _find_uncovered(oracle, given, cases, _roots_in(oracle, cases))


def _roots_in(oracle: Oracle, cases: Sequence[Case]) -> tuple[str, ...]:
    return oracle.ring.roots_in_atoms(atom for case in cases for literal in case for atom in literal.atoms)


def _find_uncovered(oracle: Oracle, given: Case, cases: Sequence[Case], roots: tuple[str, ...]) -> OracleAnswer:
    """Take the roots one by one: where one is not real, only the cases without it count."""
    if not roots:
        return _search(oracle, given, [tuple(oracle.opposite(literal) for literal in case) for case in cases])
    root, rest = roots[0], roots[1:]
    is_real = oracle.nonnegative(oracle.ring.lift(oracle.ring.radicands[root]))
    if is_real is True:
        return _find_uncovered(oracle, given, cases, rest)
    rootless = [case for case in cases if not any(uses_root(oracle, literal, root) for literal in case)]
    without = tuple(other for other in rest if other in _roots_in(oracle, rootless))
    if is_real is False:
        return _find_uncovered(oracle, given, rootless, without)
    assert isinstance(is_real, Literal)
    answer = _find_uncovered(oracle, (*given, negate(is_real)), rootless, without)
    return answer if answer.status != "unsat" else _find_uncovered(oracle, (*given, is_real), cases, rest)


def _search(oracle: Oracle, given: Case, clauses: Sequence[Disjunction]) -> OracleAnswer:
    stack: list[tuple[Literal, ...]] = [given]
    for _ in range(MOST_BRANCHES):
        if not stack:
            return UNSAT
        context = stack.pop()
        live = np.ones(oracle.bank.size, dtype=bool)
        for literal in context:
            live &= clause_mask(oracle.bank, (literal,), strict=False)
        if context and not live.any() and oracle.ask([(literal,) for literal in context]).status == "unsat":
            continue
        open_clauses = [tuple(literal for literal in clause if not _is_excluded(literal, context))
                        for clause in clauses if not any(literal in context for literal in clause)]
        if not open_clauses:
            answer = oracle.ask([(literal,) for literal in context]) if context else OracleAnswer("sat", oracle.row(0))
            if answer.status != "unsat":
                return answer
            continue
        stack += _branches(oracle, context, live, open_clauses)
    return UNKNOWN


def _is_excluded(literal: Literal, context: Sequence[Literal]) -> bool:
    """Whether the opposite of a literal is known; where both are weak they hold together on the edge."""
    opposite = negate(literal)
    return opposite in context or (not literal.weak and opposite._replace(weak=True) in context)


def _branches(oracle: Oracle, context: tuple[Literal, ...], live: np.ndarray,
              open_clauses: Sequence[Disjunction]) -> list[tuple[Literal, ...]]:
    def points_left(clause: Disjunction) -> tuple[bool, int, int]:
        kept = sum(int(np.count_nonzero(live & clause_mask(oracle.bank, (literal,), strict=False))) for literal in clause)
        return len(clause) > 1, kept, len(clause)

    clause = min(open_clauses, key=points_left)
    branches: list[tuple[Literal, ...]] = []
    refused: tuple[Literal, ...] = ()
    for literal in sorted(clause, key=lambda literal: clause_cost(oracle.ring, (literal,))):
        branches.append((*context, *refused, literal))
        refused = (*refused, oracle.opposite(literal))
    return branches

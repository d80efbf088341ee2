"""Ask whether regions cover everything: one question too large for the solver, cut into many small ones.

Method: Davis, Putnam, Logemann and Loveland's search over the literals of the negated cases, pruned by the bank: the
branch with the fewest bank points comes first, a branch without any is closed by the oracle with a small core.  A square
root in a case stands for the case and the sign of its radicand: without that, the solver would only look where the root
is real.
"""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.literals import Case, Clause, Literal, clause_cost, clause_mask, negated
from symbolic_alliance.algebra.oracle import UNKNOWN, UNSAT, Answer, Oracle

MOST_BRANCHES = 400


def uncovered(oracle: Oracle, given: Case, cases: Sequence[Case]) -> Answer:
    """Whether some point satisfies ``given`` strictly and fails every case strictly."""
    root = next((root for root in reversed(oracle.ring.radicands)
                 if any(_uses(oracle, literal, root) for case in cases for literal in case)), None)
    if root is None:
        return _search(oracle, given, [tuple(negated(literal) for literal in case) for case in cases])
    is_real = oracle.nonnegative(oracle.ring.lift(oracle.ring.radicands[root]))
    if isinstance(is_real, Literal):
        rootless = [case for case in cases if not any(_uses(oracle, literal, root) for literal in case)]
        answer = uncovered(oracle, (*given, negated(is_real)), rootless)
        if answer.status != "unsat":
            return answer
        given = (*given, is_real)
    return _search(oracle, given, [tuple(negated(literal) for literal in case) for case in cases])


def _uses(oracle: Oracle, literal: Literal, root: str) -> bool:
    return any(root in oracle.ring.atoms[atom].names for atom in literal.atoms)


def _search(oracle: Oracle, given: Case, clauses: Sequence[Clause]) -> Answer:
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
        open_clauses = [tuple(literal for literal in clause if negated(literal) not in context)
                        for clause in clauses if not any(literal in context for literal in clause)]
        if not open_clauses:
            answer = oracle.ask([(literal,) for literal in context]) if context else Answer("sat", oracle.row(0))
            if answer.status != "unsat":
                return answer
            continue
        stack += _branches(oracle, context, live, open_clauses)
    return UNKNOWN


def _branches(oracle: Oracle, context: tuple[Literal, ...], live: np.ndarray,
              open_clauses: Sequence[Clause]) -> list[tuple[Literal, ...]]:
    def points_left(clause: Clause) -> tuple[bool, int, int]:
        kept = sum(int(np.count_nonzero(live & clause_mask(oracle.bank, (literal,), strict=False))) for literal in clause)
        return len(clause) > 1, kept, len(clause)

    clause = min(open_clauses, key=points_left)
    branches: list[tuple[Literal, ...]] = []
    refused: tuple[Literal, ...] = ()
    for literal in sorted(clause, key=lambda literal: clause_cost(oracle.ring, (literal,))):
        branches.append((*context, *refused, literal))
        refused = (*refused, negated(literal))
    return branches

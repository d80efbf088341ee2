"""A process that asks cvc5 one question: a statement as JSON on standard input, sat, unsat or unknown on standard output.

Its argument bounds the seconds that it may live: the system ends it then, whether it computes or waits, and whether or not
its parent still lives.
"""

import json
import signal
import sys
from typing import Any


def answer(variables: list[str], hypotheses: list[Any], *alternatives: list[Any]) -> str:
    """Whether a point exists at which the hypotheses hold and every alternative fails: ``sat``, ``unsat`` or ``unknown``."""
    import cvc5
    from cvc5 import Kind

    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setLogic("QF_NRA")
    reals = [manager.mkConst(manager.getRealSort(), name) for name in variables]
    zero = manager.mkReal(0)
    kinds = {">": Kind.GT, ">=": Kind.GEQ, "=": Kind.EQUAL}

    def join(kind: Kind, terms: list[Any], empty: Any) -> Any:
        return manager.mkTerm(kind, *terms) if len(terms) > 1 else terms[0] if terms else empty

    def holds(relation: str, polynomial: list[Any]) -> Any:
        terms = []
        for exponents, coefficient in polynomial:
            powers = [real for real, exponent in zip(reals, exponents, strict=True) for _ in range(exponent)]
            terms.append(join(Kind.MULT, [manager.mkReal(coefficient), *powers], zero))
        return manager.mkTerm(kinds[relation], join(Kind.ADD, terms, zero), zero)

    for fact in hypotheses:
        solver.assertFormula(holds(*fact))
    for alternative in alternatives:
        together = join(Kind.AND, [holds(*fact) for fact in alternative], manager.mkTrue())
        solver.assertFormula(manager.mkTerm(Kind.NOT, together))
    result = solver.checkSat()
    return "unsat" if result.isUnsat() else "sat" if result.isSat() else "unknown"


def bound(seconds: float) -> None:
    """Have the system end this process when so many seconds are over, where the system has such a clock."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    bound(float(sys.argv[1]))
    sys.stdout.write(answer(*json.load(sys.stdin)) + "\n")

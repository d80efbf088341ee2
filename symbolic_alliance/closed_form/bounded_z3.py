"""z3 within a bound of work units, the same on every machine, and within one of time behind it.

Whoever asks it here does so in a context of his own, and with settings of his own where a process may have set others for all
of z3 (`z3.set_param`): so what else is done with z3 changes no answer, and the other way round.
"""

from collections.abc import Sequence
from fractions import Fraction
from types import MappingProxyType

import sympy as sp
import z3

EFFORT = 500_000  # z3's own units of work, some 150 ms: unlike seconds, they make no difference between machines
UNITS_PER_MILLISECOND = 200  # a tenth of the slowest that was seen, for the bound in time
OWN_SETTINGS = MappingProxyType({"max_conflicts": 2**32 - 1, "max_memory": 2**32 - 1, "model": True})  # as z3 is by itself


def own_context() -> z3.Context:
    """A context apart from all others, without proofs, of which z3's solver of polynomials is not capable."""
    return z3.Context(proof=False)


def bounded_solver(effort: int, context: z3.Context) -> z3.Solver:
    """A solver for real polynomials that gives up after so much work, the same on every machine, or after some time."""
    solver = z3.SolverFor("QF_NRA", ctx=context)
    solver.set(**OWN_SETTINGS, rlimit=effort, timeout=effort // UNITS_PER_MILLISECOND)
    return solver


def is_contradictory(slacks: Sequence[tuple[sp.Expr, bool]]) -> bool:
    """Whether z3 finds that no real point satisfies ``slack > 0`` (strict) and ``slack >= 0`` together.

    >>> k = sp.Symbol("k", real=True)
    >>> is_contradictory([(k, True), (-k, False)])
    True
    """
    context = own_context()
    solver = bounded_solver(10 * EFFORT, context)
    for slack, strict in slacks:
        numerator, denominator = sp.fraction(sp.together(slack))
        term = _plain_term(numerator * denominator, context)
        solver.add(term > 0 if strict else term >= 0)
    return bool(solver.check() == z3.unsat)


def _plain_term(expression: sp.Expr, context: z3.Context) -> z3.ArithRef:
    if expression.is_Symbol:
        return z3.Real(str(expression), context)
    if expression.is_Rational:
        return z3.RealVal(Fraction(int(expression.p), int(expression.q)), context)
    parts = [_plain_term(argument, context) for argument in expression.args[:1 if expression.is_Pow else None]]
    if expression.is_Add:
        return z3.Sum(parts)
    return z3.Product(parts * int(expression.exp) if expression.is_Pow else parts)

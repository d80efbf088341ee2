"""z3 within a bound of work units, the same on every machine, and within one of time behind it."""

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp
import z3

EFFORT = 500_000  # z3's own units of work, some 150 ms: unlike seconds, they make no difference between machines
UNITS_PER_MILLISECOND = 200  # a tenth of the slowest that was seen, for the bound in time


def bounded_solver(effort: int) -> z3.Solver:
    """A solver for real polynomials that gives up after so much work, the same on every machine, or after some time."""
    solver = z3.SolverFor("QF_NRA")
    solver.set("rlimit", effort)
    solver.set("timeout", effort // UNITS_PER_MILLISECOND)
    return solver


def is_contradictory(slacks: Sequence[tuple[sp.Expr, bool]]) -> bool:
    """Whether z3 finds that no real point satisfies ``slack > 0`` (strict) and ``slack >= 0`` together.

    >>> k = sp.Symbol("k", real=True)
    >>> is_contradictory([(k, True), (-k, False)])
    True
    """
    solver = bounded_solver(10 * EFFORT)
    for slack, strict in slacks:
        numerator, denominator = sp.fraction(sp.together(slack))
        term = _plain_term(numerator * denominator)
        solver.add(term > 0 if strict else term >= 0)
    return bool(solver.check() == z3.unsat)


def _plain_term(expression: sp.Expr) -> z3.ArithRef:
    if expression.is_Symbol:
        return z3.Real(str(expression))
    if expression.is_Rational:
        return z3.RealVal(Fraction(int(expression.p), int(expression.q)))
    parts = [_plain_term(argument) for argument in expression.args[:1 if expression.is_Pow else None]]
    if expression.is_Add:
        return z3.Sum(parts)
    return z3.Product(parts * int(expression.exp) if expression.is_Pow else parts)

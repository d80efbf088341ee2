"""Ask solvers whether a statement can fail: z3 always, cvc5 where it is installed (the extra ``crosscheck``).

In:  a statement and a bound in seconds.
Out: an `SolverAnswer`: ``unsat`` (the statement holds, on the word of that solver), ``sat`` with a model, irrational numbers
     approximated, or ``unknown``.  A solver's word is never a certificate.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

import z3
from flint import fmpq, fmpq_mat, fmpz_mat

from symbolic_alliance.certificate import Fact, Polynomial, Statement
from symbolic_alliance.closed_form.bounded_z3 import OWN_SETTINGS, own_context
from symbolic_alliance.errors import SolverError

SolverModel = Mapping[str, Fraction]


START = 1.0  # seconds that the process may take to start


@dataclass(frozen=True)
class SolverAnswer:
    """What a solver says about the failure of a statement."""

    solver: str
    status: str
    model: SolverModel | None = None


def deciders() -> tuple[Callable[[Statement, float], SolverAnswer], ...]:
    """The solvers at hand, z3 first."""
    return (ask_z3, ask_cvc5) if find_spec("cvc5") else (ask_z3,)


def units(statement: Statement) -> tuple[int, ...]:
    """Places of positive variables that may be set to 1, since rescaling leaves every sign as it is.

    A weighting of the variables in which every polynomial is homogeneous is such a rescaling.

    >>> m, k, km = (((1, 0), 1),), (((0, 1), 1),), (((1, 1), 1), ((0, 0), -1))
    >>> units(Statement(("m", "k"), (Fact(">", m), Fact(">", k), Fact(">", km)), ()))
    (0,)
    """
    facts = [*statement.hypotheses, *(fact for alternative in statement.alternatives for fact in alternative)]
    width = len(statement.variables)
    rows = sorted({tuple(e - f for e, f in zip(exponents, fact.polynomial[0][0], strict=True))
                   for fact in facts for exponents, _ in fact.polynomial[1:]})
    basis, rank = fmpz_mat([list(row) for row in rows] or [[0] * width]).nullspace()
    positive = [place for place in range(width)
                if Fact(">", _variable(statement, place)) in statement.hypotheses]
    if not rank or not positive:
        return ()
    weights = fmpq_mat([[fmpq(int(basis[place, column])) for place in positive] for column in range(rank)])
    reduced, found = weights.rref()
    return tuple(next(positive[at] for at in range(len(positive)) if reduced[row, at] != 0) for row in range(found))


def _variable(statement: Statement, place: int) -> Polynomial:
    return ((tuple(int(place == at) for at in range(len(statement.variables))), 1),)


def ask_z3(statement: Statement, seconds: float) -> SolverAnswer:
    """Ask z3 for a point at which the statement fails.

    >>> x = Fact(">", (((1,), 1),))
    >>> ask_z3(Statement(("x",), (x,), ((x,),)), 1.0).status
    'unsat'
    """
    context = own_context()
    variables = [z3.Real(name, context) for name in statement.variables]
    solver = z3.Solver(ctx=context)
    solver.set(**OWN_SETTINGS, rlimit=0, timeout=max(1, int(1000 * seconds)))
    relations = {">": lambda value: value > 0, ">=": lambda value: value >= 0, "=": lambda value: value == 0}

    def holds(fact: Fact) -> Any:
        return relations[fact.relation](_value(fact.polynomial, variables, z3.RealVal(0, context)))

    solver.add(*map(holds, statement.hypotheses))
    solver.add(*(variables[place] == 1 for place in units(statement)))
    solver.add(*(z3.Not(z3.And(*map(holds, alternative), context)) for alternative in statement.alternatives))
    status = str(solver.check())
    if status != "sat":
        return SolverAnswer("z3", status)
    model = solver.model()
    return SolverAnswer("z3", status, {name: _fraction(model.eval(variable, model_completion=True))
                                       for name, variable in zip(statement.variables, variables, strict=True)})


def _value(polynomial: Polynomial, variables: list[Any], zero: Any) -> Any:
    total = zero
    for exponents, coefficient in polynomial:
        term = zero + coefficient
        for variable, exponent in zip(variables, exponents, strict=True):
            for _ in range(exponent):
                term = term * variable
        total = total + term
    return total


def _fraction(value: Any) -> Fraction:
    """The value, or for an irrational one a number very near to it."""
    number = (value.approx(30) if z3.is_algebraic_value(value) else value).as_fraction()
    return Fraction(number.numerator, number.denominator)


def ask_cvc5(statement: Statement, seconds: float) -> SolverAnswer:
    """Ask cvc5, in a process of its own since it does not always keep to its time; it gives its word, no model."""
    from symbolic_alliance.proof.prover import cvc5_process

    one = ((0,) * len(statement.variables), -1)
    given = (*statement.hypotheses, *(Fact("=", (*_variable(statement, place), one)) for place in units(statement)))
    data = json.dumps([statement.variables, *([(fact.relation, fact.polynomial) for fact in facts]
                                              for facts in (given, *statement.alternatives))])
    try:
        done = subprocess.run([sys.executable, cvc5_process.__file__, str(seconds + START)], input=data, check=False,
                              capture_output=True, text=True, timeout=seconds + START)
    except subprocess.TimeoutExpired:
        return SolverAnswer("cvc5", "unknown")
    if done.returncode > 0:  # a negative one says that the system has ended it at its bound
        raise SolverError(f"cvc5 does not run as it is installed here: {done.stderr.strip().rpartition(chr(10))[2]}")
    return SolverAnswer("cvc5", done.stdout.strip() or "unknown")

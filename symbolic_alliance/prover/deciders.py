"""Ask solvers whether a statement can fail: z3 always, cvc5 where it is installed (the extra ``crosscheck``).

In:  a statement and a bound in seconds.
Out: an `Answer`: ``unsat`` (the statement holds, on the word of that solver), ``sat`` with a model in floating point, or
     ``unknown``.  A solver's word is never a certificate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import z3

from symbolic_alliance.certificate import Fact, Polynomial, Statement

Model = Mapping[str, float]


@dataclass(frozen=True)
class Answer:
    """What a solver says about the failure of a statement."""

    solver: str
    status: str
    model: Model | None = None


def deciders() -> tuple[Callable[[Statement, float], Answer], ...]:
    """The solvers at hand, z3 first."""
    return (ask_z3, ask_cvc5) if find_spec("cvc5") else (ask_z3,)


def ask_z3(statement: Statement, seconds: float) -> Answer:
    """Ask z3 for a point at which the statement fails.

    >>> x = Fact(">", (((1,), 1),))
    >>> ask_z3(Statement(("x",), (x,), ((x,),)), 1.0).status
    'unsat'
    """
    context = z3.Context()
    variables = [z3.Real(name, context) for name in statement.variables]
    solver = z3.Solver(ctx=context)
    solver.set("timeout", max(1, int(1000 * seconds)))
    relations = {">": lambda value: value > 0, ">=": lambda value: value >= 0, "=": lambda value: value == 0}

    def holds(fact: Fact) -> Any:
        return relations[fact.relation](_value(fact.polynomial, variables, z3.RealVal(0, context)))

    solver.add(*map(holds, statement.hypotheses))
    solver.add(*(z3.Not(z3.And(*map(holds, alternative), context)) for alternative in statement.alternatives))
    status = str(solver.check())
    if status != "sat":
        return Answer("z3", status)
    model = solver.model()
    return Answer("z3", status, {name: _float(model.eval(variable, model_completion=True))
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


def _float(value: Any) -> float:
    if z3.is_algebraic_value(value):
        value = value.approx(20)
    return float(value.as_fraction())


def ask_cvc5(statement: Statement, seconds: float) -> Answer:
    """Ask cvc5 for a point at which the statement fails; it gives no model here, only its word."""
    import cvc5
    from cvc5 import Kind

    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setLogic("QF_NRA")
    solver.setOption("tlimit-per", str(max(1, int(1000 * seconds))))
    variables = [manager.mkConst(manager.getRealSort(), name) for name in statement.variables]
    zero = manager.mkReal(0)
    kinds = {">": Kind.GT, ">=": Kind.GEQ, "=": Kind.EQUAL}

    def joined(kind: Kind, terms: list[Any], empty: Any) -> Any:
        return manager.mkTerm(kind, *terms) if len(terms) > 1 else terms[0] if terms else empty

    def holds(fact: Fact) -> Any:
        terms = [joined(Kind.MULT, [manager.mkReal(coefficient), *(variable for variable, exponent
                                    in zip(variables, exponents, strict=True) for _ in range(exponent))], zero)
                 for exponents, coefficient in fact.polynomial]
        return manager.mkTerm(kinds[fact.relation], joined(Kind.ADD, terms, zero), zero)

    for fact in statement.hypotheses:
        solver.assertFormula(holds(fact))
    for alternative in statement.alternatives:
        solver.assertFormula(manager.mkTerm(Kind.NOT, joined(Kind.AND, list(map(holds, alternative)), manager.mkTrue())))
    result = solver.checkSat()
    return Answer("cvc5", "unsat" if result.isUnsat() else "sat" if result.isSat() else "unknown")

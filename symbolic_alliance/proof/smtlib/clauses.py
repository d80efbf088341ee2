"""Formulas over polynomials in negation normal form, and their clauses.

A literal is ``polynomial relation 0``, the relation one of > >= = != < <=; it may depend on divisors, polynomials that were
divided by.  SMT-LIB lets a division by zero have any value: where a divisor is zero the literal may hold or fail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flint import fmpq_mpoly

from symbolic_alliance.errors import RequestError
from symbolic_alliance.exact import Number, sign_of
from symbolic_alliance.proof.prover.float_points import exact_value

NEGATED = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!=", "!=": "="}
SIGNS = {">": (1,), ">=": (0, 1), "<": (-1,), "<=": (-1, 0), "=": (0,), "!=": (-1, 1)}
MOST_CLAUSES = 3000


@dataclass(frozen=True)
class Literal:
    """``polynomial relation 0``, meaningful where no divisor is zero."""

    relation: str
    polynomial: fmpq_mpoly
    divisors: tuple[fmpq_mpoly, ...] = ()


@dataclass(frozen=True)
class All:
    """Every part holds; with no part it is true."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Any:
    """Some part holds; with no part it is false."""

    parts: tuple["Formula", ...]


Formula: TypeAlias = Literal | All | Any
Clause: TypeAlias = tuple[Literal, ...]
TRUE, FALSE = All(()), Any(())


def negated(formula: Formula) -> Formula:
    """The negation, pushed down to the literals."""
    if isinstance(formula, Literal):
        return Literal(NEGATED[formula.relation], formula.polynomial, formula.divisors)
    parts = tuple(map(negated, formula.parts))
    return Any(parts) if isinstance(formula, All) else All(parts)


def with_divisors(formula: Formula, ruled_out: bool) -> Formula:
    """The formula without divisors: a divisor that is zero is ruled out, or lets the literal hold."""
    if isinstance(formula, Literal):
        bare = Literal(formula.relation, formula.polynomial)
        if ruled_out:
            return All((bare, *(Literal("!=", divisor) for divisor in formula.divisors)))
        return Any((bare, *(Literal("=", divisor) for divisor in formula.divisors)))
    parts = tuple(with_divisors(part, ruled_out) for part in formula.parts)
    return All(parts) if isinstance(formula, All) else Any(parts)


def divides(formula: Formula) -> bool:
    """Whether some literal depends on a divisor."""
    return bool(formula.divisors) if isinstance(formula, Literal) else any(map(divides, formula.parts))


def clauses(formula: Formula) -> tuple[Clause, ...]:
    """The conjunctive normal form, by distribution; `RequestError` if it grows too large."""
    if isinstance(formula, Literal):
        return ((formula,),)
    if isinstance(formula, All):
        found = tuple(clause for part in formula.parts for clause in clauses(part))
    else:
        found = ((),)
        for part in formula.parts:
            found = tuple(left + right for left in found for right in clauses(part))
            if len(found) > MOST_CLAUSES:
                break
    if len(found) > MOST_CLAUSES:
        raise RequestError(f"its formulas have more than {MOST_CLAUSES} clauses")
    return found


def holds(formula: Formula, point: Sequence[Number]) -> bool:
    """Whether a formula without divisors holds at a point, exactly."""
    if isinstance(formula, Literal):
        return sign_of(exact_value(formula.polynomial, point)) in SIGNS[formula.relation]
    if isinstance(formula, All):
        return all(holds(part, point) for part in formula.parts)
    return any(holds(part, point) for part in formula.parts)

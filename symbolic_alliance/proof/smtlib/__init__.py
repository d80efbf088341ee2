"""Settle problems of SMT-LIB's QF_NRA.

In:  a file: declarations of reals, define-fun, assert; let, ite, and, or, not, =>, xor, =, distinct, comparisons, + - * /.
Out: its status: ``sat`` with a point that was checked, ``unsat`` with a certificate or on the word of solvers, ``unknown``.
Method: the assertions become clauses; a set of clauses l_1 or ... or l_n cannot be met exactly if the unit clauses imply
that in some clause every literal fails, which is a `Statement` for the kernel.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from flint import fmpq

from symbolic_alliance.certificate import Fact, Statement, Theorem, fact
from symbolic_alliance.errors import RequestError
from symbolic_alliance.exact import Number
from symbolic_alliance.proof.prover.settling import settle
from symbolic_alliance.proof.prover.steps import SPARE, as_data, primitive
from symbolic_alliance.proof.smtlib.clauses import All, Clause, Literal, clauses, divides, holds, with_divisors
from symbolic_alliance.proof.smtlib.script import Script, script_of
from symbolic_alliance.proof.smtlib.sexpression import read

LARGEST_FILE, MOST_ALTERNATIVES = 4_000_000, 200
FAILURES = {">": ("<=",), ">=": ("<",), "<": (">=",), "<=": (">",), "=": ("<", ">"), "!=": ("=",)}


@dataclass(frozen=True)
class Answer:
    """What was found: ``grade`` is ``certified``, ``decided``, ``point`` or empty; a certified one carries its theorem."""

    status: str
    grade: str = ""
    seconds: float = field(default=0.0, compare=False)
    point: Mapping[str, Number] | None = None
    theorem: Theorem | None = field(default=None, repr=False)
    deciders: tuple[str, ...] = ()


def prove_file(path: str | Path, seconds: float = 10.0) -> Answer:
    """Settle the problem in a file, within about this many seconds.

    Raises `RequestError` naming the file, and what in it is malformed, too large or not of QF_NRA.
    """
    try:
        with Path(path).open(encoding="utf-8") as file:
            text = file.read(LARGEST_FILE + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"cannot read {path}: {error}") from None
    if len(text) > LARGEST_FILE:
        raise RequestError(f"{path}: it has more than {LARGEST_FILE} characters")
    try:
        return prove_text(text, seconds)
    except RequestError as error:
        raise RequestError(f"{path}: {error}") from None


def prove_text(text: str, seconds: float = 10.0) -> Answer:
    """Settle a problem given as text.

    >>> prove_text("(declare-const x Real)(assert (< (* x x) 0))(check-sat)").grade
    'certified'
    >>> prove_text("(declare-const x Real)(assert (= (* 2 x) 1))(check-sat)").point
    {'x': 1/2}
    """
    started = time.monotonic()
    script = script_of(read(text))
    asserted = All(script.assertions)
    exact = with_divisors(asserted, ruled_out=True)
    answer = Answer("unknown")
    for ruled_out in (False, True):
        outcome = settle(statement_of(script, clauses(with_divisors(asserted, ruled_out))), seconds)
        if outcome.point is not None:
            values = [outcome.point.get(variable, fmpq(0)) for variable in script.variables]
            if holds(exact, [*values, *(fmpq(0) for _ in SPARE)]):
                answer = Answer("sat", "point", point=dict(zip(script.names, values, strict=True)))
                break
        elif outcome.holds and not ruled_out:
            grade = "certified" if outcome.theorem else "decided"
            answer = Answer("unsat", grade, theorem=outcome.theorem, deciders=outcome.deciders)
            break
        elif not divides(asserted):
            break
    return replace(answer, seconds=time.monotonic() - started)


def statement_of(script: Script, found: Sequence[Clause]) -> Statement:
    """The statement that no point satisfies all clauses: unit clauses are hypotheses, the failures of others alternatives."""
    width = len(script.variables)

    def fact_of(literal: Literal, relation: str) -> Fact:
        polynomial = as_data(primitive(literal.polynomial)) if not literal.polynomial.is_zero() else ()
        return fact(tuple((exponents[:width], c) for exponents, c in polynomial), relation)

    hypotheses: dict[Fact, None] = {}
    alternatives: dict[tuple[Fact, ...], None] = {}
    for clause in found:
        if len(clause) == 1 and clause[0].relation != "!=":
            hypotheses[fact_of(clause[0], clause[0].relation)] = None
            continue
        for relations in product(*(FAILURES[literal.relation] for literal in clause)):
            alternatives[tuple(map(fact_of, clause, relations))] = None
    if len(alternatives) > MOST_ALTERNATIVES:
        raise RequestError(f"its formulas have more than {MOST_ALTERNATIVES} cases")
    return Statement(script.variables, tuple(hypotheses), tuple(alternatives))

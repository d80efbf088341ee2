"""Read the commands of a script: declarations, definitions, assertions.

In:  s-expressions.
Out: a `Script`: the names of the reals, and the assertions as formulas.
Raises `RequestError` naming whatever is not of QF_NRA.  A term is a list of cases, since ``ite`` may choose between values.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.prover.steps import SPARE
from symbolic_alliance.proof.smtlib.clauses import FALSE, TRUE, All, Any, Formula, Literal, negated
from symbolic_alliance.proof.smtlib.sexpression import Tree, shown

MOST_VARIABLES, MOST_DIGITS, MOST_CASES, MOST_TERMS, LARGEST_DEGREE = 200, 200, 64, 20_000, 60
IGNORED = ("set-logic", "set-info", "set-option", "check-sat", "exit", "get-model", "get-info", "get-value")


@dataclass(frozen=True)
class Case:
    """A value, numerator/denominator, where the guard holds; ``divisors`` are all that was divided by."""

    guard: Formula
    numerator: fmpq_mpoly
    denominator: fmpq_mpoly
    divisors: tuple[fmpq_mpoly, ...] = ()


Term = tuple[Case, ...]
Value = Term | Formula


@dataclass(frozen=True)
class Script:
    """The reals of a problem, the variables that stand for them, and what is asserted about them."""

    names: tuple[str, ...]
    variables: tuple[str, ...]
    assertions: tuple[Formula, ...]


@dataclass(frozen=True)
class _Definition:
    parameters: tuple[str, ...]
    body: Tree
    known: Mapping[str, "_Definition"]


def script_of(trees: Sequence[Tree]) -> Script:
    """Read a script.

    >>> from symbolic_alliance.proof.smtlib.sexpression import read
    >>> script = script_of(read("(declare-const x Real)(define-fun twice ((y Real)) Real (* 2 y))(assert (> (twice x) 1))"))
    >>> [(one.relation, str(one.polynomial)) for one in script.assertions]
    [('>', '2*x - 1')]
    """
    names = tuple(_declared(tree) for tree in trees if _command(tree) in ("declare-fun", "declare-const"))
    if len(set(names)) < len(names) or len(names) > MOST_VARIABLES:
        raise RequestError(f"a real is declared twice, or more than {MOST_VARIABLES} are")
    variables = names if all(map(_is_plain, names)) else tuple(f"x{index}" for index in range(len(names)))
    ring = fmpq_mpoly_ctx.get((*variables, *SPARE), Ordering.lex)
    reader = _Reader(dict(zip(names, ring.gens(), strict=False)), ring)
    definitions: dict[str, _Definition] = {}
    assertions: list[Formula] = []
    for tree in trees:
        command = _command(tree)
        if command == "define-fun":
            name, parameters, body = _defined(tree)
            definitions = {**definitions, name: _Definition(parameters, body, definitions)}
        elif command == "assert" and len(tree) == 2:
            assertions.append(reader.formula(tree[1], {}, definitions))
        elif command not in (*IGNORED, "declare-fun", "declare-const"):
            raise RequestError(f"it has the command {shown(tree)}, which is not read")
    return Script(names, variables, tuple(assertions))


def _command(tree: Tree) -> str:
    if isinstance(tree, tuple) and tree and isinstance(tree[0], str):
        return tree[0]
    raise RequestError(f"{shown(tree)} is no command")


def _is_plain(name: str) -> bool:
    return name.isascii() and name.isidentifier() and name not in SPARE


def _declared(tree: Tree) -> str:
    rest = tree[1:] if isinstance(tree, tuple) else ()
    if len(rest) == 3 and rest[1] == ():
        rest = (rest[0], rest[2])
    if len(rest) == 2 and isinstance(rest[0], str) and rest[1] == "Real":
        return rest[0]
    raise RequestError(f"{shown(tree)} does not declare a real number")


def _defined(tree: Tree) -> tuple[str, tuple[str, ...], Tree]:
    if isinstance(tree, tuple) and len(tree) == 5 and isinstance(tree[1], str) and isinstance(tree[2], tuple):
        parameters = tuple(one[0] for one in tree[2] if isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str))
        if len(parameters) == len(tree[2]) and tree[3] in ("Real", "Bool"):
            return tree[1], parameters, tree[4]
    raise RequestError(f"{shown(tree)} is no definition of a real or a truth value")


class _Reader:
    """Reads terms over one ring."""

    def __init__(self, variables: Mapping[str, fmpq_mpoly], ring: fmpq_mpoly_ctx) -> None:
        self.variables, self.ring, self.one = variables, ring, ring.constant(1)

    def formula(self, tree: Tree, bound: Mapping[str, Value], known: Mapping[str, _Definition]) -> Formula:
        """A term that is a truth value."""
        value = self.value(tree, bound, known)
        if isinstance(value, tuple):
            raise RequestError(f"{shown(tree)} is a number where a truth value is expected")
        return value

    def term(self, tree: Tree, bound: Mapping[str, Value], known: Mapping[str, _Definition]) -> Term:
        """A term that is a number."""
        value = self.value(tree, bound, known)
        if not isinstance(value, tuple):
            raise RequestError(f"{shown(tree)} is a truth value where a number is expected")
        return value

    def value(self, tree: Tree, bound: Mapping[str, Value], known: Mapping[str, _Definition]) -> Value:
        """A term of either sort."""
        if isinstance(tree, str):
            return self._symbol(tree, bound, known)
        if not tree or not isinstance(tree[0], str):
            raise RequestError(f"{shown(tree)} is no term")
        head, arguments = tree[0], tree[1:]
        if head == "let" and len(arguments) == 2 and isinstance(arguments[0], tuple):
            inner = dict(bound)
            for pair in arguments[0]:
                if not (isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str)):
                    raise RequestError(f"{shown(pair)} binds no name")
                inner[pair[0]] = self.value(pair[1], bound, known)
            return self.value(arguments[1], inner, known)
        if head in known and known[head].parameters:
            return self._applied(known[head], [self.value(one, bound, known) for one in arguments], tree)
        values = [self.value(one, bound, known) for one in arguments]
        if head == "ite" and len(values) == 3:
            return self._choice(values, tree)
        if head in CONNECTIVES and values and not any(isinstance(value, tuple) for value in values):
            return CONNECTIVES[head](values)  # type: ignore[arg-type]
        terms = [value for value in values if isinstance(value, tuple)]
        if len(terms) == len(values) > 0 and head in ("=", "distinct", "<", "<=", ">", ">="):
            return self._compared(head, terms)
        if len(terms) == len(values) > 0 and head in ("+", "-", "*", "/"):
            return self._computed(head, terms)
        raise RequestError(f"{shown(tree)} is not of QF_NRA")

    def _symbol(self, name: str, bound: Mapping[str, Value], known: Mapping[str, _Definition]) -> Value:
        if name in bound:
            return bound[name]
        if name in known and not known[name].parameters:
            return self.value(known[name].body, {}, known[name].known)
        if name in self.variables:
            return (Case(TRUE, self.variables[name], self.one),)
        if name in ("true", "false"):
            return TRUE if name == "true" else FALSE
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", name, re.ASCII) and len(name) <= MOST_DIGITS:
            digits, _, decimals = name.partition(".")
            return (Case(TRUE, self.one * fmpq(int(digits + decimals), 10**len(decimals)), self.one),)
        raise RequestError(f"{name[:60]} is neither declared nor a number")

    def _applied(self, definition: _Definition, values: Sequence[Value], tree: Tree) -> Value:
        if len(values) != len(definition.parameters):
            raise RequestError(f"{shown(tree)} has {len(values)} arguments instead of {len(definition.parameters)}")
        return self.value(definition.body, dict(zip(definition.parameters, values, strict=True)), definition.known)

    def _choice(self, values: Sequence[Value], tree: Tree) -> Value:
        condition, yes, no = values
        if isinstance(condition, tuple) or isinstance(yes, tuple) != isinstance(no, tuple):
            raise RequestError(f"{shown(tree)} chooses between values of different sorts")
        if isinstance(yes, tuple) and isinstance(no, tuple):
            return self._bounded([*(_guarded(case, condition) for case in yes),
                                  *(_guarded(case, negated(condition)) for case in no)])
        return All((Any((negated(condition), yes)), Any((condition, no))))  # type: ignore[arg-type]

    def _computed(self, operation: str, terms: Sequence[Term]) -> Term:
        if operation == "-" and len(terms) == 1:
            return tuple(Case(case.guard, -case.numerator, case.denominator, case.divisors) for case in terms[0])
        steps: Mapping[str, Callable[[Case, Case], Case]] = {"+": _sum, "-": _difference, "*": _product, "/": _quotient}
        return reduce(lambda left, right: self._bounded([steps[operation](a, b) for a in left for b in right]), terms)

    def _compared(self, relation: str, terms: Sequence[Term]) -> Formula:
        if relation == "distinct":
            return All(tuple(self._related("!=", left, right) for index, left in enumerate(terms) for right in terms[:index]))
        found = tuple(self._related(relation, left, right) for left, right in pairwise(terms))
        return found[0] if len(found) == 1 else All(found)

    def _related(self, relation: str, left: Term, right: Term) -> Formula:
        found: list[Formula] = []
        for difference in self._bounded([_difference(a, b) for a in left for b in right]):
            value = difference.numerator * difference.denominator
            literal = Literal(relation, value, difference.divisors)
            found.append(literal if difference.guard == TRUE else All((difference.guard, literal)))
        return found[0] if len(found) == 1 else Any(tuple(found))

    def _bounded(self, cases: Sequence[Case]) -> Term:
        if len(cases) > MOST_CASES or any(len(case.numerator) > MOST_TERMS or case.numerator.total_degree() > LARGEST_DEGREE
                                          for case in cases):
            raise RequestError("a term grows too large")
        return tuple(cases)


def _both(left: Formula, right: Formula) -> Formula:
    return right if left == TRUE else left if right == TRUE else All((left, right))


def _guarded(case: Case, guard: Formula) -> Case:
    return Case(_both(guard, case.guard), case.numerator, case.denominator, case.divisors)


def _sum(a: Case, b: Case) -> Case:
    if a.denominator == b.denominator:
        return Case(_both(a.guard, b.guard), a.numerator + b.numerator, a.denominator, a.divisors + b.divisors)
    return Case(_both(a.guard, b.guard), a.numerator * b.denominator + b.numerator * a.denominator,
                a.denominator * b.denominator, a.divisors + b.divisors)


def _difference(a: Case, b: Case) -> Case:
    return _sum(a, Case(b.guard, -b.numerator, b.denominator, b.divisors))


def _product(a: Case, b: Case) -> Case:
    return Case(_both(a.guard, b.guard), a.numerator * b.numerator, a.denominator * b.denominator, a.divisors + b.divisors)


def _quotient(a: Case, b: Case) -> Case:
    if b.numerator.is_zero():
        raise RequestError("it divides by zero")
    if b.numerator.is_constant():
        return Case(_both(a.guard, b.guard), a.numerator * b.denominator / b.numerator.leading_coefficient(), a.denominator,
                    a.divisors + b.divisors)
    return Case(_both(a.guard, b.guard), a.numerator * b.denominator, a.denominator * b.numerator,
                (*a.divisors, *b.divisors, b.numerator))


def _implied(parts: Sequence[Formula]) -> Formula:
    return Any((*map(negated, parts[:-1]), parts[-1]))


def _exclusive(left: Formula, right: Formula) -> Formula:
    return Any((All((left, negated(right))), All((negated(left), right))))


CONNECTIVES: Mapping[str, Callable[[Sequence[Formula]], Formula]] = {
    "and": lambda parts: All(tuple(parts)),
    "or": lambda parts: Any(tuple(parts)),
    "not": lambda parts: negated(parts[0]),
    "=>": _implied,
    "xor": lambda parts: reduce(_exclusive, parts),
    "=": lambda parts: All(tuple(negated(_exclusive(left, right)) for left, right in pairwise(parts))),
    "distinct": lambda parts: All(tuple(_exclusive(left, right) for at, left in enumerate(parts) for right in parts[:at])),
}

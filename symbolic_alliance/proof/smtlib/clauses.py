"""Walk over the syntax trees of z3's parser, and read clauses over polynomials.

In:  trees that are asserted.
Out: the clauses, each l_1 or ... or l_n, that are to hold together; a literal is a `Fact`, its relation perhaps ``!=``.
     Raises `RequestError` naming what is not of QF_NRA, and where something grows too large.
Method:
1. A real term is a polynomial over a product of divisors of known sign; a truth constant p is the sign of a variable, p > 0.
2. A choice between values, or a quotient a / b where b may be zero, is a new variable t:  c -> t = a  and  not c -> t = b;
   b = 0 or t b = a.  What is divided by zero may be anything, but equal things the same: for two such quotients
   b != 0 or b' != 0 or a != a' or t = t'.
3. A part of a clause that would multiply it is named: a new truth constant implies it (Plaisted and Greenbaum 1986).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, reduce
from itertools import chain, combinations, filterfalse, product
from math import prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeVar

import z3
from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.certificate import Fact, fact
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.prover.branch_chart import BranchChart
from symbolic_alliance.proof.prover.branch_coordinates import chart_of
from symbolic_alliance.proof.prover.sign_product import strict_sign
from symbolic_alliance.proof.prover.steps import SPARE, Known, as_data, polynomial_of, primitive
from symbolic_alliance.proof.smtlib.script import DEEPEST

MOST_VARIABLES, MOST_TERMS, MOST_CLAUSES, MOST_CASES, LARGEST_DEGREE, LARGEST_NUMBER = 200, 5000, 3000, 8, 60, 10**400
RELATIONS = {z3.Z3_OP_LT: "<", z3.Z3_OP_LE: "<=", z3.Z3_OP_GE: ">=", z3.Z3_OP_GT: ">", z3.Z3_OP_EQ: "=",
             z3.Z3_OP_DISTINCT: "!="}
READ = (*RELATIONS, z3.Z3_OP_TRUE, z3.Z3_OP_FALSE, z3.Z3_OP_NOT, z3.Z3_OP_AND, z3.Z3_OP_OR, z3.Z3_OP_IMPLIES, z3.Z3_OP_XOR,
        z3.Z3_OP_ITE, z3.Z3_OP_UNINTERPRETED, z3.Z3_OP_ANUM, z3.Z3_OP_ADD, z3.Z3_OP_SUB, z3.Z3_OP_UMINUS, z3.Z3_OP_MUL,
        z3.Z3_OP_DIV, z3.Z3_OP_TO_REAL)
OPPOSITE = {"<": ">=", "<=": ">", ">=": "<", ">": "<=", "=": "!=", "!=": "="}
HOLDS = {"<": lt, "<=": le, ">=": ge, ">": gt, "=": eq, "!=": ne}

Ratio = tuple[fmpq_mpoly, fmpq_mpoly]  # numerator and denominator
Clause = tuple[Fact, ...]
Clauses = tuple[Clause, ...]
_Read = TypeVar("_Read")


def _once(read: Callable[..., _Read]) -> Callable[..., _Read]:
    """Read each part of the trees once."""
    def read_once(reader: "Reader", tree: Any, *holds: bool) -> _Read:
        key = (read, tree.get_id(), *holds)
        if key not in reader.known:
            reader.depth += 1
            if reader.depth > DEEPEST:
                raise RequestError(f"its formulas are nested more than {DEEPEST} deep")
            reader.known[key] = read(reader, tree, *holds)
            reader.depth -= 1
        return reader.known[key]

    return read_once


class Reader:
    """Reads trees, and gathers what is required.

    >>> text = "(declare-const x Real)(assert (or (> x 1.0) (not (<= (* x x) 4.0))))"
    >>> reader = Reader(z3.parse_smt2_string(text))
    >>> [str(tree) for tree in reader.constants.values()], [len(clause) for clause in reader.required]
    (['x'], [2])
    """

    def __init__(self, trees: Iterable[Any]) -> None:
        self.ring = fmpq_mpoly_ctx.get((*(f"x{number}" for number in range(MOST_VARIABLES)), *SPARE), Ordering.lex)
        self.one, self.zero = self.ring.constant(1), (self.ring.constant(0), self.ring.constant(1))
        self.count, self.depth, self.constants, self.required = 0, 0, dict[int, Any](), dict[Clause, None]()
        self.known, self.named, self.quotients = dict[Any, Any](), dict[Clauses, Clauses](), list[tuple[Ratio, ...]]()
        self.trees = list(trees)  # kept, since z3 gives the number of a tree that is forgotten to another
        given, left = dict[int, Any](), self.trees[::-1]
        while left:
            tree = left.pop()
            left += tree.children()[::-1] if z3.is_and(tree) and tree.get_id() not in given else []
            given[tree.get_id()] = tree
        for tree in sorted(filterfalse(z3.is_and, given.values()), key=self.divides):
            self.require(self.clauses(tree, True))

    def require(self, clauses: Clauses) -> None:
        """Have clauses hold."""
        self.required.update(dict.fromkeys(clauses))
        if len(self.required) > MOST_CLAUSES:
            raise RequestError(f"its formulas have more than {MOST_CLAUSES} clauses")

    def new(self) -> Ratio:
        """A new variable."""
        self.count += 1
        if self.count > MOST_VARIABLES:
            raise RequestError(f"it takes more than {MOST_VARIABLES} variables")
        return self.ring.gen(self.count - 1), self.one

    @cached_property
    def chart(self) -> BranchChart:
        """What is known of signs when something is first divided."""
        units = [clause[0] for clause in self.required if len(clause) == 1 and clause[0].relation in (">", ">=")]
        return chart_of(self.ring, [Known(one.relation, polynomial_of(self.ring, one.polynomial)) for one in units])

    @_once
    def divides(self, tree: Any) -> bool:
        """Whether something is divided in a tree."""
        return z3.is_div(tree) or any(map(self.divides, tree.children()))

    @_once
    def value(self, tree: Any) -> Ratio:
        """What a real term is, or the variable of a truth constant."""
        kind, parts = _kind(tree), tree.children()
        if kind == z3.Z3_OP_UNINTERPRETED:
            self.constants[self.count] = tree
            return self.new()
        if kind == z3.Z3_OP_ANUM:
            number = tree.as_fraction()
            return self.one * fmpq(number.numerator, number.denominator), self.one
        if kind == z3.Z3_OP_ITE:
            return self.choice(*parts)
        steps = {z3.Z3_OP_ADD: _sum, z3.Z3_OP_SUB: _difference, z3.Z3_OP_UMINUS: _difference, z3.Z3_OP_MUL: _product,
                 z3.Z3_OP_DIV: self.quotient, z3.Z3_OP_TO_REAL: _sum}
        return reduce(steps[kind], [*([self.zero] if kind == z3.Z3_OP_UMINUS else []), *map(self.value, parts)])

    def choice(self, condition: Any, yes: Any, no: Any) -> Ratio:
        """A new variable that is one value or the other."""
        value = self.new()
        for holds, part in ((True, yes), (False, no)):
            self.require(self.either([self.clauses(condition, not holds), _literal(value, "=", self.value(part))]))
        return value

    def quotient(self, left: Ratio, right: Ratio) -> Ratio:
        """The quotient; a new variable where the divisor may be zero."""
        above, below = right
        if not above.is_zero() and all(strict_sign(self.chart, factor) for factor, _ in
                                       self.chart.in_coordinates(above).factor()[1]):
            return _product(left, (below, above))
        value = self.new()
        self.require(self.either([_literal(right, "=", self.zero), _literal(_product(value, right), "=", left)]))
        for other_left, other_right, other in self.quotients:
            self.require(self.either([_literal(right, "!=", self.zero), _literal(other_right, "!=", self.zero),
                                      _literal(left, "!=", other_left), _literal(value, "=", other)]))
        self.quotients.append((left, right, value))
        return value

    @_once
    def clauses(self, tree: Any, holds: bool) -> Clauses:
        """What has to hold for a truth value to be true, or false."""
        kind, parts = _kind(tree), tree.children()
        if kind in (z3.Z3_OP_TRUE, z3.Z3_OP_FALSE):
            return () if (kind == z3.Z3_OP_TRUE) == holds else ((),)
        if kind == z3.Z3_OP_UNINTERPRETED:
            return _literal(self.value(tree), ">" if holds else "<=", self.zero)
        if kind == z3.Z3_OP_NOT:
            return self.clauses(parts[0], not holds)
        if kind in (z3.Z3_OP_AND, z3.Z3_OP_OR, z3.Z3_OP_IMPLIES):
            found = [self.clauses(part, holds != (kind == z3.Z3_OP_IMPLIES and part is not parts[-1])) for part in parts]
            return _all(found) if (kind == z3.Z3_OP_AND) == holds else self.either(found)
        if kind == z3.Z3_OP_ITE:
            return _all(self.either([self.clauses(parts[0], not yes), self.clauses(part, holds)])
                        for yes, part in ((True, parts[1]), (False, parts[2])))
        if kind == z3.Z3_OP_XOR:
            self.trees.append(reduce(lambda left, right: left != right, parts))
            return self.clauses(self.trees[-1], holds)
        if len(parts)**2 > MOST_CLAUSES:
            raise RequestError(f"it compares {len(parts)} values at once")
        found = [self.compare(left, RELATIONS[kind] if holds else OPPOSITE[RELATIONS[kind]], right)
                 for left, right in combinations(parts, 2)]
        return _all(found) if holds else self.either(found)

    def compare(self, left: Any, relation: str, right: Any) -> Clauses:
        """What has to hold for two values to be in a relation."""
        if not z3.is_bool(left):
            return _literal(self.value(left), relation, self.value(right))
        return _all(self.either([self.clauses(left, sign), self.clauses(right, sign == (relation == "!="))])
                    for sign in (True, False))

    def either(self, parts: Sequence[Clauses]) -> Clauses:
        """What makes some part hold; in a longer clause an equation is two inequalities, since it fails in two ways."""
        parts = list(dict.fromkeys(parts))
        if len(parts) == 1:
            return parts[0]
        parts = [tuple(half for clause in part for half in _halves(clause)) for part in parts]
        if prod(map(len, parts)) > MOST_CASES:
            parts = [self.name(part) if len(part) > 1 else part for part in parts]
        return tuple(dict.fromkeys(tuple(dict.fromkeys(chain(*choice))) for choice in product(*parts)))

    def name(self, clauses: Clauses) -> Clauses:
        """A new truth constant that implies clauses."""
        if clauses not in self.named:
            value = self.new()
            self.named[clauses] = _literal(value, ">", self.zero)
            self.require(tuple((*_literal(value, "<=", self.zero)[0], *clause) for clause in clauses))
        return self.named[clauses]


def _kind(tree: Any) -> int:
    if not z3.is_app(tree):
        raise RequestError("it has a quantifier, which is not read")
    kind: int = tree.decl().kind()
    is_read = kind in READ and not (kind == z3.Z3_OP_UNINTERPRETED and tree.num_args())
    if not is_read or not (z3.is_bool(tree) or z3.is_real(tree)):
        what = "the function" if tree.num_args() else f"a constant of the sort {str(tree.sort())[:60]},"
        raise RequestError(f"it has {what} {tree.decl().name()[:60]}, which is not read")
    return kind


def _all(parts: Iterable[Clauses]) -> Clauses:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def _halves(clause: Clause) -> Clauses:
    if len(clause) != 1 or clause[0].relation != "=":
        return (clause,)
    return tuple((fact(clause[0].polynomial, relation),) for relation in ("<=", ">="))


def _literal(left: Ratio, relation: str, right: Ratio) -> Clauses:
    """No clause where it holds of numbers, the empty one where it does not."""
    polynomial = _times(*_difference(left, right))
    if not polynomial.is_constant():
        return ((fact(as_data(primitive(polynomial)), relation),),)
    number = fmpq(0) if polynomial.is_zero() else polynomial.leading_coefficient()
    return () if HOLDS[relation](number, 0) else ((),)


def _sum(left: Ratio, right: Ratio) -> Ratio:
    (a, b), (c, d) = left, right
    return (_limit(a + c), b) if b == d else (_limit(_times(a, d) + _times(b, c)), _times(b, d))


def _difference(left: Ratio, right: Ratio) -> Ratio:
    return _sum(left, (-right[0], right[1]))


def _product(left: Ratio, right: Ratio) -> Ratio:
    return _times(left[0], right[0]), _times(left[1], right[1])


def _times(left: fmpq_mpoly, right: fmpq_mpoly) -> fmpq_mpoly:
    if len(left) * len(right) > MOST_TERMS:
        raise RequestError("a term grows too large")
    return _limit(left * right)


def _limit(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    if (len(polynomial) > MOST_TERMS or polynomial.total_degree() > LARGEST_DEGREE
            or any(max(abs(c.p), c.q) > LARGEST_NUMBER for c in polynomial.coeffs())):
        raise RequestError("a term grows too large")
    return polynomial

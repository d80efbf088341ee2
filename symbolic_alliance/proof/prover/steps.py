"""A proof while it is being searched for: facts by identity instead of by number, polynomials fast.

In:  what the strategies find: closed branches, lemmas, splits and denials over `Known` facts.
Out: `assembled`, the kernel's proof: branches that nothing needs are dropped, numbers are given along each path, and
     coefficients are made whole and common factors cancelled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd, lcm
from operator import mul

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.certificate import Deny, Fact, Identity, Polynomial, Proof, Split, Statement, Term

SPARE = ("gap_1", "gap_2", "gap_3")


@dataclass(frozen=True, eq=False)
class Known:
    """``polynomial relation 0`` on a branch; two facts are the same only if they are the same object."""

    relation: str
    polynomial: fmpq_mpoly

    @property
    def is_strict(self) -> bool:
        """Whether the fact says > 0."""
        return self.relation == ">"


@dataclass(frozen=True)
class FactProduct:
    """A positive rational number times facts times squares."""

    coefficient: fmpq
    facts: tuple[Known, ...]
    squares: tuple[fmpq_mpoly, ...] = ()


@dataclass(frozen=True)
class Closed:
    """A branch closed by an identity: the products and the multiples of equations add up to zero."""

    products: tuple[FactProduct, ...]
    equations: tuple[tuple[Known, fmpq_mpoly], ...] = ()


@dataclass(frozen=True)
class SignCases:
    """Branches by the sign of a primitive polynomial: the relation, the fact that it adds, and how the branch goes on."""

    polynomial: fmpq_mpoly
    branches: tuple[tuple[str, Known, "ProofStep"], ...]


@dataclass(frozen=True)
class Denial:
    """An alternative fails in one of several ways."""

    alternative: int
    branches: tuple[tuple[Known, "ProofStep"], ...]


ProofStep = Closed | SignCases | Denial


@dataclass(frozen=True)
class Problem:
    """A statement in the ring in which it is searched."""

    statement: Statement
    ring: fmpq_mpoly_ctx
    hypotheses: tuple[Known, ...]
    alternatives: tuple[tuple[Known, ...], ...]


def problem_of(statement: Statement) -> Problem:
    """Carry a statement into polynomials that compute fast, in a ring with a few spare generators for coordinates."""
    ring = fmpq_mpoly_ctx.get((*statement.variables, *SPARE), Ordering.lex)

    def known(one: Fact) -> Known:
        return Known(one.relation, polynomial_of(ring, one.polynomial))

    return Problem(statement, ring, tuple(map(known, statement.hypotheses)),
                   tuple(tuple(map(known, alternative)) for alternative in statement.alternatives))


def polynomial_of(ring: fmpq_mpoly_ctx, polynomial: Polynomial) -> fmpq_mpoly:
    """The kernel's data as a polynomial of the ring."""
    spare = (0,) * len(SPARE)
    return ring.from_dict({(*exponents, *spare): fmpq(c) for exponents, c in polynomial})


def failures(fact: Known) -> tuple[Known, ...]:
    """The ways in which a fact can fail."""
    if fact.relation == "=":
        return Known(">", -fact.polynomial), Known(">", fact.polynomial)
    return (Known(">=" if fact.is_strict else ">", -fact.polynomial),)


def lemma(fact: Known, because: Sequence[tuple[Known, ProofStep]], then: ProofStep) -> SignCases:
    """A split whose other branches are closed: `because` gives each way in which the fact can fail, with its end.

    The polynomial of the fact is primitive.
    """
    opposite = {">": ("<=",), ">=": ("<",), "=": ("<", ">")}[fact.relation]
    return SignCases(fact.polynomial, (*((relation, failure, step) for relation, (failure, step)
                                         in zip(opposite, because, strict=True)), (fact.relation, fact, then)))


def used_facts(step: ProofStep) -> tuple[Known, ...]:
    """The facts that a step uses, in order, those that it adds itself left out."""
    if isinstance(step, Closed):
        return tuple(dict.fromkeys((*(known for product in step.products for known in product.facts),
                                    *(equation for equation, _ in step.equations))))
    branches = [branch[-2:] for branch in step.branches]
    return tuple(dict.fromkeys(known for added, then in branches for known in used_facts(then) if known is not added))


def prune(step: ProofStep) -> ProofStep:
    """The same proof without branches that are not needed: a branch that closes without its own fact closes all."""
    if isinstance(step, Closed):
        return cancel(step)
    if isinstance(step, SignCases):
        cases = [(relation, added, prune(then)) for relation, added, then in step.branches]
        needless = [then for _, added, then in cases if added not in used_facts(then)]
        return needless[0] if needless else SignCases(step.polynomial, tuple(cases))
    denials = [(added, prune(then)) for added, then in step.branches]
    needless = [then for added, then in denials if added not in used_facts(then)]
    return needless[0] if needless else Denial(step.alternative, tuple(denials))


def rename(step: ProofStep, facts: Mapping[Known, Known]) -> ProofStep:
    """The same proof from other facts that say the same, or more strictly."""
    if isinstance(step, Closed):
        products = tuple(replace(product, facts=tuple(facts.get(known, known) for known in product.facts))
                         for product in step.products)
        return Closed(products, tuple((facts.get(known, known), cofactor) for known, cofactor in step.equations))
    if isinstance(step, SignCases):
        cases = tuple((relation, added, rename(then, facts)) for relation, added, then in step.branches)
        return SignCases(step.polynomial, cases)
    return Denial(step.alternative, tuple((added, rename(then, facts)) for added, then in step.branches))


def cancel(step: Closed) -> Closed:
    """Divide an identity by the facts that all its products share."""
    if step.equations or not step.products:
        return step
    products = step.products
    for known in products[0].facts:
        if not known.polynomial.is_zero() and all(known in product.facts for product in products):
            products = tuple(FactProduct(product.coefficient, _drop(product.facts, known), product.squares)
                             for product in products)
    return Closed(products)


def _drop(facts: tuple[Known, ...], known: Known) -> tuple[Known, ...]:
    place = facts.index(known)
    return facts[:place] + facts[place + 1:]


def assemble(problem: Problem, step: ProofStep) -> Proof:
    """The kernel's proof of a finished search, shortened."""
    return _number(prune(step), {known: number for number, known in enumerate(problem.hypotheses)})


def _number(step: ProofStep, numbers: Mapping[Known, int]) -> Proof:
    if isinstance(step, Closed):
        return _identity(step, numbers)
    count = len(numbers)
    if isinstance(step, Denial):
        return Deny(step.alternative, tuple(_number(then, {**numbers, added: count}) for added, then in step.branches))
    return Split(as_data(step.polynomial), tuple((relation, _number(then, {**numbers, added: count}))
                                                 for relation, added, then in step.branches))


def _identity(step: Closed, numbers: Mapping[Known, int]) -> Identity:
    """The identity in whole numbers."""
    terms = []
    for product in step.products:
        weight = reduce(mul, (content(square)**2 for square in product.squares), product.coefficient)
        squares = tuple(as_data(primitive(square)) for square in product.squares)
        terms.append((weight, tuple(sorted(numbers[known] for known in product.facts)), squares))
    cofactors = [(numbers[known], cofactor) for known, cofactor in step.equations]
    coefficients = [weight for weight, _, _ in terms] + [c for _, cofactor in cofactors for c in cofactor.coeffs()]
    common = fmpq(lcm(*(int(c.q) for c in coefficients)))
    common /= gcd(*(int((c * common).p) for c in coefficients))
    return Identity(tuple(Term(int((weight * common).p), facts, squares) for weight, facts, squares in terms),
                    tuple((number, as_data(cofactor * common)) for number, cofactor in cofactors))


def content(polynomial: fmpq_mpoly) -> fmpq:
    """The positive number by which a polynomial is divided to have whole coefficients without a common divisor."""
    coefficients = list(polynomial.coeffs()) or [fmpq(1)]
    denominator = lcm(*(int(c.q) for c in coefficients))
    return fmpq(gcd(*(int((c * denominator).p) for c in coefficients)), denominator)


def primitive(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    """The polynomial divided by its content."""
    return polynomial / content(polynomial)


def as_data(polynomial: fmpq_mpoly) -> Polynomial:
    """A polynomial with whole coefficients as the kernel's data, the spare generators left out."""
    return tuple(sorted(((tuple(map(int, exponents[:-len(SPARE)])), int(c.p)) for exponents, c in polynomial.terms()),
                        reverse=True))

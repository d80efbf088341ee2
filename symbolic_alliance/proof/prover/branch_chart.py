"""Coordinates in which the facts of a branch are simple, and the way back from them to an identity between the facts.

In:  the facts on a branch.
Out: a `BranchChart`: every inequality as a polynomial in coordinates, many of which are known to be positive since they *are*
     facts; `closed` turns a sum of products that vanishes in coordinates into an identity between the facts themselves.
How a chart comes about is told in `branch_coordinates.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import mul

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.proof.prover.steps import Closed, FactProduct, Known, ProofStep, lemma


@dataclass(frozen=True)
class Reduced:
    """A fact in coordinates: the product of the multipliers (facts > 0) and the fact is the polynomial."""

    fact: Known
    polynomial: fmpq_mpoly
    multipliers: tuple[Known, ...] = ()

    @property
    def facts(self) -> tuple[Known, ...]:
        """The fact and its multipliers."""
        return (self.fact, *self.multipliers)


@dataclass(frozen=True)
class Equation:
    """An equation in coordinates, and the same as a combination of the equations among the facts."""

    polynomial: fmpq_mpoly
    combination: Mapping[Known, fmpq_mpoly]


@dataclass(frozen=True)
class Elimination:
    """The variable in this place is numerator/denominator by the equation; the denominator is a product of facts > 0."""

    place: int
    numerator: fmpq_mpoly
    denominator: fmpq_mpoly
    positive: tuple[Known, ...]
    equation: Equation

    def substitute(self, polynomial: fmpq_mpoly, degree: int) -> fmpq_mpoly:
        """denominator**degree times the polynomial with the variable replaced."""
        result = self.numerator * 0
        for power, coefficient in enumerate(by_powers(polynomial, self.place)):
            if not coefficient.is_zero():
                result += coefficient * self.numerator**power * self.denominator**(degree - power)
        return result


@dataclass(frozen=True)
class BranchChart:
    """Facts in coordinates.

    ``back`` gives each coordinate in the variables of the statement, ``forth`` each variable in coordinates; ``units`` are
    forms that equal 1, each with the places of its block, the gap last.  ``plain`` are the facts and ``unsolved`` the
    equations as they were in variables, after the eliminations.
    """

    ring: fmpq_mpoly_ctx
    facts: tuple[Reduced, ...]
    equations: tuple[Equation, ...]
    coordinates: Mapping[int, tuple[Known, ...]]
    back: tuple[fmpq_mpoly, ...]
    forth: tuple[fmpq_mpoly, ...]
    units: tuple[tuple[fmpq_mpoly, tuple[int, ...]], ...] = ()
    plain: tuple[Reduced, ...] = ()
    unsolved: tuple[fmpq_mpoly, ...] = ()
    eliminations: tuple[Elimination, ...] = ()
    lemmas: tuple[tuple[Known, tuple[tuple[Known, ProofStep], ...]], ...] = ()

    def is_strict(self, place: int) -> bool:
        """Whether the coordinate in this place is known to be > 0."""
        return place in self.coordinates and all(known.is_strict for known in self.coordinates[place])

    def in_variables(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """A polynomial in coordinates, in the variables of the statement."""
        return polynomial.compose(*self.back, ctx=self.ring)

    def in_coordinates(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """A polynomial in variables that were not eliminated, in coordinates, homogeneous in every block."""
        moved = polynomial.compose(*self.forth, ctx=self.ring)
        for unit, block in self.units:
            moved = homogeneous(moved, unit, block[:-1])
        return moved

    def monomial(self, exponents: Sequence[int]) -> tuple[tuple[Known, ...], tuple[fmpq_mpoly, ...]]:
        """A monomial in coordinates as facts, and as squares of what is no fact (there the exponent is even)."""
        facts: tuple[Known, ...] = ()
        squares: tuple[fmpq_mpoly, ...] = ()
        for place, exponent in enumerate(exponents):
            if place in self.coordinates:
                facts += self.coordinates[place] * int(exponent)
            else:
                squares += (self.back[place],) * (int(exponent) // 2)
        return facts, squares

    def below_lemmas(self, then: ProofStep) -> ProofStep:
        """The step with the lemmas that the chart needed above it."""
        for fact, because in reversed(self.lemmas):
            then = lemma(fact, because, then)
        return then

    def with_lemma(self, fact: Known, reduced: Reduced, failure: Known,
                   because: Sequence[FactProduct]) -> "BranchChart | None":
        """The chart with one more fact, whose failure the products refute; None if they do not."""
        end = close(self, because)
        if end is None:
            return None
        return replace(self, facts=(*self.facts, reduced), lemmas=(*self.lemmas, (fact, ((failure, end),))))


def homogeneous(polynomial: fmpq_mpoly, unit: fmpq_mpoly, block: Sequence[int]) -> fmpq_mpoly:
    """The polynomial with powers of a form that equals 1, so that all terms have the same degree in the block."""
    ring = polynomial.context()
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, c in polynomial.terms():
        parts.setdefault(sum(exponents[place] for place in block), {})[exponents] = c
    top = max(parts, default=0)
    return sum((ring.from_dict(part) * unit**(top - degree) for degree, part in parts.items()), ring.constant(0))


def by_powers(polynomial: fmpq_mpoly, place: int) -> list[fmpq_mpoly]:
    """The coefficients of the powers of one variable, lowest first."""
    parts: list[dict[tuple[int, ...], fmpq]] = [{} for _ in range(polynomial.degrees()[place] + 1)]
    for exponents, coefficient in polynomial.terms():
        parts[exponents[place]][(*exponents[:place], 0, *exponents[place + 1:])] = coefficient
    return [polynomial.context().from_dict(part) for part in parts]


def sum_of(chart: BranchChart, products: Iterable[FactProduct]) -> fmpq_mpoly:
    """The value of a sum of products, in the variables of the statement."""
    total = chart.ring.constant(0)
    for product in products:
        factors = [known.polynomial for known in product.facts] + [square * square for square in product.squares]
        total += reduce(mul, sorted(factors, key=len), chart.ring.constant(product.coefficient))
    return total


def close(chart: BranchChart, products: Sequence[FactProduct],
          multiples: Sequence[tuple[Equation, fmpq_mpoly]] = ()) -> Closed | None:
    """The identity behind products that add up to zero in coordinates, with its multiples of equations; None if none is.

    ``multiples`` are equations that were not eliminated, with their cofactors, both in the statement's variables.
    """
    total = sum_of(chart, products)
    cofactors: dict[Known, fmpq_mpoly] = {}

    def add(equation: Equation, cofactor: fmpq_mpoly) -> None:
        for known, part in equation.combination.items():
            cofactors[known] = cofactors.get(known, chart.ring.constant(0)) + cofactor * part

    for equation, cofactor in multiples:
        total += chart.in_variables(equation.polynomial) * cofactor
        add(equation, cofactor)
    for elimination in chart.eliminations:
        if total.is_zero():
            break
        degree = total.degrees()[elimination.place]
        value, remainder = divmod(elimination.substitute(total, degree), elimination.denominator**degree)
        if not remainder.is_zero():
            return None
        add(elimination.equation, (value - total) // elimination.equation.polynomial)
        total = value
    if not total.is_zero():
        return None
    return Closed(tuple(products), tuple((known, cofactor) for known, cofactor in cofactors.items()
                                         if not cofactor.is_zero()))

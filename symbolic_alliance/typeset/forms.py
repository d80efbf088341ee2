"""The equal forms of a fraction of polynomials, each as a signed display tree.

A form hangs on the conditions under which it is written only by the signs that it asks of them: it is kept with these, and
found again under all conditions that give the same.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from fractions import Fraction
from operator import itemgetter
from typing import Any

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.typeset.expression_ring import Canonical, ExpressionRing, polynomial_in
from symbolic_alliance.typeset.layout import OPERATOR, Layout, Numeral, Quotient, Root, Sum, factors_of, terms_of, weight
from symbolic_alliance.typeset.products import Signed, difference_of_squares, product, signed_sum, without_minus
from symbolic_alliance.typeset.style import Style

DEPTH = 2
LONGEST_WRITTEN_OUT = 12
SPLIT, SPLIT_FRACTION = 5, 10  # what each further term, and each further fraction, costs when a quotient is split
UNFAMILIAR = 2  # what a factor costs that is neither a known gap nor without a minus
SPLIT_PRODUCT, SHORT = 6, 3  # what it costs to split a product of short factors


def reading_cost(signed: Signed) -> int:
    """What it costs to read a form; a minus in front of a product or a quotient has to go somewhere."""
    sign, layout = signed
    return weight(without_minus(signed)) + (OPERATOR if sign < 0 and not isinstance(layout, Sum) else 0)


def _cost_of_splitting(layout: Layout, extra: int) -> int:
    """What it costs to have several terms where there was one quotient, and none where there was none."""
    terms = [term for _, term in terms_of(layout)]
    fractions = sum(isinstance(term, Quotient) for term in terms)
    return SPLIT * (len(terms) - 1) + SPLIT_FRACTION * max(fractions - 1, 0) + extra if fractions else 0


class Forms:
    """The forms of the values of one ring."""

    def __init__(self, coordinates: ExpressionRing, style: Style) -> None:
        self._coordinates, self._style, self._ring = coordinates, style, coordinates.ring
        self._asked: dict[Canonical, int] = {}
        self._gaps = self._known_gaps()

    def best(self, value: Rational, depth: int = DEPTH) -> tuple[int, Signed]:
        """``(cost, form)`` of the form of a value that is the shortest to read."""
        return self._once((self._coordinates.kind, value.key, depth), lambda: self._best(value, depth))

    def _once(self, key: Hashable, find: Callable[[], tuple[int, Any]]) -> Any:
        """What was found before where the conditions gave the same signs, else what is found now."""
        known = self._style.forms.setdefault(key, [])
        for form, signs in known:
            if all(self._style.given_sign(polynomial) == sign for polynomial, sign in signs.items()):
                self._asked |= signs
                return form
        before, self._asked = self._asked, {}
        form = find()
        known.append((form, self._asked))
        self._asked = before | self._asked
        return form

    def _best(self, value: Rational, depth: int) -> tuple[int, Signed]:
        whole = self.factor_out(value, depth)
        forms = [(reading_cost(whole), whole)]
        extra = SPLIT_PRODUCT if self._is_short_product(value.numerator) else 0
        forms += [(reading_cost(form) + _cost_of_splitting(form[1], extra), form) for form in self._split(value, depth)]
        return min(forms, key=itemgetter(0))

    def _is_short_product(self, polynomial: fmpz_mpoly) -> bool:
        """Whether a polynomial without roots is a product of several factors of three terms or fewer."""
        rooted = (*self._ring.radicands, *self._coordinates.rooted)
        if polynomial == 0 or any(name in rooted for name in self._ring.names_in(polynomial)):
            return False
        factors = self._ring.factors(polynomial)[1]
        return len(factors) > 1 and all(len(factor) <= SHORT for factor, _ in factors)

    def _split(self, value: Rational, depth: int) -> Iterator[Signed]:
        """The numerator written out, or collected in one generator, over the denominator; quotient with remainder."""
        if len(value.numerator) <= LONGEST_WRITTEN_OUT:
            yield self._sum(Rational(self._ring, term, value.denominator) for term in self._terms(value.numerator))
        for name in value.names if depth and not value.denominator.is_constant() else ():
            above = self._ring.coefficients(value.numerator, name)
            below = self._ring.coefficients(value.denominator, name)
            if sum(coefficient != 0 for coefficient in above) > 1:
                divisor = self._ring.lift(value.denominator)
                yield self._sum((part / divisor for part in self._by_degree(above, name)), depth - 1)
            if len(above) >= len(below) > 1 and name not in self._ring.radicands:
                quotient = self._divide(above, below, name)
                parts = [self.best(quotient, depth - 1)[1], self.factor_out(value - quotient, depth - 1)]
                yield 1, self._style.order.sum(signed_sum(parts))

    def factor_out(self, value: Rational, depth: int = DEPTH) -> Signed:
        """Numerator and denominator as products of irreducible factors."""
        if len(value.numerator) == 1 and value.denominator == 1:
            return self._once((self._coordinates.kind, str(value.numerator)), lambda: self._monomial(value.numerator))
        if value.is_zero:
            return product(self._style.order, Fraction(0), ())
        coefficient, powers = Fraction(1), []
        for polynomial, side in ((value.numerator, 1), (value.denominator, -1)):
            constant, factors = self._ring.factors(polynomial)
            coefficient *= Fraction(constant) ** side
            for factor, multiplicity in factors:
                sign, base, exponent = self._factor(factor, depth)
                coefficient *= sign**multiplicity
                powers.append((base, exponent * multiplicity * side))
        return product(self._style.order, coefficient, powers)

    def _monomial(self, monomial: fmpz_mpoly) -> Signed:
        ((exponents, coefficient),) = monomial.to_dict().items()
        powers = [(*self._generator(name), int(power))
                  for name, power in zip(self._ring.names, exponents, strict=True) if power]
        return product(self._style.order, Fraction(int(coefficient)), [(base, half * power) for base, half, power in powers])

    def polynomial(self, polynomial: fmpz_mpoly, depth: int) -> Signed:
        """An irreducible polynomial written as a sum; the sign is that which makes it positive, or its first term."""
        return self._once((self._coordinates.kind, str(polynomial), depth), lambda: self._polynomial(polynomial, depth))

    def _polynomial(self, polynomial: fmpz_mpoly, depth: int) -> Signed:
        sums = [self._sum(map(self._ring.lift, self._terms(polynomial)))]
        if depth and len(polynomial) > 2:
            sums += self._collect(polynomial, depth)
        known = self._sign(polynomial)
        oriented = [self._orient(known, signed) for signed in sums]
        return min(oriented, key=lambda signed: self._effort(signed[1]))

    def _effort(self, layout: Layout) -> tuple[int, int]:
        """What a sum costs to read, sums with a minus that are no known gap among its factors costing more; its terms."""
        sums = [factor for _, term in terms_of(layout) for factor in factors_of(term) if isinstance(factor, Sum)]
        unfamiliar = sum(any(sign < 0 for sign, _ in found.terms) and not self._style.is_positive(found) for found in sums)
        return weight(layout) + UNFAMILIAR * unfamiliar, len(terms_of(layout))

    def _factor(self, factor: fmpz_mpoly, depth: int) -> tuple[int, Layout, Fraction]:
        """``(sign, base, exponent)`` of an irreducible factor."""
        name = self._coordinates.generator_name(factor)
        return (1, *self._generator(name)) if name else (*self.polynomial(factor, depth), Fraction(1))

    def _generator(self, name: str) -> tuple[Layout, Fraction]:
        """A generator as ``(base, exponent)``."""
        if name in self._ring.radicands:
            return self._root(self._ring.radicands[name])
        symbol = self._style.name(sp.Symbol(name, real=True))
        return symbol, Fraction(1, 2) if name in self._coordinates.rooted else Fraction(1)

    def _root(self, radicand: fmpz_mpoly) -> tuple[Layout, Fraction]:
        """A root as ``(base, exponent)``: it may merge with powers of its base only where the base is positive."""
        if radicand.is_constant():
            return Numeral(int(radicand.leading_coefficient())), Fraction(1, 2)
        if self._coordinates.is_positive_factor(radicand):
            sign, layout = self.polynomial(radicand, DEPTH)
            if sign > 0:
                return layout, Fraction(1, 2)
        return Root(difference_of_squares(without_minus(self.best(self._ring.lift(radicand), 1)[1]))), Fraction(1)

    def _known_gaps(self) -> tuple[fmpz_mpoly, ...]:
        """The slacks of the model that are sums in this ring's names, such as 1 - q - w_A."""
        found = [polynomial_in(self._ring, slack.expression) for slack in self._style.slacks
                 if not any(str(symbol) in self._coordinates.rooted for symbol in slack.expression.free_symbols)]
        return tuple(gap for gap in found if gap is not None and len(gap) > 1)

    def _terms(self, polynomial: fmpz_mpoly) -> Iterator[fmpz_mpoly]:
        for exponents, coefficient in polynomial.to_dict().items():
            yield self._ring.context.from_dict({exponents: coefficient})

    def _sum(self, values: Iterable[Rational], depth: int = 0) -> Signed:
        """The sum of values, each factored."""
        return 1, self._style.order.sum(signed_sum([self.factor_out(value, depth) for value in values]))

    def _orient(self, known: int, signed: Signed) -> Signed:
        """A sum with the sign that makes it positive where the sign is known, else its first term."""
        sign, layout = signed
        wants_turn = known * sign < 0 if known else self._style.order.is_led_by_minus(layout)
        return (-sign, self._style.order.turn(layout)) if wants_turn else signed

    def _sign(self, polynomial: fmpz_mpoly) -> int:
        """The sign that the assumptions give a linear polynomial, or that any polynomial is given to have."""
        is_linear = polynomial.total_degree() == 1
        known = self._style.signs.of(self._coordinates.expression(polynomial)) if is_linear else None
        if known is not None:
            return known.value
        canonical = self._coordinates.canonical(polynomial)
        self._asked[canonical] = self._style.given_sign(canonical)
        return self._asked[canonical]

    def _collect(self, polynomial: fmpz_mpoly, depth: int) -> Iterator[Signed]:
        """Collected in one generator, or around a factor that is known to be positive."""
        for name in self._ring.names_in(polynomial):
            coefficients = self._ring.coefficients(polynomial, name)
            if any(len(coefficient) > 1 for coefficient in coefficients):
                yield self._sum(self._by_degree(coefficients, name), depth - 1)
        for gap in self._gaps:
            quotient, rest = divmod(polynomial, gap)
            if quotient != 0 and rest != 0 and len(quotient) + len(rest) < len(polynomial):
                yield self._sum([self._ring.lift(quotient * gap), self._ring.lift(rest)], depth - 1)

    def _by_degree(self, coefficients: list[fmpz_mpoly], name: str) -> Iterator[Rational]:
        """The terms of a polynomial by their degree in one generator."""
        generator, power = self._ring.generator(name).numerator, self._ring.context.constant(1)
        for coefficient in coefficients:
            if coefficient != 0:
                yield self._ring.lift(coefficient * power)
            power = power * generator

    def _divide(self, above: list[fmpz_mpoly], below: list[fmpz_mpoly], name: str) -> Rational:
        """The quotient, without the remainder, of polynomials in one generator, given by their coefficients."""
        generator, quotient = self._ring.generator(name), self._ring.lift(0)
        rest, divisor = ([self._ring.lift(part) for part in parts] for parts in (above, below))
        for degree in range(len(above) - len(below), -1, -1):
            factor = rest[degree + len(below) - 1] / divisor[-1]
            quotient = quotient + factor * generator**degree
            for place, coefficient in enumerate(divisor, degree):
                rest[place] = rest[place] - factor * coefficient
        return quotient

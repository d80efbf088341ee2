"""Closed forms factored in lowest terms, whatever way they are written: to compare, to order and to print them.

In:  closed forms of rational operations and square roots.
Out: powers of irreducible polynomials with whole coefficients, in an order of our own; `RequestError` for anything else.
Method: symbols and square roots are the variables, each with a text of its own, so that no order of SymPy's and nothing that
it prints decides; the fraction is worked out, cancelled and factored in FLINT.  A square root is not tied to what is under
it, but for its square; that is written multiplied out within a sum, and as a product where the root is a factor.
"""

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add

import sympy as sp
from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from symbolic_alliance.closed_form.polynomial_reader import is_square_root, read
from symbolic_alliance.errors import RequestError


@dataclass(frozen=True)
class Factorization:
    """``constant`` times ``factors`` to their powers; ``text`` tells different closed forms apart, and orders them."""

    constant: sp.Rational
    factors: tuple[tuple[sp.Expr, int], ...]
    text: str

    @property
    def expression(self) -> sp.Expr:
        """The product, the constant not multiplied into a sum."""
        product = sp.Mul(*(factor**power for factor, power in self.factors))
        if product.is_Add and abs(self.constant) != 1:
            return sp.Mul(self.constant, product, evaluate=False)
        return self.constant * product

    @property
    def length(self) -> int:
        """How many names and numbers there are to read."""
        return len(re.findall(r"\w+", self.text))

    @property
    def numerator(self) -> sp.Expr:
        """A polynomial, in square roots too, that is 0 where the closed form is."""
        return sp.Mul(*(factor**power for factor, power in self.factors if power > 0)) if self.constant else sp.Integer(0)


@dataclass(frozen=True)
class _Quotient:
    """A fraction of polynomials; in a sum the square of a square root is what is under it."""

    variables: "_Variables"
    above: fmpz_mpoly
    below: fmpz_mpoly

    def __add__(self, other: "_Quotient") -> "_Quotient":
        common = self.below.gcd(other.below)
        missing = other.below // common
        above = self.variables.without_squares(self.above * missing + other.above * (self.below // common))
        return _Quotient(self.variables, above.above, above.below * self.below * missing)

    def __mul__(self, other: "_Quotient") -> "_Quotient":
        return _Quotient(self.variables, self.above * other.above, self.below * other.below)

    def __pow__(self, exponent: int) -> "_Quotient":
        if exponent < 0:
            return _Quotient(self.variables, self.below**-exponent, self.above**-exponent)
        return _Quotient(self.variables, self.above**exponent, self.below**exponent)


class _Variables:
    """The symbols and the square roots of a closed form as the variables of a ring, in the order of their texts."""

    def __init__(self, expression: sp.Basic) -> None:
        roots = square_roots(expression)
        self._names = {one: _name(one) for one in (*expression.free_symbols, *roots)}
        self._written = {name: one for one, name in self._names.items()}
        self._ring = fmpz_mpoly_ctx.get(tuple(sorted(self._written)), Ordering.lex)
        self._generators = dict(zip(sorted(self._written), self._ring.gens(), strict=True))
        self._squares: dict[str, _Quotient] = {}
        for root in reversed(roots):
            name, inside = self._names[root], self.value(root.base)
            self._squares[name] = inside
            self._written[name] = sp.sqrt(self.expression(inside.above) / self.expression(inside.below))

    def value(self, expression: sp.Expr) -> _Quotient:
        """A closed form in these variables as a fraction."""
        return read(expression, lambda above, below: self._quotient(self._ring.constant(above), below), self._leaf)

    def _quotient(self, above: fmpz_mpoly, below: int = 1) -> _Quotient:
        return _Quotient(self, above, self._ring.constant(below))

    def _leaf(self, part: sp.Expr) -> _Quotient:
        variable, power = (sp.sqrt(part.base), int(part.exp.p)) if is_square_root(part) else (part, 1)
        if variable not in self._names:
            raise RequestError(f"{part} is neither a rational function nor a square root of one")
        return self._quotient(self._generators[self._names[variable]]) ** power

    def without_squares(self, polynomial: fmpz_mpoly) -> _Quotient:
        """The polynomial with what is under a square root in the place of its square."""
        for name, inside in self._squares.items():
            powers = self.by_powers(polynomial, name)
            if max(powers, default=0) > 1:
                parts = (self._quotient(one * self._generators[name] ** (power % 2)) * inside ** (power // 2)
                         for power, one in powers.items())
                return reduce(add, parts, self._quotient(self._ring.constant(0)))
        return self._quotient(polynomial)

    def by_powers(self, polynomial: fmpz_mpoly, name: str) -> dict[int, fmpz_mpoly]:
        """The coefficients of the powers of a variable."""
        place, found = list(self._generators).index(name), dict[int, dict[tuple[int, ...], int]]()
        for exponents, coefficient in polynomial.to_dict().items():
            rest = (*exponents[:place], 0, *exponents[place + 1:])
            found.setdefault(int(exponents[place]), {})[rest] = coefficient
        return {power: self._ring.from_dict(terms) for power, terms in found.items()} or {0: polynomial}

    def expression(self, polynomial: fmpz_mpoly) -> sp.Expr:
        """A polynomial in SymPy, what stands under a square root multiplied out."""
        written = [self._written[name] for name in self._generators]
        return sp.Add(*(sp.Mul(int(coefficient), *(one ** int(power) for one, power in zip(written, exponents, strict=True)))
                        for exponents, coefficient in polynomial.to_dict().items()))

    def factor(self, polynomial: fmpz_mpoly) -> sp.Expr:
        """A factor in SymPy; what stands under a square root that is one is factored too, if it holds no square."""
        found = self.expression(polynomial)
        inside = factorize(found.base) if is_square_root(found) else None
        return found if inside is None or any(abs(power) > 1 for _, power in inside.factors) else sp.sqrt(inside.expression)


@lru_cache(maxsize=2**14)
def factorize(expression: sp.Expr) -> Factorization:
    """Factor a closed form in lowest terms.

    >>> k, m = sp.symbols("k m", real=True)
    >>> found = factorize(2 / (k - m) - 2 * k / (k**2 - m**2))
    >>> found.constant, found.factors
    (2, ((k + m, -1), (k - m, -1), (m, 1)))
    """
    variables = _Variables(expression)
    value = variables.value(expression)
    if value.below == 0:
        raise RequestError(f"{expression} divides by zero")
    common = value.above.gcd(value.below)
    (top, tops), (bottom, bottoms) = ((part // common).factor() for part in (value.above, value.below))
    powers = sorted([*((str(one), one, int(power)) for one, power in tops),
                     *((str(one), one, -int(power)) for one, power in bottoms)])
    constant = sp.Rational(int(top), int(bottom))
    return Factorization(constant, tuple((variables.factor(one), power) for _, one, power in powers),
                    " ".join([str(constant), *(f"({text})^{power}" for text, _, power in powers)]))


def factor(expression: sp.Expr) -> sp.Expr:
    """A closed form as a product in lowest terms.

    >>> k, m = sp.symbols("k m", real=True)
    >>> factor(k * (k + m) - k * m), factor(k / m + 1)
    (k**2, (k + m)/m)
    """
    return factorize(expression).expression


def coefficients(expression: sp.Expr, variable: sp.Expr) -> list[sp.Expr]:
    """The coefficients of a polynomial in a symbol or a square root, that of the highest power first.

    >>> k, m = sp.symbols("k m", real=True)
    >>> coefficients((k + sp.sqrt(m)) ** 2, sp.sqrt(m))
    [1, 2*k, k**2]
    """
    variables = _Variables(sp.Tuple(expression, variable))
    rising = variables.by_powers(variables.value(expression).above, _name(variable))
    return [variables.expression(rising[power]) if power in rising else sp.Integer(0) for power in range(max(rising), -1, -1)]


def square_roots(expression: sp.Expr) -> tuple[sp.Pow, ...]:
    """The square roots that occur in a closed form, outer ones before those that they hold.

    >>> k, m = sp.symbols("k m", real=True)
    >>> square_roots(1 - sp.sqrt(m + sp.sqrt(k)))
    (sqrt(sqrt(k) + m), sqrt(k))
    """
    found = {sp.sqrt(part.base) for part in sp.preorder_traversal(expression) if is_square_root(part)}
    return tuple(sorted(found, key=lambda root: (-len(square_roots(root.base)), _name(root))))


def _name(variable: sp.Expr) -> str:
    return f"sqrt({factorize(variable.base).text})" if is_square_root(variable) else str(variable)

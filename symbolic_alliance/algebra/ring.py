"""Rational functions in named reals, with square roots adjoined, over python-flint.

In:  names of generators.
Out: a `Ring` whose `Rational` values are reduced fractions (values with equal ``key`` are equal), and whose *atoms* are
     the irreducible primitive factors that occur, interned as small integers.

A square root is a generator ``root_i`` with a radicand: every value is kept linear in it and with no root below the
fraction bar.  While no root is a product of others, equal values have equal keys.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flint import fmpz_mpoly, fmpz_mpoly_ctx

from symbolic_alliance.algebra.factors import FactorMemo, Factors, square_divisor
from symbolic_alliance.closed_form.polynomial_reader import read
from symbolic_alliance.errors import TooManyRootsError, UnsupportedError

ROOT_SLOTS = 20


@dataclass(frozen=True)
class Atom:
    """An irreducible polynomial: its terms, the generators that it uses and what it costs to read and to decide."""

    polynomial: fmpz_mpoly
    terms: tuple[tuple[tuple[int, ...], int], ...]
    names: tuple[str, ...]
    cost: int


class Rational:
    """A reduced fraction of polynomials; immutable, with the usual arithmetic."""

    __slots__ = ("_key", "denominator", "numerator", "ring")

    def __init__(self, ring: "Ring", numerator: fmpz_mpoly, denominator: fmpz_mpoly) -> None:
        if denominator == 0:
            raise ZeroDivisionError("a fraction with the denominator 0")
        if denominator == 1:
            numerator = ring.reduce(numerator)
        else:
            numerator, denominator = ring.without_roots_below(numerator, denominator)
            divisor = numerator.gcd(denominator)
            if divisor != 1:
                numerator, denominator = numerator // divisor, denominator // divisor
            if denominator.leading_coefficient() < 0:
                numerator, denominator = -numerator, -denominator
        self.ring, self.numerator, self.denominator, self._key = ring, numerator, denominator, ""

    @property
    def key(self) -> str:
        """A text that two values share exactly when they are equal."""
        if not self._key:
            self._key = f"({self.numerator})/({self.denominator})"
        return self._key

    @property
    def is_zero(self) -> bool:
        """Whether this is the number 0."""
        return bool(self.numerator == 0)

    def uses(self, name: str) -> bool:
        """Whether the generator occurs in the reduced form."""
        return self.ring.uses(self.numerator, name) or self.ring.uses(self.denominator, name)

    @property
    def names(self) -> tuple[str, ...]:
        """The generators that occur, in the ring's order."""
        degrees = zip(self.ring.names, self.numerator.degrees(), self.denominator.degrees(), strict=True)
        return tuple(name for name, above, below in degrees if above > 0 or below > 0)

    def substitute(self, name: str, value: "Rational") -> "Rational":
        """Put a value in the place of a generator.

        Raises `ZeroDivisionError` where the result has no value, `UnsupportedError` where the generator stands under a root.
        """
        self.ring.refuse_under_roots(self, name)
        if not self.uses(name):
            return self
        top, top_degree = self.ring.substitute(self.numerator, name, value)
        bottom, bottom_degree = self.ring.substitute(self.denominator, name, value)
        if top_degree < bottom_degree:
            top = top * value.denominator ** (bottom_degree - top_degree)
        else:
            bottom = bottom * value.denominator ** (top_degree - bottom_degree)
        return Rational(self.ring, top, bottom)

    def derivative_numerator(self, name: str) -> fmpz_mpoly:
        """The numerator of the derivative over the squared denominator; raises `UnsupportedError` under a root."""
        self.ring.refuse_under_roots(self, name)
        index = self.ring.names.index(name)
        return (self.numerator.derivative(index) * self.denominator
                - self.numerator * self.denominator.derivative(index))

    def __add__(self, other: "Rational | int") -> "Rational":
        other = self.ring.lift(other)
        return Rational(self.ring, self.numerator * other.denominator + other.numerator * self.denominator,
                        self.denominator * other.denominator)

    def __sub__(self, other: "Rational | int") -> "Rational":
        return self + -self.ring.lift(other)

    def __mul__(self, other: "Rational | int") -> "Rational":
        other = self.ring.lift(other)
        return Rational(self.ring, self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: "Rational | int") -> "Rational":
        other = self.ring.lift(other)
        return Rational(self.ring, self.numerator * other.denominator, self.denominator * other.numerator)

    def __neg__(self) -> "Rational":
        return Rational(self.ring, -self.numerator, self.denominator)

    def __pow__(self, exponent: int) -> "Rational":
        if exponent < 0:
            return Rational(self.ring, self.denominator ** -exponent, self.numerator ** -exponent)
        return Rational(self.ring, self.numerator**exponent, self.denominator**exponent)

    def __repr__(self) -> str:
        return self.key


class Ring:
    """The ring of integer polynomials in ``names`` and in square roots adjoined on the way.

    >>> ring = Ring(("k", "m"))
    >>> k, m = ring.generator("k"), ring.generator("m")
    >>> (m / (m + k) - 1).key
    '(-k)/(k + m)'
    >>> root = ring.square_root(k.numerator)
    >>> (root * root).key, (ring.lift(1) / root).key
    ('(k)/(1)', '(root_0)/(k)')
    >>> other = Ring(("root_0",))  # no root has the name of anything else
    >>> other.square_root(other.generator("root_0").numerator).key
    '(_root_0)/(1)'
    """

    def __init__(self, names: Iterable[str], slots: int = ROOT_SLOTS, factors: FactorMemo | None = None) -> None:
        """A ring with room for some square roots; rings may share what they know of ``factors``."""
        known, prefix = tuple(names), "root_"
        while any(name.startswith(prefix) for name in known):
            prefix = f"_{prefix}"
        self._roots = tuple(f"{prefix}{slot}" for slot in range(slots))
        self.names = (*self._roots, *known)
        self.context = fmpz_mpoly_ctx.get(self.names, "degrevlex")
        self._generators = dict(zip(self.names, self.context.gens(), strict=True))
        self._index = {name: index for index, name in enumerate(self.names)}
        self.radicands: dict[str, fmpz_mpoly] = {}
        self.atoms: list[Atom] = []
        self._atom_of: dict[str, int] = {}
        self._factored: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = {}
        self._factors = factors or FactorMemo()

    def lift(self, value: "Rational | fmpz_mpoly | int") -> Rational:
        """A number or a polynomial as a value of this ring."""
        if isinstance(value, Rational):
            return value
        polynomial = self.context.constant(value) if isinstance(value, int) else value
        return Rational(self, polynomial, self.context.constant(1))

    def read(self, expression: Any, leaf: Callable[[Any], Rational]) -> Rational:
        """A SymPy expression as a value of this ring; ``leaf`` reads its symbols and roots."""
        return read(expression, lambda numerator, denominator: self.lift(numerator) / denominator, leaf)

    def generator(self, name: str) -> Rational:
        """The generator of this name."""
        return self.lift(self._generators[name])

    def uses(self, polynomial: fmpz_mpoly, name: str) -> bool:
        """Whether the generator occurs in the polynomial."""
        return bool(polynomial.degrees()[self._index[name]] > 0)

    def names_in(self, polynomial: fmpz_mpoly) -> tuple[str, ...]:
        """The generators that occur in the polynomial."""
        return tuple(name for name, degree in zip(self.names, polynomial.degrees(), strict=True) if degree > 0)

    def coefficients(self, polynomial: fmpz_mpoly, name: str) -> list[fmpz_mpoly]:
        """The coefficients by ascending degree in one generator."""
        index = self._index[name]
        parts: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            degree = int(exponents[index])
            parts.setdefault(degree, {})[(*exponents[:index], 0, *exponents[index + 1:])] = coefficient
        return [self.context.from_dict(parts.get(degree, {})) for degree in range(max(parts, default=0) + 1)]

    def substitute(self, polynomial: fmpz_mpoly, name: str, value: Rational) -> tuple[fmpz_mpoly, int]:
        """``(p, d)`` with polynomial(name = value) = p / value.denominator**d."""
        coefficients = self.coefficients(polynomial, name)
        degree, total, power = len(coefficients) - 1, self.context.constant(0), self.context.constant(1)
        for exponent, coefficient in enumerate(coefficients):
            total += coefficient * power * value.denominator ** (degree - exponent)
            power = power * value.numerator
        return self.reduce(total), degree

    # ---- square roots

    def square_root(self, radicand: fmpz_mpoly) -> Rational:
        """The square root of a squarefree polynomial, adjoined when it is new."""
        for root, known in self.radicands.items():
            if known == radicand:
                return self.generator(root)
        if len(self.radicands) == len(self._roots):
            raise TooManyRootsError(f"the solution needs more than {len(self._roots)} different square roots")
        root = self._roots[len(self.radicands)]
        self.radicands[root] = radicand
        return self.generator(root)

    def refuse_under_roots(self, value: Rational, name: str) -> None:
        """Raise `UnsupportedError` where a root in the value is the root of something that holds the generator."""
        for root in self.roots_in(value.names):
            if self.uses(self.radicands[root], name):
                raise UnsupportedError(f"{name} stands under a square root in what follows: choose the root, and write its "
                                       f"square for {name}")

    def roots_in(self, names: Iterable[str]) -> tuple[str, ...]:
        """The roots among some generators and under the roots among them."""
        used = set(names)
        for root in reversed(self.radicands):
            if root in used:
                used.update(self.names_in(self.radicands[root]))
        return tuple(root for root in self.radicands if root in used)

    def roots_in_atoms(self, atoms: Iterable[int]) -> tuple[str, ...]:
        """The roots in some atoms and under those roots."""
        return self.roots_in(name for atom in atoms for name in self.atoms[atom].names)

    def radicands_in(self, value: Rational) -> list[Rational]:
        """What stands under the roots that occur in a value."""
        return [self.lift(radicand) for root, radicand in self.radicands.items() if value.uses(root)]

    def reduce(self, polynomial: fmpz_mpoly) -> fmpz_mpoly:
        """Write root**2 as its radicand, so that every root occurs to the first power at most."""
        for root in reversed(self.radicands):
            if self.uses(polynomial, root):
                even, odd = self.split(polynomial, root)
                polynomial = even + odd * self._generators[root]
        return polynomial

    def split(self, polynomial: fmpz_mpoly, root: str) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """``(A, B)`` with polynomial = A + B * root and no root in A or B."""
        even = odd = self.context.constant(0)
        power = self.context.constant(1)
        for degree, coefficient in enumerate(self.coefficients(polynomial, root)):
            if degree % 2 == 0:
                even += coefficient * power
            else:
                odd += coefficient * power
                power = power * self.radicands[root]
        return even, odd

    def without_roots_below(self, numerator: fmpz_mpoly, denominator: fmpz_mpoly) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """Multiply a fraction by conjugates until its denominator holds no root."""
        numerator, denominator = self.reduce(numerator), self.reduce(denominator)
        for root in reversed(self.radicands):
            if self.uses(denominator, root):
                even, odd = self.split(denominator, root)
                conjugate = even - odd * self._generators[root]
                numerator, denominator = self.reduce(numerator * conjugate), self.reduce(denominator * conjugate)
        return numerator, denominator

    def norm(self, polynomial: fmpz_mpoly) -> fmpz_mpoly:
        """A polynomial without roots that vanishes wherever the given one does."""
        for root in reversed(self.radicands):
            if self.uses(polynomial, root):
                even, odd = self.split(polynomial, root)
                polynomial = self.reduce(even * even - odd * odd * self.radicands[root])
        return polynomial

    def gradient(self, polynomial: fmpz_mpoly) -> list[fmpz_mpoly]:
        """The numerators of the partial derivatives that are not 0, through the roots; for where no root is 0.

        d/dz f(z, r) = f_z + f_r dr/dz  and  dr/dz = (dX/dz) / (2 r)  for  r^2 = X.
        """
        slopes = [self._slope(polynomial, name) for name in self.names if name not in self._roots]
        return [slope.numerator for slope in slopes if not slope.is_zero]

    def _slope(self, polynomial: fmpz_mpoly, name: str) -> Rational:
        total = self.lift(polynomial.derivative(self._index[name]))
        for root, radicand in self.radicands.items():
            if self.uses(polynomial, root):
                inner = self._slope(radicand, name) / (self.generator(root) * 2)
                total = total + self.lift(polynomial.derivative(self._index[root])) * inner
        return total

    def factors(self, polynomial: fmpz_mpoly) -> Factors:
        """The constant and the irreducible factors of a polynomial with their multiplicities, found once."""
        return self._factors.of(self.names, polynomial)

    # ---- atoms

    def factor(self, polynomial: fmpz_mpoly) -> tuple[int, tuple[tuple[int, int], ...]]:
        """``(sign, ((atom, multiplicity), ...))`` of a polynomial that is not zero, up to a positive constant."""
        key = str(polynomial)
        if key not in self._factored:
            constant, factors = self.factors(polynomial)
            sign, found = (1 if constant > 0 else -1), []
            for factor, multiplicity in factors:
                if factor.leading_coefficient() < 0:
                    factor, sign = -factor, sign * (-1) ** multiplicity
                found.append((self._intern(factor), multiplicity))
            self._factored[key] = (sign, tuple(found))
        return self._factored[key]

    def odd_part(self, value: Rational) -> tuple[int, tuple[int, ...]]:
        """``(sign, atoms)`` whose product has the sign of the value wherever the value is neither 0 nor undefined."""
        sign, odd = 1, []
        for polynomial in (value.numerator, value.denominator):
            part_sign, factors = self.factor(polynomial)
            sign *= part_sign
            odd += [atom for atom, multiplicity in factors if multiplicity % 2]
        return sign, tuple(odd)

    def _intern(self, polynomial: fmpz_mpoly) -> int:
        key = str(polynomial)
        if key not in self._atom_of:
            terms = tuple((tuple(map(int, exponents)), int(coefficient))
                          for exponents, coefficient in sorted(polynomial.to_dict().items()))
            names = self.names_in(polynomial)
            roots = sum(name in self.radicands for name in names)
            self._atom_of[key] = len(self.atoms)
            degree = int(polynomial.total_degree())
            cost = len(terms) + 2 * degree + len(terms) * degree // 4 + 10 * roots
            self.atoms.append(Atom(polynomial, terms, names, cost))
        return self._atom_of[key]

    def squarefree_split(self, polynomial: fmpz_mpoly) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """``(s, h)`` with polynomial = s**2 * h and h squarefree."""
        constant, factors = self.factors(polynomial)
        square, rest = square_divisor(abs(constant))
        outside = self.context.constant(square)
        inside = self.context.constant(rest if constant > 0 else -rest)
        for factor, multiplicity in factors:
            outside, inside = outside * factor ** (multiplicity // 2), inside * factor ** (multiplicity % 2)
        return outside, inside

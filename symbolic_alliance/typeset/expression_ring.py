"""Coordinates for the algebra of one expression: a ring in which it is a fraction of polynomials.

In:  a SymPy expression with rational operations and square roots, and what is known to be positive.
Out: the ring and the value.  A generator is a name, or the square root of a positive name (where roots of products such as
     ``sqrt(k*c)`` occur, or where it is asked for), or the square root of a polynomial.
Raises `NotAlgebraic` for anything else, and for a root that would need a sign that is not known.
"""

from collections.abc import Callable

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.factors import FactorMemo
from symbolic_alliance.algebra.ring import ROOT_SLOTS, Rational, Ring
from symbolic_alliance.closed_form.polynomial_reader import is_square_root

IsPositive = Callable[[sp.Expr], bool]
Canonical = tuple[tuple[tuple[tuple[str, int], ...], int], ...]


class NotAlgebraic(ValueError):
    """An expression that has no coordinates; it is then printed as it was written."""


class ExpressionRing:
    """A ring for an expression; the generator of a rooted name is the square root of that name.

    >>> k, c = sp.symbols("k c", real=True)
    >>> here = ExpressionRing(sp.sqrt(c / k) - c, lambda expression: True)
    >>> here.rooted, here.value(sp.sqrt(c / k) - c).key
    (('c', 'k'), '(-c^2*k + c)/(k)')
    """

    def __init__(self, expression: sp.Expr, is_positive: IsPositive, names: tuple[str, ...] = (),
                 all_rooted: bool = False, factors: FactorMemo | None = None) -> None:
        used = tuple(sorted(symbol.name for symbol in expression.free_symbols))
        self.is_positive, self._names = is_positive, names or used
        self.rooted: tuple[str, ...] = ()
        roots = square_roots(expression)
        slots, factors = ROOT_SLOTS if roots else 0, factors or FactorMemo()
        self.ring = Ring(self._names, slots, factors)
        self._values = {name: self.ring.generator(name) for name in self._names}
        self.rooted = tuple(name for name in used if (roots or all_rooted) and is_positive(sp.Symbol(name, real=True))
                            and (all_rooted or self._is_rooted(name, roots)))
        self.ring = Ring(self._names, slots, factors)
        self._values = {name: self.ring.generator(name) for name in self._names}
        self._expressions: dict[str, sp.Expr] = {}
        self._canonical: dict[str, Canonical] = {}
        self._counted, self._kind = -1, ""

    @property
    def kind(self) -> str:
        """What polynomials of this ring mean: two rings of one kind share their texts."""
        if len(self.ring.radicands) != self._counted:
            radicands = ";".join(map(str, self.ring.radicands.values()))
            self._counted, self._kind = len(self.ring.radicands), f"{','.join(self.rooted)}|{radicands}"
        return self._kind

    def canonical(self, polynomial: fmpz_mpoly) -> Canonical:
        """The same for equal polynomials of any two rings: the terms, sorted, each with doubled exponents of names."""
        key = str(polynomial)
        if key not in self._canonical:
            terms = []
            for exponents, coefficient in polynomial.to_dict().items():
                powers = [self._canonical_power(name, int(power))
                          for name, power in zip(self.ring.names, exponents, strict=True) if power]
                terms.append((tuple(sorted(powers)), int(coefficient)))
            self._canonical[key] = tuple(sorted(terms))
        return self._canonical[key]

    def _canonical_power(self, name: str, power: int) -> tuple[str, int]:
        if name in self.ring.radicands:
            return str(self.canonical(self.ring.radicands[name])), power
        return name, power if name in self.rooted else 2 * power

    def value(self, expression: sp.Expr) -> Rational:
        """The expression as a value of the ring."""
        try:
            return self.ring.read(expression, self._leaf)
        except ZeroDivisionError as error:
            raise NotAlgebraic(f"{expression} divides by zero") from error

    def expression(self, polynomial: fmpz_mpoly) -> sp.Expr:
        """A polynomial of the ring in SymPy."""
        key = str(polynomial)
        if key not in self._expressions:
            self._expressions[key] = sp.Add(*(self._term(exponents, int(coefficient))
                                              for exponents, coefficient in sorted(polynomial.to_dict().items())))
        return self._expressions[key]

    def generator_name(self, polynomial: fmpz_mpoly) -> str:
        """The name of the generator that a polynomial is, or nothing."""
        names = self.ring.names_in(polynomial)
        return names[0] if len(names) == 1 and len(polynomial) == 1 and polynomial.total_degree() == 1 else ""

    def _term(self, exponents: tuple[int, ...], coefficient: int) -> sp.Expr:
        powers = zip(self.ring.names, exponents, strict=True)
        return coefficient * sp.Mul(*(self._meaning(name) ** int(power) for name, power in powers if power))

    def _meaning(self, name: str) -> sp.Expr:
        if name in self.ring.radicands:
            constant, factors = self.ring.factors(self.ring.radicands[name])
            return sp.sqrt(sp.Mul(constant, *(self.expression(factor) ** power for factor, power in factors)))
        symbol = sp.Symbol(name, real=True)
        return sp.sqrt(symbol) if name in self.rooted else symbol

    def _is_rooted(self, name: str, roots: tuple[sp.Expr, ...]) -> bool:
        """Whether a name is an odd factor of some radicand."""
        generator = self._values[name].numerator
        for root in roots:
            if not square_roots(root.base):
                radicand = self.value(root.base)
                factors = self.ring.factors(radicand.numerator * radicand.denominator)[1]
                if any(factor == generator and multiplicity % 2 for factor, multiplicity in factors):
                    return True
        return False

    def _leaf(self, expression: sp.Expr) -> Rational:
        """A name or a square root."""
        if expression.is_Symbol and expression.name in self._values:
            generator = self._values[expression.name]
            return generator * generator if expression.name in self.rooted else generator
        if is_square_root(expression):
            return self._root(self.value(expression.base)) ** int(expression.exp.p)
        raise NotAlgebraic(f"{expression} is neither rational nor a square root")

    def _root(self, radicand: Rational) -> Rational:
        """The square root: each factor known to be positive has a root of its own, the others share one.

        The root of an even power s**(2 n) is s**n only where s is known to be positive, so another such factor, and one
        of unknown sign below a fraction bar, is refused.
        """
        total, unknown = self.ring.lift(1), self.ring.lift(1)
        for polynomial, side in ((radicand.numerator, 1), (radicand.denominator, -1)):
            constant, factors = self.ring.factors(polynomial)
            unknown = unknown * self.ring.lift(constant) ** side
            for factor, multiplicity in factors:
                if self.is_positive_factor(factor):
                    total = total * self._factor_root(factor, multiplicity) ** side
                elif side > 0 and multiplicity == 1:
                    unknown = unknown * factor
                else:
                    raise NotAlgebraic(f"the sign of {factor} under a root is not known")
        number = self.ring.context.constant(int(unknown.denominator.leading_coefficient()))
        outside, inside = self.ring.squarefree_split(unknown.numerator * number)
        return total * self.ring.lift(outside) / self.ring.lift(number) * self._adjoin(inside)

    def is_positive_factor(self, factor: fmpz_mpoly) -> bool:
        """Whether an irreducible polynomial of the ring is known to be positive."""
        return self.is_root(factor) or self.is_positive(self.expression(factor))

    def is_root(self, factor: fmpz_mpoly) -> bool:
        """Whether a polynomial is the generator of a rooted name."""
        return self.generator_name(factor) in self.rooted

    def _factor_root(self, factor: fmpz_mpoly, multiplicity: int) -> Rational:
        whole = self.ring.lift(factor) ** (multiplicity // 2)
        if multiplicity % 2 == 0:
            return whole
        if self.is_root(factor):
            raise NotAlgebraic("a fourth root")
        return whole * self._adjoin(factor)

    def _adjoin(self, radicand: fmpz_mpoly) -> Rational:
        if radicand == 1:
            return self.ring.lift(1)
        if any(name in self.ring.radicands for name in self.ring.names_in(radicand)):
            raise NotAlgebraic("a root of a polynomial under a root")
        try:
            return self.ring.square_root(radicand)
        except OverflowError as error:
            raise NotAlgebraic(str(error)) from error


def square_roots(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """The powers with a half-integer exponent, outermost first."""
    return tuple(filter(is_square_root, sp.preorder_traversal(expression)))


def polynomial_in(ring: Ring, expression: sp.Expr) -> fmpz_mpoly | None:
    """A positive multiple of a polynomial expression in a ring's generators, or None where it is no polynomial."""
    try:
        value = ring.read(expression, lambda leaf: _generator(ring, leaf))
    except (NotAlgebraic, ZeroDivisionError):
        return None
    return value.numerator if value.denominator.is_constant() else None


def _generator(ring: Ring, expression: sp.Expr) -> Rational:
    if not expression.is_Symbol or expression.name not in ring.names:
        raise NotAlgebraic(f"{expression} is no generator")
    return ring.generator(expression.name)


def opposite(canonical: Canonical) -> Canonical:
    """The canonical form of the negative."""
    return tuple((powers, -coefficient) for powers, coefficient in canonical)

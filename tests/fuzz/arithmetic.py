"""Exact values of closed forms, written again for the fuzzer: nothing is shared with `symbolic_alliance.closed_form`.

In:  a SymPy expression of rational operations, square roots, Max, Min, Abs and Piecewise, and the names in it.
Out: a function of a list of numbers; a number is a rational (`fmpq`), or a `Root`, a + b*sqrt(d).
Raises `Undefined` where a form has no value, `Beyond` where two unlike square roots would have to be added.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import isqrt
from operator import itemgetter
from typing import Any

import sympy as sp
from flint import fmpq

Run = Callable[[Sequence[Any]], Any]
ZERO, ONE = fmpq(0), fmpq(1)


class Undefined(ArithmeticError):
    """A division by zero, or the square root of a negative number."""


class Beyond(ArithmeticError):
    """A number that is neither rational nor of the form a + b*sqrt(d)."""


class Root:
    """The number ``a + b*sqrt(d)``: b is not 0, d is positive and no square."""

    def __init__(self, a: fmpq, b: fmpq, d: fmpq) -> None:
        self.a, self.b, self.d = a, b, d

    def _parts(self, other: Any) -> tuple[fmpq, fmpq]:
        """The other number as a + b*sqrt(d) with this number's d."""
        if not isinstance(other, Root):
            return fmpq(other), ZERO
        ratio = rational_root(other.d / self.d)
        if ratio is None:
            raise Beyond(f"sqrt({self.d}) beside sqrt({other.d})")
        return other.a, other.b * ratio

    def __add__(self, other: Any) -> Any:
        a, b = self._parts(other)
        return number(self.a + a, self.b + b, self.d)

    def __mul__(self, other: Any) -> Any:
        a, b = self._parts(other)
        return number(self.a * a + self.b * b * self.d, self.a * b + self.b * a, self.d)

    def __neg__(self) -> "Root":
        return Root(-self.a, -self.b, self.d)

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __truediv__(self, other: Any) -> Any:
        a, b = self._parts(other)
        return self * number(a, -b, self.d) * (1 / (a * a - b * b * self.d))

    def __rtruediv__(self, other: Any) -> Any:
        return Root(self.a, -self.b, self.d) * (fmpq(other) / (self.a**2 - self.b**2 * self.d))

    __radd__, __rmul__ = __add__, __mul__

    @property
    def sign(self) -> int:
        """The sign, exactly."""
        if self.a * self.b >= 0:
            return 1 if self.b > 0 else -1
        rational_wins = self.a**2 > self.b**2 * self.d
        return 1 if (self.a if rational_wins else self.b) > 0 else -1

    def __lt__(self, other: Any) -> bool:
        return sign(self - other) < 0

    def __le__(self, other: Any) -> bool:
        return sign(self - other) <= 0

    def __gt__(self, other: Any) -> bool:
        return sign(self - other) > 0

    def __ge__(self, other: Any) -> bool:
        return sign(self - other) >= 0

    def __eq__(self, other: object) -> bool:
        return sign(self - other) == 0

    def __hash__(self) -> int:
        return hash(self.a)

    def __float__(self) -> float:
        return float(self.a) + float(self.b) * float(self.d) ** 0.5

    def __str__(self) -> str:
        return f"{self.a} + {self.b}*sqrt({self.d})"


def sign(value: Any) -> int:
    """The sign of a number."""
    return value.sign if isinstance(value, Root) else (value > 0) - (value < 0)


def number(a: fmpq, b: fmpq, d: fmpq) -> Any:
    """The number a + b*sqrt(d), as a rational where it is one."""
    return Root(a, b, d) if b else a


def rational(value: Fraction) -> fmpq:
    """A fraction as this module's rational."""
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    """This module's rational as a fraction."""
    return Fraction(int(value.p), int(value.q))


def near(value: float, denominator: int) -> fmpq:
    """A rational with a small denominator that is close to a float; it only decides where to look."""
    return rational(Fraction(value).limit_denominator(denominator))


def rational_root(value: fmpq) -> fmpq | None:
    """The square root of a rational that is a square; None where it is none.

    >>> rational_root(fmpq(9, 4)), rational_root(fmpq(2))
    (3/2, None)
    """
    if value < 0:
        return None
    above, below = isqrt(int(value.p)), isqrt(int(value.q))
    return fmpq(above, below) if above * above == value.p and below * below == value.q else None


def square_root(value: Any) -> Any:
    """The square root of a number; of a + b*sqrt(d) only where it is of that form itself."""
    if sign(value) < 0:
        raise Undefined(f"sqrt({value})")
    if not isinstance(value, Root):
        root = rational_root(value)
        return Root(ZERO, ONE, value) if root is None else root
    # (u + v*sqrt(d))^2 = value  =>  u^2 = (a + n)/2, where n^2 = a^2 - b^2 d
    norm = rational_root(value.a**2 - value.b**2 * value.d)
    for half in () if norm is None else ((value.a + norm) / 2, (value.a - norm) / 2):
        u = rational_root(half)
        if u:
            found = Root(u, value.b / (2 * u), value.d)
            return found if found.sign > 0 else -found
    raise Beyond(f"sqrt({value})")


def compile_exact(expression: sp.Basic, places: Mapping[str, int]) -> Run:
    """A closed form, or a condition, as a function of the numbers at the places of its names.

    >>> x = sp.Symbol("x", real=True)
    >>> compile_exact(sp.Max(x, 1 - x) / 2, {"x": 0})([fmpq(1, 4)])
    3/8
    """
    if isinstance(expression, sp.Symbol):
        return itemgetter(places[expression.name])
    if isinstance(expression, sp.Rational):
        value = fmpq(int(expression.p), int(expression.q))
        return lambda numbers: value
    if isinstance(expression, sp.Piecewise):
        return _piecewise([(compile_exact(value, places), compile_exact(condition, places))
                           for value, condition in expression.args])
    if expression in (sp.true, sp.false):
        return lambda numbers: expression == sp.true
    parts = [compile_exact(part, places) for part in expression.args]
    if isinstance(expression, sp.Pow):
        return _power(parts[0], Fraction(int(expression.exp.p), int(expression.exp.q)))
    rule = _RULES[type(expression)]
    return lambda numbers: rule([part(numbers) for part in parts])


def _piecewise(cases: Sequence[tuple[Run, Run]]) -> Run:
    def run(numbers: Sequence[Any]) -> Any:
        for value, condition in cases:
            if condition(numbers):
                return value(numbers)
        raise Undefined("no case holds")

    return run


def _power(base: Run, exponent: Fraction) -> Run:
    def run(numbers: Sequence[Any]) -> Any:
        value = base(numbers)
        if exponent.denominator == 2:
            value = square_root(value)
        if exponent < 0 and value == 0:
            raise Undefined("division by zero")
        power = _product([value] * abs(exponent.numerator))
        return power if exponent > 0 else 1 / power

    return run


def _product(factors: Sequence[Any]) -> Any:
    total: Any = ONE
    for factor in factors:
        total = total * factor
    return total


def _sum(terms: Sequence[Any]) -> Any:
    total: Any = ZERO
    for term in terms:
        total = total + term
    return total


_RULES: dict[Any, Callable[[Sequence[Any]], Any]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Max: max,
    sp.Min: min,
    sp.Abs: lambda parts: abs(parts[0]) if isinstance(parts[0], fmpq) else max(parts[0], -parts[0]),
    sp.And: all,
    sp.Or: any,
    sp.Not: lambda parts: not parts[0],
    sp.Eq: lambda parts: parts[0] == parts[1],
    sp.Ne: lambda parts: parts[0] != parts[1],
    sp.Ge: lambda parts: parts[0] >= parts[1],
    sp.Gt: lambda parts: parts[0] > parts[1],
    sp.Le: lambda parts: parts[0] <= parts[1],
    sp.Lt: lambda parts: parts[0] < parts[1],
}

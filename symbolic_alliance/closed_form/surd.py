"""Exact real numbers in towers of square roots over the rationals.

In:  rationals (python-flint's `fmpq`) and square roots of numbers that are already here, nested as deep as one likes.
Out: numbers whose sign is decided exactly, with enclosures to any precision.

A number is an `fmpq`, or a `Surd` a + b*sqrt(c) whose parts a, b, c are numbers of the tower below.  Steps:
1. arithmetic: of two roots the higher in a fixed order stays outermost, the other number joins a and b;
2. sign: a ball (`arb`) that excludes zero decides; else a^2 is compared with b^2*c, recursively;
3. square root: rational where the number is a perfect square, and inside its own field where a + b*sqrt(c) is a square
   there (Borodin, Fagin, Hopcroft and Tompa 1985, the denesting of depth one).
No independence of the roots is assumed: a surd that happens to equal zero has sign 0, whatever its parts look like.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from flint import arb, ctx, fmpq, fmpz

from symbolic_alliance.errors import RequestError

WORKING_DIGITS = 60
SMALL_PRIMES_BELOW = 1000
ZERO, ONE = fmpq(0), fmpq(1)


def _of_parts(*parts: "Fraction | Surd") -> "Surd":
    return Surd(*(fmpq(part.numerator, part.denominator) if isinstance(part, Fraction) else part for part in parts))


def _operator(rule: "Callable[[Surd, Number], Any]") -> "Callable[[Surd, object], Any]":
    """An operator between a surd and another exact number."""
    def method(self: "Surd", other: object) -> Any:
        number = _operand(other)
        return NotImplemented if number is None else rule(self, number)

    return method


@dataclass(frozen=True, eq=False)
class Surd:
    """The real number a + b*sqrt(c), with c > 0 and parts from the tower below.

    >>> golden = (1 + square_root(fmpq(5))) / 2
    >>> golden * golden - golden, golden > fmpq(8, 5), float(golden)
    (1, True, 1.618033988749895)
    """

    a: "Number"
    b: "Number"
    c: "Number"

    def __reduce__(self) -> tuple[Any, ...]:
        return _of_parts, tuple(Fraction(int(part.p), int(part.q)) if isinstance(part, fmpq) else part
                                for part in (self.a, self.b, self.c))

    @cached_property
    def rank(self) -> tuple[Any, ...]:
        """The place of the outermost root in the fixed order of roots: deeper nested roots come later."""
        return _key(self.c)

    @cached_property
    def ball(self) -> arb:
        """An interval that contains the number, at the precision in force when it is first asked for."""
        return ball_of(self.a) + ball_of(self.b) * ball_of(self.c).sqrt()

    @cached_property
    def sign(self) -> int:
        """-1, 0 or 1, exactly."""
        ball = self.ball
        if ball > 0:
            return 1
        if ball < 0:
            return -1
        return self._sign_by_squares()

    def _sign_by_squares(self) -> int:
        sign_a, sign_b = sign_of(self.a), sign_of(self.b)
        if sign_b == 0 or sign_a == sign_b:
            return sign_a
        if sign_a == 0:
            return sign_b
        # a and b*sqrt(c) pull apart: the larger square decides
        return sign_a * sign_of(self.norm)

    @cached_property
    def norm(self) -> "Number":
        """(a + b*sqrt(c)) (a - b*sqrt(c)) = a^2 - b^2 c."""
        return self.a * self.a - self.b * self.b * self.c

    def __neg__(self) -> "Surd":
        return Surd(-self.a, -self.b, self.c)

    __add__ = __radd__ = _operator(lambda x, y: _add(x, y))
    __sub__ = _operator(lambda x, y: _add(x, -y))
    __rsub__ = _operator(lambda x, y: _add(-x, y))
    __mul__ = __rmul__ = _operator(lambda x, y: _multiply(x, y))
    __truediv__ = _operator(lambda x, y: _multiply(x, _inverse(y)))
    __rtruediv__ = _operator(lambda x, y: _multiply(_inverse(x), y))
    __eq__ = _operator(lambda x, y: sign_of(x - y) == 0)
    __lt__ = _operator(lambda x, y: sign_of(x - y) < 0)
    __le__ = _operator(lambda x, y: sign_of(x - y) <= 0)
    __gt__ = _operator(lambda x, y: sign_of(x - y) > 0)
    __ge__ = _operator(lambda x, y: sign_of(x - y) >= 0)

    def __pow__(self, exponent: int) -> "Number":
        power: Number = ONE
        for digit in bin(abs(exponent))[2:]:
            power = power * power * self if digit == "1" else power * power
        return _inverse(power) if exponent < 0 else power

    __hash__ = None  # type: ignore[assignment]  # equal numbers may be spelled in different towers

    def __abs__(self) -> "Surd":
        return -self if self.sign < 0 else self

    def __float__(self) -> float:
        return float(enclosure(self, 20))

    def __str__(self) -> str:
        head = "" if isinstance(self.a, fmpq) and self.a == 0 else f"{self.a} + "
        factor = f"({self.b})*" if isinstance(self.b, Surd) else {"1": "", "-1": "-"}.get(str(self.b), f"{self.b}*")
        return f"{head}{factor}sqrt({self.c})".replace("+ -", "- ")

    __repr__ = __str__


Number: TypeAlias = fmpq | Surd
Exact: TypeAlias = Fraction | Surd  # the same as a caller has it


def number(value: "int | Fraction | Number") -> Number:
    """Read a rational or a surd as a number of the tower.

    >>> number(Fraction(3, 4))
    3/4
    """
    found = _operand(value)
    if found is None:
        raise RequestError(f"{value!r} is not an exact number: give an int, a Fraction or a surd")
    return found


def sign_of(value: Number) -> int:
    """Decide the sign of a number, exactly: -1, 0 or 1.

    >>> sign_of(square_root(fmpq(2)) + square_root(fmpq(3)) - square_root(5 + 2 * square_root(fmpq(6))))
    0
    """
    if isinstance(value, Surd):
        return value.sign
    return (value > 0) - (value < 0)


def ball_of(value: Number) -> arb:
    """An interval that contains the number, at the precision in force."""
    return value.ball if isinstance(value, Surd) else arb(value)


def square_root(value: Number) -> Number:
    """Take the non-negative square root; `RequestError` where the number is negative.

    >>> square_root(fmpq(9, 4)), square_root(fmpq(8)), square_root(3 + 2 * square_root(fmpq(2)))
    (3/2, 2*sqrt(2), 1 + sqrt(2))
    """
    direction = sign_of(value)
    if direction < 0:
        raise RequestError(f"the root of the negative number {value}")
    if direction == 0:
        return ZERO
    if isinstance(value, fmpq):
        return _rational_square_root(value)
    inside = _root_within_field(value)
    return Surd(ZERO, ONE, value) if inside is None else abs(inside)


def enclosure(value: Number, digits: int = 50) -> arb:
    """Enclose a number in a ball whose relative radius is below 10^-digits (exactly zero for zero).

    >>> print(enclosure(square_root(fmpq(2)), 30).str(30, radius=False))
    1.41421356237309504880168872421
    """
    if sign_of(value) == 0:
        return arb(0)
    precision = digits + 10
    while True:
        with ctx.workdps(precision):
            ball = _fresh_ball(value)
        # bits > digits * log2(10)
        if ball.is_finite() and ball.rel_accuracy_bits() > digits * 10 // 3 + 4:
            return ball
        precision *= 2


def _operand(value: object) -> Number | None:
    if isinstance(value, (fmpq, Surd)):
        return value
    if isinstance(value, int):
        return fmpq(value)
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    return None


def _key(value: Number) -> tuple[Any, ...]:
    """A structural key, deeper towers last, by which roots are ordered."""
    if isinstance(value, fmpq):
        return (0, value.p, value.q)
    return (value.rank[0] + 1, _key(value.a), _key(value.b), value.rank)


def _with_root(a: Number, b: Number, c: Number) -> Number:
    return a if isinstance(b, fmpq) and b == 0 else Surd(a, b, c)


def _highest(x: Surd, y: Number) -> tuple[Surd, Number]:
    """The two numbers, the one with the higher outermost root first."""
    return (y, x) if isinstance(y, Surd) and y.rank > x.rank else (x, y)


def _add(x: Surd, y: Number) -> Number:
    high, low = _highest(x, y)
    if isinstance(low, Surd) and low.rank == high.rank:
        return _with_root(high.a + low.a, high.b + low.b, high.c)
    return Surd(high.a + low, high.b, high.c)


def _multiply(x: Surd | fmpq, y: Number) -> Number:
    if isinstance(x, fmpq):
        return x * y
    high, low = _highest(x, y)
    if isinstance(low, Surd) and low.rank == high.rank:
        # (a + b r)(a' + b' r) = a a' + b b' c + (a b' + a' b) r  where r^2 = c
        return _with_root(high.a * low.a + high.b * low.b * high.c, high.a * low.b + high.b * low.a, high.c)
    return _with_root(high.a * low, high.b * low, high.c)


def _inverse(x: Number) -> Number:
    if isinstance(x, fmpq):
        return ONE / x
    if x.sign == 0:
        raise ZeroDivisionError(f"division by {x}, which is zero")
    if sign_of(x.norm) == 0:
        # x != 0 and a^2 = b^2 c leave a = b*sqrt(c), so x = 2 a
        return _inverse(2 * x.a)
    scale = _inverse(x.norm)
    return _with_root(x.a * scale, -x.b * scale, x.c)


def _rational_square_root(value: fmpq) -> Number:
    """sqrt(p/q) = sqrt(p q)/q, with the squares of small primes taken out of the root."""
    radicand = value.p * value.q
    if radicand.is_square():
        return fmpq(radicand.isqrt(), value.q)
    outside = fmpz(1)
    for prime, exponent in radicand.factor(trial_limit=SMALL_PRIMES_BELOW):
        outside *= prime ** (exponent // 2)
    return Surd(ZERO, fmpq(outside, value.q), fmpq(radicand // (outside * outside)))


def _root_within_field(value: Number) -> Number | None:
    """A square root, of either sign, that needs no further root, or None where none is found."""
    if isinstance(value, fmpq):
        return fmpq(value.p.isqrt(), value.q.isqrt()) if value.p.is_square() and value.q.is_square() else None
    root_of_norm = _nonnegative_root_within_field(value.norm)
    if root_of_norm is None:
        return None
    for square in ((value.a + root_of_norm) / 2, (value.a - root_of_norm) / 2):
        first = _nonnegative_root_within_field(square)
        if first is not None and sign_of(first) != 0:
            # (first + b/(2 first) sqrt(c))^2 = a + b sqrt(c)  where  first^2 = (a +- sqrt(a^2 - b^2 c)) / 2
            return _with_root(first, value.b / (2 * first), value.c)
    return None


def _nonnegative_root_within_field(value: Number) -> Number | None:
    if sign_of(value) < 0:
        return None
    return ZERO if sign_of(value) == 0 else _root_within_field(value)


def _fresh_ball(value: Number) -> arb:
    if isinstance(value, fmpq):
        return arb(value)
    return _fresh_ball(value.a) + _fresh_ball(value.b) * _fresh_ball(value.c).sqrt()

"""Numbers on demand: a ball at once, and the exact number only where the ball does not decide.

In:  rationals, surds and numbers that are still to be computed.
Out: balls, exact numbers and comparisons, all exact.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from flint import arb, fmpq

from symbolic_alliance.closed_form.surd import Number, Surd, ball_of, sign_of


@dataclass(frozen=True, eq=False)
class Delayed:
    """A number that is known by a ball at once, and computed exactly only when the ball does not decide."""

    ball: arb
    compute: Callable[[], Number]

    @cached_property
    def exact(self) -> Number:
        """The exact number."""
        return self.compute()


Real: TypeAlias = fmpq | Surd | Delayed


def compare(x: Real, y: Real) -> int:
    """Compare two numbers exactly: the sign of x - y."""
    if x is y:
        return 0
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        return (x > y) - (x < y)
    gap = ball(x) - ball(y)
    if gap > 0:
        return 1
    return -1 if gap < 0 else sign_of(exact(x) - exact(y))


def ball(value: Real) -> arb:
    """An interval that contains the number."""
    return value.ball if isinstance(value, Delayed) else ball_of(value)


def exact(value: Real) -> Number:
    """The exact number."""
    return value.exact if isinstance(value, Delayed) else value


def shifted(value: Real, by: fmpq) -> Real:
    """The number moved by a rational one."""
    return Delayed(value.ball + by, lambda: value.exact + by) if isinstance(value, Delayed) else value + by


def mean(weights: Sequence[Real], values: Sequence[Real]) -> Real:
    """The sum of some numbers, each times its weight.

    >>> mean([fmpq(1, 3), fmpq(2, 3)], [fmpq(3), fmpq(6)])
    5
    """
    pairs = list(zip(weights, values, strict=True))
    if all(isinstance(one, fmpq) for pair in pairs for one in pair):
        return _mean(pairs)
    return Delayed(sum((ball(weight) * ball(value) for weight, value in pairs), arb(0)), lambda: _mean(pairs))


def _mean(pairs: Iterable[tuple[Real, Real]]) -> Number:
    return sum((exact(weight) * exact(value) for weight, value in pairs), fmpq(0))


def plain(value: Real) -> Fraction | Surd:
    """The exact number as a caller wants it: a rational one is a `Fraction`."""
    found = exact(value)
    return found if isinstance(found, Surd) else Fraction(int(found.p), int(found.q))

"""Numbers on demand: a ball at once, and the exact number only where the ball does not decide.

In:  compiled forms and the numbers of their symbols.
Out: values, signs and comparisons, all exact.
1. where everything is rational, compute with rationals;
2. where a root occurs, compute with balls of 60 digits; a ball that excludes zero has a sign;
3. else compute exactly, in the tower of square roots.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

import sympy as sp
from flint import arb, ctx, fmpq

from symbolic_alliance.exact.form import Form, compile_form
from symbolic_alliance.exact.surd import WORKING_DIGITS, Number, Surd, ball_of, number, sign_of


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
Exact: TypeAlias = Fraction | Surd


@dataclass(frozen=True, eq=False)
class Numbers:
    """A number for each name of some forms, in their order; None where there is none (yet)."""

    values: tuple[Real | None, ...]

    @cached_property
    def is_rational(self) -> bool:
        """Whether every number that is there is a rational one."""
        return not any(isinstance(value, (Surd, Delayed)) for value in self.values)

    @cached_property
    def balls(self) -> tuple[arb | None, ...]:
        """A ball around each number."""
        return tuple(None if value is None else ball(value) for value in self.values)

    @cached_property
    def exact(self) -> tuple[Number | None, ...]:
        """The exact numbers."""
        return tuple(None if value is None else exact(value) for value in self.values)


def numbers_at(point: Mapping[str, Any]) -> Numbers:
    """The numbers of a point, in the order of its names."""
    return Numbers(tuple(number(value) for value in point.values()))


def evaluate(expression: sp.Expr, point: Mapping[str, Any]) -> Fraction | Surd:
    """Evaluate a closed form exactly at a point; `UndefinedForm` where it has no value there.

    >>> k = sp.Symbol("k", real=True)
    >>> evaluate(sp.sqrt(1 / k), {"k": Fraction(1, 9)}), evaluate(sp.sqrt(k), {"k": Fraction(1, 2)})
    (Fraction(3, 1), 1/2*sqrt(2))
    """
    with ctx.workdps(WORKING_DIGITS):
        return plain(value_at(compile_form(expression, tuple(point)), numbers_at(point)))


def sign(expression: sp.Expr, point: Mapping[str, Any]) -> int:
    """Decide the sign of a closed form at a point, exactly: -1, 0 or 1.

    >>> k = sp.Symbol("k", real=True)
    >>> sign(sp.sqrt(k) - k, {"k": Fraction(1, 4)}), sign(sp.sqrt(k) - k, {"k": Fraction(1)})
    (1, 0)
    """
    with ctx.workdps(WORKING_DIGITS):
        return sign_at(compile_form(expression, tuple(point)), numbers_at(point))


def value_at(form: Form, numbers: Numbers) -> Real:
    """Evaluate a form; where a root is involved, exactly only on demand."""
    if not form.has_roots and (numbers.is_rational or form.is_rational_at(numbers.values)):
        return form(numbers.values)
    enclosing = form.ball(numbers.balls)
    if not enclosing.is_finite():
        return form(numbers.exact)
    return Delayed(enclosing, lambda: form(numbers.exact))


def sign_at(form: Form, numbers: Numbers) -> int:
    """Decide the sign of a form; `UndefinedForm` where it has no value."""
    return real_sign(value_at(form, numbers))


def real_sign(value: Real) -> int:
    """Decide the sign of a number: by its ball, and exactly where the ball contains zero."""
    if isinstance(value, Delayed):
        return 1 if value.ball > 0 else -1 if value.ball < 0 else sign_of(value.exact)
    return sign_of(value)


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


def plain(value: Real) -> Fraction | Surd:
    """The exact number as a caller wants it: a rational one is a `Fraction`."""
    found = exact(value)
    return found if isinstance(found, Surd) else Fraction(int(found.p), int(found.q))

"""Numbers to try at a choice: what is played, ends, kinks, numbers beside them, and an even grid.

In:  the numbers of a history, the ends of the interval, and polynomials in the choice by their compiled coefficients.
Out: numbers near and in the interval.
"""

from collections.abc import Sequence
from random import Random
from typing import Any

from flint import fmpq

from tests.fuzz.arithmetic import Beyond, Run, Undefined, near, rational_root

Numbers = tuple[Any, ...]
BESIDE = (fmpq(1, 2**8), fmpq(1, 2**30))
FAR = (fmpq(1, 2), 2, 5, 60, 5000)


def grid(polynomials: Sequence[Sequence[Run]], numbers: Numbers, ends: tuple[Any, Any], tried: Sequence[Any], size: int,
         random: Random) -> list[Any]:
    """The numbers, each once; about five times ``size``."""
    lower, upper = ends
    kinks = [root for coefficients in polynomials for root in _zeros(coefficients, numbers)]
    kinks = random.sample(kinks, min(len(kinks), size))
    marks = [*tried, lower, *(() if upper is None else (upper,)), *kinks]
    beside = [mark + way * gap * _size(mark) for mark in marks for gap in BESIDE for way in (-1, 1)]
    beside = random.sample(beside, min(len(beside), size))
    if upper is None:
        even = [lower + far for far in FAR]
    else:
        even = [lower + (upper - lower) * fmpq(step, size) for step in range(1, size)]
    return list(dict.fromkeys((*marks, *even, *beside)))


def _size(mark: Any) -> fmpq:
    return near(abs(float(mark)), 8) or fmpq(1)


def _zeros(coefficients: Sequence[Run], numbers: Numbers) -> list[Any]:
    """The zeros of a polynomial: exact at degree 1, and at degree 2 where they are rational; else close to them."""
    try:
        values = [coefficient(numbers) for coefficient in coefficients]
    except (Undefined, Beyond):
        return []
    if not all(isinstance(value, fmpq) for value in values):
        return []
    while values and values[0] == 0:
        values.pop(0)
    if len(values) == 2:
        return [-values[1] / values[0]]
    if len(values) != 3:
        return []
    a, b, c = values
    square = b * b - 4 * a * c
    if square < 0:
        return []
    root = rational_root(square)
    if root is None:
        root = near(float(square) ** 0.5, 10**6)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]

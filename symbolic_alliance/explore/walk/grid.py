"""Numbers to try at a choice: its ends, every kind of kink, points beside them, and points in between and far out.

In:  a history at a `Choose`, a random generator, and how many to take of each kind.
Out: numbers in the interval, what the strategy plays first.  Roundings here only decide where to look: a number that
     is returned is exact, and so is every comparison that is made there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, frexp
from random import Random

from flint import fmpq, fmpq_poly

from symbolic_alliance.closed_form import Evaluation, Real, UndefinedForm, ball, square_root
from symbolic_alliance.explore.walk.history import Position, action_of, is_feasible

BITS_BESIDE = (8, 20, 36)
BITS_BETWEEN = 6
FAR = (4, 64, 4096)
CLOSE = 1e-14


@dataclass(frozen=True)
class Effort:
    """How much is tried at a choice: kinks, points between them, and how many histories are followed further down."""

    kinks: int = 6
    between: int = 4
    histories: int = 2


def grid(position: Position, played: Real | None, random: Random, effort: Effort) -> list[Real]:
    """List feasible numbers at a choice: what is played there, the actions of other pieces, ends, kinks, points beside
    them, between them and far out."""
    kinks = _some_kinks(position, random, effort.kinks)
    marks = _distinct([*([] if played is None else [played]), *_own_actions(position), *_ends(position), *kinks])
    beside = [value for mark in marks for value in _beside(_rounded(mark), random.choice(BITS_BESIDE))]
    between = _between(sorted(map(_rounded, marks)), random, effort.between)
    far = [] if position.node.upper is not None else _far_out(marks, random)
    return [value for value in (*marks, *beside, *between, *far) if is_feasible(position, value)]


def _own_actions(position: Position) -> Iterator[Real]:
    for piece in position.node.pieces:
        try:
            action = action_of(piece, position.at)
        except UndefinedForm:
            continue
        if not isinstance(action, str):
            yield action


def _ends(position: Position) -> Iterator[Real]:
    for end in (position.node.lower, position.node.upper):
        if end is not None:
            yield position.at.run.value(end)


def _some_kinks(position: Position, random: Random, count: int) -> Iterator[Real]:
    kinks = position.node.kinks
    for kink in random.sample(kinks, min(count, len(kinks))):
        yield from _roots(kink, position.at.run)


def _roots(kink: Sequence[int], run: Evaluation) -> list[Real]:
    """The real roots: exact at degree 1 and 2 where the coefficients are rational, else rationals close to them."""
    try:
        coefficients = list(map(run.value, kink))
    except UndefinedForm:
        return []
    rational = [value if isinstance(value, fmpq) else _dyadic(_rounded(value)) for value in coefficients]
    while rational and rational[0] == 0:
        rational.pop(0)
    if len(rational) == 2:
        return [-rational[1] / rational[0]]
    return _quadratic_roots(*rational) if len(rational) == 3 else _nearby_roots(rational)


def _quadratic_roots(a: fmpq, b: fmpq, c: fmpq) -> list[Real]:
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    root = square_root(discriminant)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def _nearby_roots(coefficients: Sequence[fmpq]) -> list[Real]:
    if len(coefficients) < 2:
        return []
    roots = fmpq_poly(list(reversed(coefficients))).complex_roots()
    return [_dyadic(float(root.real)) for root, _ in roots if root.imag == 0]


def _distinct(values: Iterable[Real]) -> list[Real]:
    """The numbers without (near) repetitions, the first of each kept."""
    kept: list[tuple[float, Real]] = []
    for value in values:
        size = _rounded(value)
        if all(abs(size - other) > CLOSE * abs(size) for other, _ in kept):
            kept.append((size, value))
    return [value for _, value in kept]


def _beside(mark: float, bits: int) -> tuple[fmpq, fmpq]:
    """A number just below and one just above, of about this many binary digits."""
    unit = 2.0 ** (frexp(mark)[1] - bits)
    below = floor(mark / unit) - 1
    return _dyadic(below * unit), _dyadic((below + 3) * unit)


def _between(marks: Sequence[float], random: Random, count: int) -> Iterator[fmpq]:
    gaps = list(pairwise(marks))
    for left, right in random.sample(gaps, min(count, len(gaps))):
        unit = 2.0 ** (frexp(right - left)[1] - BITS_BETWEEN)
        yield _dyadic(floor(random.uniform(left, right) / unit) * unit)


def _far_out(marks: Sequence[Real], random: Random) -> list[fmpq]:
    largest = max(1.0, *(_rounded(mark) for mark in marks)) if marks else 1.0
    return [_dyadic(float(floor(largest + 1) * factor)) for factor in random.sample(FAR, 2)]


def _rounded(value: Real) -> float:
    return float(ball(value))


def _dyadic(value: float) -> fmpq:
    return fmpq(*value.as_integer_ratio())

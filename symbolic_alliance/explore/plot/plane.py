"""A plane of two parameters cut into regions along exact curves.

In:  the closed forms that bound regions, a point for the other parameters, two axes with their ranges, and a function that
     says which label holds at given places.
Out: for each label its outline as polygons, and the boundaries between labels as lines.

1. Every form, with the other parameters put in, vanishes on factors of a polynomial in the two axes.
2. Each factor is solved for the second axis: at each of many columns, its real roots, by formula up to degree two.
3. Between neighbouring roots of a column one label holds; asked there, columns become stacks of labels.
4. Where neighbouring stacks differ, the column between is added until the place is known to 10^-9 of the width; where a
   boundary is steep, until it is smooth.
5. Neighbouring columns with the same stack bound strips, whose sides are the boundaries.  No pixel is involved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import sympy as sp

from symbolic_alliance.closed_form.arrays import Floats
from symbolic_alliance.closed_form.breakpoints import vanishing

Labels: TypeAlias = Callable[[Floats, Floats], np.ndarray]
Polyline: TypeAlias = tuple[tuple[float, float], ...]
COLUMNS, MOST_COLUMNS, NARROW, STEEP, FLAT = 241, 20_000, 1e-9, 0.01, 1e-5


@dataclass(frozen=True)
class Axis:
    """A parameter on an axis, and its range."""

    name: str
    low: float
    high: float

    @property
    def length(self) -> float:
        """The length of the range."""
        return self.high - self.low


@dataclass(frozen=True)
class Boundary:
    """A line between two labels."""

    between: tuple[int, int]
    line: Polyline


@dataclass(frozen=True)
class Plane:
    """The regions of a rectangle: polygons by label, and the lines between them."""

    x: Axis
    y: Axis
    polygons: Mapping[int, tuple[Polyline, ...]]
    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True)
class _Column:
    """A stack of labels at one x, from the bottom up: ``cuts`` are the heights between them."""

    x: float
    labels: tuple[int, ...]
    cuts: tuple[float, ...]


def plane(forms: Iterable[sp.Expr], fixed: Mapping[str, Fraction], x: Axis, y: Axis, labels: Labels) -> Plane:
    """Cut a rectangle into regions; ``labels`` maps arrays of x and of y to integers."""
    curves = list(_curves(forms, fixed, x, y))

    def columns(places: Iterable[float]) -> list[_Column]:
        return list(_columns(curves, np.array(list(places)), y, labels))

    found = columns(np.linspace(x.low, x.high, COLUMNS))
    while True:
        added = columns(_between(found, x, y))
        if not added or len(found) > MOST_COLUMNS:
            break
        found = sorted(found + added, key=lambda column: column.x)
    runs = list(_runs(found))
    polygons: dict[int, list[Polyline]] = {}
    for run in runs:
        for label, polygon in _polygons(run, y):
            polygons.setdefault(label, []).append(polygon)
    boundaries = [one for run in runs for one in _sides(run)]
    boundaries += [one for left, right in pairwise(runs) for one in _steps(left[-1], right[0], y)]
    return Plane(x, y, {label: tuple(found) for label, found in sorted(polygons.items())}, tuple(boundaries))


def _curves(forms: Iterable[sp.Expr], fixed: Mapping[str, Fraction], x: Axis, y: Axis) -> Iterator[tuple[np.ndarray, ...]]:
    """Each factor as coefficients of y, highest power first; each of these as coefficients of x."""
    numbers = {sp.Symbol(name, real=True): sp.Rational(value.numerator, value.denominator) for name, value in fixed.items()}
    across, upwards = sp.Symbol(x.name, real=True), sp.Symbol(y.name, real=True)
    factors: dict[sp.Poly, None] = {}
    for form in dict.fromkeys(forms):
        for polynomial in vanishing(form.xreplace(numbers)):
            if polynomial.has(upwards):
                factors |= dict.fromkeys(factor for factor, _ in sp.Poly(polynomial, across, upwards).factor_list()[1])
    for factor in factors:
        if factor.degree(upwards) > 0:
            rows = sp.Poly(factor.as_expr(), upwards).all_coeffs()
            yield tuple(np.array([float(one) for one in sp.Poly(row, across).all_coeffs()]) for row in rows)


def _roots(curve: tuple[np.ndarray, ...], places: Floats) -> Floats:
    """The real roots in y at each x, nan where there is none: one row a place."""
    rows = [np.polyval(row, places) for row in curve]
    if len(rows) == 2:
        return (-rows[1] / rows[0])[:, None]
    if len(rows) == 3:
        square, linear, constant = rows
        middle = -(linear + np.copysign(np.sqrt(linear**2 - 4 * square * constant), linear)) / 2
        return np.stack((middle / square, constant / middle), axis=1)
    found = np.full((len(places), len(rows) - 1), np.nan)
    for place, row in enumerate(np.stack(rows, axis=1)):
        roots = np.roots(row)
        real = roots[np.abs(roots.imag) <= 1e-9 * (1 + np.abs(roots.real))].real
        found[place, :len(real)] = real
    return found


def _columns(curves: list[tuple[np.ndarray, ...]], places: Floats, y: Axis, labels: Labels) -> Iterator[_Column]:
    """The stacks at some places."""
    if not len(places):
        return
    with np.errstate(all="ignore"):
        roots = [_roots(curve, places) for curve in curves] or [np.full((len(places), 1), np.nan)]
    heights = np.concatenate(roots, axis=1)
    heights = np.sort(np.where((heights > y.low) & (heights < y.high), heights, y.high), axis=1)
    ends = np.full((len(places), 1), y.low), heights, np.full((len(places), 1), y.high)
    cuts = np.concatenate(ends, axis=1)
    found = labels(places[:, None], (cuts[:, 1:] + cuts[:, :-1]) / 2)
    for place, row, held in zip(places, cuts, found, strict=True):
        stack: list[int] = []
        between: list[float] = []
        for low, high, label in zip(row, row[1:], held, strict=False):
            if high - low > NARROW * y.length and (not stack or stack[-1] != label):
                if stack:
                    between.append(float(low))
                stack.append(int(label))
        yield _Column(float(place), tuple(stack), tuple(between))


def _between(found: list[_Column], x: Axis, y: Axis) -> Iterator[float]:
    """Where further columns are needed."""
    for left, right in pairwise(found):
        width = (right.x - left.x) / x.length
        if left.labels != right.labels:
            is_needed = width > NARROW
        else:
            rise = max((abs(one - other) for one, other in zip(left.cuts, right.cuts, strict=True)), default=0.0)
            is_needed = width > FLAT and rise > STEEP * y.length
        if is_needed:
            yield (left.x + right.x) / 2


def _runs(found: list[_Column]) -> Iterator[list[_Column]]:
    """Neighbouring columns with the same labels."""
    run = found[:1]
    for column in found[1:]:
        if column.labels != run[-1].labels:
            yield run
            run = []
        run.append(column)
    yield run


def _polygons(run: list[_Column], y: Axis) -> Iterator[tuple[int, Polyline]]:
    for place, label in enumerate(run[0].labels):
        lower = [(column.x, (y.low, *column.cuts)[place]) for column in run]
        upper = [(column.x, (*column.cuts, y.high)[place]) for column in reversed(run)]
        if len(run) > 1:
            yield label, (*lower, *upper)


def _sides(run: list[_Column]) -> Iterator[Boundary]:
    for place, between in enumerate(pairwise(run[0].labels)):
        if len(run) > 1:
            yield Boundary(between, tuple((column.x, column.cuts[place]) for column in run))


def _steps(left: _Column, right: _Column, y: Axis) -> Iterator[Boundary]:
    """The upright boundaries between two neighbouring stacks."""
    heights = sorted({y.low, *left.cuts, *right.cuts, y.high})
    for low, high in pairwise(heights):
        between = tuple(stack.labels[sum(cut < (low + high) / 2 for cut in stack.cuts)] for stack in (left, right))
        if between[0] != between[1] and high - low > 1e-6 * y.length:
            yield Boundary((between[0], between[1]), ((left.x, low), (right.x, high)))

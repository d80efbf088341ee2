"""Exact points that satisfy the printed assumptions, most of them on an edge, or where two edges meet.

In:  parameters with their assumptions, and the polynomials whose zeros are edges.
Out: rational points.  A polynomial is solved for one parameter in which it is linear; where it is quadratic, the other
parameters are drawn until the root is rational (a rational parametrisation of a part of the edge).
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import dropwhile
from random import Random

import sympy as sp
from flint import fmpq

from symbolic_alliance import Assumption, Parameters
from tests.fuzz.arithmetic import Run, compile_exact, fraction, rational, rational_root, sign

Point = dict[str, Fraction]
SMALL = tuple(map(Fraction, ("0", "1/8", "1/5", "1/4", "1/3", "2/5", "1/2", "3/5", "2/3", "3/4", "9/10", "1", "4/3", "3/2",
                             "2", "5/2", "3", "5", "10", "40")))
ODD = tuple(map(Fraction, ("1e-9", "1/1000", "1000", "1e9")))
DRAWS, TRIES = 60, 6


class Sampler:
    """Random points of an assumed set, drawn afresh from a list of numbers, or a coordinate changed of a point that holds."""

    def __init__(self, parameters: Parameters, random: Random) -> None:
        self.parameters, self.random = parameters, random
        self.places = {name: place for place, name in enumerate(parameters.names)}
        self.assume(parameters.assumptions)
        self.last: Point = {name: parameters.witness[name] for name in parameters.names}

    def assume(self, assumptions: Sequence[Assumption]) -> None:
        """Let points satisfy these assumptions."""
        self.assumed = [(compile_exact(slack, self.places), is_strict)
                        for assumption in assumptions for slack, is_strict in assumption.slacks]

    def holds(self, point: Mapping[str, Fraction]) -> bool:
        """Whether a point satisfies the assumptions as printed."""
        numbers = [rational(point[name]) for name in self.parameters.names]
        try:
            return all(sign(slack(numbers)) >= is_strict for slack, is_strict in self.assumed)
        except ArithmeticError:
            return False

    def draw(self) -> Point:
        """One point that satisfies the assumptions."""
        for turn in range(DRAWS):
            point = {name: self._number() for name in self.parameters.names} if turn % 2 else self._moved()
            if self.holds(point):
                self.last = point
                break
        return dict(self.last)

    def _moved(self) -> Point:
        name = self.random.choice(self.parameters.names) if self.parameters.names else ""
        return {**self.last, name: self._number()} if name else {}

    def _number(self) -> Fraction:
        kind = self.random.random()
        if kind < 0.04:
            return self.random.choice(ODD)
        value = self.random.choice(SMALL) if kind < 0.8 else Fraction(self.random.randrange(1, 2000), 997)
        return -value if self.random.random() < 0.35 else value


def points(parameters: Parameters, edges: Sequence[sp.Expr], random: Random, count: int) -> list[Point]:
    """Points of an assumed set: one in four anywhere, the others on an edge or where two meet, a few close beside it.

    >>> from symbolic_alliance import Assumption, Parameter
    >>> k, m = sp.symbols("k m", real=True)
    >>> both = Parameters((Parameter("k", "k", ""), Parameter("m", "m", "")),
    ...                   (Assumption("weak", (k >= 0, m > 0), ""),), {"k": 1, "m": 1})
    >>> found = points(both, (k, k - m), Random(0), 40)
    >>> sum(one["k"] == 0 for one in found) > 5, sum(one["k"] == one["m"] for one in found) > 5
    (True, True)
    """
    sampler = Sampler(parameters, random)
    found = [dict(parameters.witness)] if parameters.names else [{}]
    usable = [edge for edge in edges if edge.free_symbols]
    for turn in range(4 * count):
        if len(found) >= count or not parameters.names:
            break
        point = sampler.draw()
        if usable and turn % 4:
            chosen = random.sample(usable, min(len(usable), 1 + turn % 2))
            point = _on_edges(point, chosen, sampler, random)
            point = _beside(point, random) if turn % 8 == 3 else point
        if point and sampler.holds(point) and point not in found:
            found.append(point)
    return found


def _beside(point: Point, random: Random) -> Point:
    """A point very close to another one: where cutoffs lie close together, between them."""
    gap = random.choice((Fraction(1, 2000), Fraction(-1, 2000), Fraction(1, 90), Fraction(-1, 90), Fraction(1, 10**9)))
    name = random.choice(list(point) or [""])
    return {**point, name: point[name] + gap} if name else point


def _on_edges(point: Point, chosen: Sequence[sp.Expr], sampler: Sampler, random: Random) -> Point:
    """A point on these edges, or on the first alone; empty where none was found."""
    first = chosen[0]
    for _ in range(TRIES):
        name = random.choice([one for one in point if sp.Symbol(one, real=True) in first.free_symbols] or [""])
        if not name:
            return {}
        moved = point if len(chosen) == 1 else _meeting(point, chosen[1], first, name, random)
        there = next(_solutions(moved, first, name, random), None)
        if there is not None and sampler.holds({**moved, name: there}):
            return {**moved, name: there}
        point = sampler.draw()
    return {}


def _meeting(point: Point, second: sp.Expr, first: sp.Expr, name: str, random: Random) -> Point:
    """A point that lies on the second edge once one parameter is moved so that it lies on the first, linear in it."""
    there = _where(second, first, sp.Symbol(name, real=True))
    others = [one for one in point if one != name and there is not None and sp.Symbol(one, real=True) in there.free_symbols]
    random.shuffle(others)
    for other in others:
        value = next(_solutions(point, there, other, random), None)
        if value is not None:
            return {**point, other: value}
    return point


@cache
def _where(second: sp.Expr, first: sp.Expr, symbol: sp.Symbol) -> sp.Expr | None:
    """The second edge along the first, if that is linear in a symbol."""
    line = sp.Poly(first, symbol)
    if line.degree() != 1:
        return None
    slope, constant = line.all_coeffs()
    return sp.numer(sp.together(second.subs(symbol, -constant / slope)))


def _solutions(point: Point, edge: sp.Expr, name: str, random: Random) -> Iterator[Fraction]:
    """The values of one parameter that put a point on an edge."""
    numbers = [rational(value) for value in point.values()]
    roots = _rational_zeros([one(numbers) for one in _coefficients(edge, name, tuple(point))])
    random.shuffle(roots)
    yield from map(fraction, roots)


@cache
def _coefficients(edge: sp.Expr, name: str, names: tuple[str, ...]) -> tuple[Run, ...]:
    """The coefficients of an edge as a polynomial in one parameter, from the highest, compiled."""
    places = {other: place for place, other in enumerate(names)}
    return tuple(compile_exact(one, places) for one in sp.Poly(edge, sp.Symbol(name, real=True)).all_coeffs())


def _rational_zeros(coefficients: Sequence[fmpq]) -> list[fmpq]:
    coefficients = list(dropwhile(lambda one: one == 0, coefficients))
    if len(coefficients) == 2:
        return [-coefficients[1] / coefficients[0]]
    if len(coefficients) != 3:
        return []
    a, b, c = coefficients
    root = rational_root(b * b - 4 * a * c)
    return [] if root is None else [(-b - root) / (2 * a), (-b + root) / (2 * a)]

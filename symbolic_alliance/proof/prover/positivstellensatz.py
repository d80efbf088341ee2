"""Find the identity that closes a branch: products of facts, with monomials in coordinates and with squares, that vanish.

In:  a chart, the facts that were denied (the goal), candidates for squares, and a `Level` of effort.
Out: `Closed`, or None.
Method: Positivstellensatz by linear programming (Krivine 1964, Stengle 1974; Handelman 1988 for products).  All polynomials
of a branch share some gradings (units of measurement, homogeneous blocks); an identity splits into its degrees, so only
columns of one degree are needed: that of the goal times a multiplier.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations_with_replacement, islice
from math import gcd, prod
from operator import mul

import numpy as np
from flint import fmpq, fmpq_mpoly, fmpz_mat
from numpy.typing import NDArray

from symbolic_alliance.proof.prover.branch_chart import BranchChart, Equation, Reduced, close
from symbolic_alliance.proof.prover.linear_program import Column, Keys, vanishing_combination
from symbolic_alliance.proof.prover.steps import Closed, FactProduct, Known

MOST_MONOMIALS, MOST_TERMS, MOST_PRODUCTS, MOST_DEGREES = 60_000, 600, 1500, 20
Degree = tuple[int, ...]
Monomials = NDArray[np.int64]


@dataclass(frozen=True)
class Level:
    """How many facts a product may have, by how much degrees may exceed those of the facts, whether squares help, and
    whether identities of the degree of any fact are looked for, not only of the goal's.
    """

    facts: int
    extra: int
    squares: bool
    everywhere: bool = False


LEVELS = (Level(1, 0, False), Level(1, 0, True), Level(2, 0, True), Level(1, 1, True), Level(2, 1, False), Level(2, 1, True),
          Level(2, 2, False), Level(3, 1, False), Level(2, 2, True), Level(3, 2, True), Level(3, 3, True))
WIDE_LEVELS = (Level(2, 1, False, True), Level(2, 2, False, True), Level(3, 1, False, True), Level(2, 2, True, True))


@dataclass(frozen=True)
class Base:
    """What a column is a monomial multiple of."""

    polynomial: fmpq_mpoly
    facts: tuple[Known, ...] = ()
    squares: tuple[fmpq_mpoly, ...] = ()
    equation: Equation | None = None

    @property
    def is_strict(self) -> bool:
        """Whether it is > 0, not only >= 0."""
        return not self.squares and self.equation is None and all(known.is_strict for known in self.facts)


@dataclass(frozen=True)
class _Entry:
    base: Base
    exponents: tuple[int, ...]


@dataclass(frozen=True)
class _Ready:
    """A base as numbers: its degree, the keys and coefficients of its monomials, its highest powers."""

    base: Base
    degree: Degree
    keys: Keys
    coefficients: Sequence[fmpq]
    floats: Sequence[float]
    highest: Monomials
    total: int


class Gradings:
    """The weights in which every polynomial of a branch is homogeneous, and monomials sorted by their degree."""

    def __init__(self, chart: BranchChart) -> None:
        polynomials = [one.polynomial for one in chart.facts] + [one.polynomial for one in chart.equations]
        self.count = len(chart.back)
        self.places = [place for place in range(self.count) if any(p.degrees()[place] for p in polynomials)]
        rows = [[exponents[place] - first[place] for place in self.places]
                for p in polynomials for first in [p.monoms()[0]] for exponents in p.monoms()[1:]]
        self.weights = self._nullspace(rows)
        self.step = {place: 1 if place in chart.coordinates else 2 for place in self.places}
        self.mixer = np.array([(0x9E3779B97F4A7C15 * (2 * place + 3)**5) % 2**64 | 1 for place in self.places],
                              dtype=np.uint64)
        self._monomials: dict[tuple[tuple[int, ...], int, bool], dict[Degree, Monomials]] = {}

    def _nullspace(self, rows: list[list[int]]) -> NDArray[np.int64]:
        width = len(self.places)
        if not rows:
            return np.eye(width, dtype=np.int64)
        distinct = sorted(set(map(tuple, rows)))
        basis, rank = fmpz_mat([list(map(int, row)) for row in distinct]).nullspace()
        table = [[int(basis[row, column]) for row in range(width)] for column in range(rank)]
        table = [[weight // gcd(*weights) for weight in weights] for weights in table]
        return np.array(table, dtype=np.int64).reshape(rank, width)

    def degree(self, polynomial: fmpq_mpoly) -> Degree | None:
        """The common degree of a polynomial's monomials; None if they differ."""
        exponents = np.array([[e[place] for place in self.places] for e in polynomial.monoms()], dtype=np.int64)
        degrees = exponents @ self.weights.T
        return tuple(degrees[0].tolist()) if (degrees == degrees[0]).all() else None

    def ready(self, base: Base) -> _Ready | None:
        """A base as numbers; None if its monomials differ in degree."""
        exponents = np.array([[e[place] for place in self.places] for e in base.polynomial.monoms()], dtype=np.int64)
        degrees = exponents @ self.weights.T
        if not (degrees == degrees[0]).all():
            return None
        coefficients = base.polynomial.coeffs()
        return _Ready(base, tuple(degrees[0].tolist()), exponents.astype(np.uint64) @ self.mixer, coefficients,
                      [int(c.p) / int(c.q) for c in coefficients], exponents.max(axis=0), int(exponents.sum(axis=1).max()))

    def monomials(self, caps: tuple[int, ...], total: int, signed: bool = False) -> Mapping[Degree, Monomials]:
        """All monomials within the caps, or only those that are >= 0, by degree; empty if there are too many."""
        key = (caps, total, signed)
        if key not in self._monomials:
            self._monomials[key] = self._by_degree(caps, total, signed)
        return self._monomials[key]

    def _by_degree(self, caps: tuple[int, ...], total: int, signed: bool) -> dict[Degree, Monomials]:
        partial = np.zeros((1, 0), dtype=np.int64)
        for place, cap in zip(self.places, caps, strict=True):
            powers = np.arange(0, cap + 1, 1 if signed else self.step[place])
            partial = np.concatenate([np.repeat(partial, len(powers), axis=0),
                                      np.tile(powers, len(partial))[:, None]], axis=1)
            partial = partial[partial.sum(axis=1) <= total]
            if len(partial) > MOST_MONOMIALS:
                return {}
        degrees = partial @ self.weights.T
        order = np.lexsort((np.arange(len(degrees)), *degrees.T[::-1]))
        partial, degrees = partial[order], degrees[order]
        changes = np.flatnonzero((degrees[1:] != degrees[:-1]).any(axis=1)) + 1
        starts = [0, *changes.tolist()]
        return {tuple(degrees[start].tolist()): rows
                for start, rows in zip(starts, np.split(partial, changes), strict=True)}


def identity(chart: BranchChart, denied: Sequence[Known], squares: Sequence[fmpq_mpoly], level: Level,
             deadline: float, most_columns: int = 9000, gradings: Gradings | None = None) -> Closed | None:
    """Close the branch with an identity of this level; None if there is none, or none was found before the deadline."""
    gradings = gradings or Gradings(chart)
    goals = [one for one in chart.facts if any(known in denied for known in origins(chart, one))] or list(chart.facts)
    bases = [ready for base in _bases(chart, level, squares, deadline) if (ready := gradings.ready(base)) is not None]
    for degree in _degrees(chart, gradings, goals, level):
        if time.monotonic() > deadline:
            return None
        entries, columns = _columns(chart, gradings, bases, degree, level, most_columns)
        if not any(column.counts for column in columns) or len(columns) > most_columns:
            continue
        found = vanishing_combination(columns, min(deadline - time.monotonic(), 4.0))
        if found is not None:
            found = _fewer_groups(entries, columns, found, deadline)
            return _close(chart, entries, found)
    return None


def origins(chart: BranchChart, reduced: Reduced) -> tuple[Known, ...]:
    """The fact itself and, if it is a lemma, the facts that it was made of."""
    found = list(reduced.facts)
    for fact, because in reversed(chart.lemmas):
        if fact in found:
            found += [known for _, step in because if isinstance(step, Closed)
                      for one in step.products for known in one.facts]
    return tuple(found)


def _bases(chart: BranchChart, level: Level, squares: Sequence[fmpq_mpoly], deadline: float) -> Iterator[Base]:
    """One, the equations, products of facts, squares, and squares times facts, as long as there is time."""
    yield Base(chart.ring.constant(1))
    for equation in chart.equations:
        yield Base(equation.polynomial, equation=equation)
    for count in range(1, level.facts + 1):
        for facts in islice(combinations_with_replacement(chart.facts, count), MOST_PRODUCTS):
            if time.monotonic() > deadline or prod(len(one.polynomial) for one in facts) > MOST_TERMS * 4**(count - 1):
                continue
            yield Base(reduce(mul, (one.polynomial for one in facts)), tuple(known for one in facts for known in one.facts))
    if level.squares:
        yield from _square_bases(chart, level, squares)


def _square_bases(chart: BranchChart, level: Level, squares: Sequence[fmpq_mpoly]) -> Iterator[Base]:
    for square in squares:
        value, back = square * square, chart.in_variables(square)
        yield Base(value, (), (back,))
        for one in chart.facts if level.facts > 1 else ():
            if len(one.polynomial) * len(value) <= MOST_TERMS:
                yield Base(value * one.polynomial, one.facts, (back,))


def _degrees(chart: BranchChart, gradings: Gradings, goals: Sequence[Reduced], level: Level) -> list[Degree]:
    """The degrees of the goals, of the equations and of other facts, each times small multipliers."""
    found: dict[Degree, None] = {}
    small = [(0,) * len(gradings.places)]
    others = chart.facts if level.everywhere else ()
    sources = [one.polynomial for one in (*goals, *others)] + [one.polynomial for one in chart.equations]
    for extra in range(level.extra):
        small += [tuple(np.eye(len(gradings.places), dtype=int)[list(places)].sum(axis=0).tolist())
                  for places in combinations_with_replacement(range(len(gradings.places)), extra + 1)] if extra < 2 else []
    for multiplier in small:
        shift = gradings.weights @ np.array(multiplier, dtype=np.int64)
        for source in sources:
            degree = gradings.degree(source)
            if degree is not None:
                found.setdefault(tuple((np.array(degree, dtype=np.int64) + shift).tolist()))
    return list(found)[:MOST_DEGREES]


def _columns(chart: BranchChart, gradings: Gradings, bases: Sequence[_Ready], degree: Degree, level: Level,
             most_columns: int) -> tuple[list[_Entry], list[Column]]:
    """Every monomial multiple of a base of this degree within the caps."""
    polynomials = [one.polynomial for one in chart.facts] + [one.polynomial for one in chart.equations]
    caps = tuple(int(max([one.degrees()[place] for one in polynomials] or [0])) + level.extra for place in gradings.places)
    total = int(max([one.total_degree() for one in polynomials] or [0])) + level.extra
    monomials = gradings.monomials(caps, total)
    signed = gradings.monomials(caps, total, signed=True) if chart.equations else {}
    loose = [index for index, place in enumerate(gradings.places) if not chart.is_strict(place)]
    entries: list[_Entry] = []
    columns: list[Column] = []
    for ready in bases:
        offset = tuple(want - own for want, own in zip(degree, ready.degree, strict=True))
        candidates = (signed if ready.base.equation else monomials).get(offset)
        if candidates is None:
            continue
        fits = (candidates + ready.highest <= caps).all(axis=1) & (candidates.sum(axis=1) <= total - ready.total)
        _add_columns(gradings, ready, candidates[fits], loose, entries, columns)
        if len(columns) > most_columns:
            break
    return entries, columns


def _add_columns(gradings: Gradings, ready: _Ready, monomials: Monomials, loose: Sequence[int], entries: list[_Entry],
                 columns: list[Column]) -> None:
    base = ready.base
    shifts = monomials.astype(np.uint64) @ gradings.mixer
    is_strict = base.is_strict & (monomials[:, loose] == 0).all(axis=1)
    price = 1.0 + len(base.facts) + 2 * len(base.squares)
    for monomial, shift, counts in zip(monomials.tolist(), shifts, is_strict.tolist(), strict=True):
        wide = [0] * gradings.count
        for place, exponent in zip(gradings.places, monomial, strict=True):
            wide[place] = exponent
        entries.append(_Entry(base, tuple(wide)))
        cost = 0.0 if base.equation else price + 0.1 * sum(monomial)
        columns.append(Column(ready.keys + shift, ready.coefficients, ready.floats, cost, counts, base.equation is not None))


def _fewer_groups(entries: Sequence[_Entry], columns: Sequence[Column], found: list[tuple[int, fmpq]],
                  deadline: float) -> list[tuple[int, fmpq]]:
    """Leave out one group of terms after the other (those with the same base), as long as an identity remains."""
    bases = list({id(entries[index].base): entries[index].base for index, _ in found}.values())
    for base in sorted(bases, key=lambda one: -len(one.facts) - 2 * len(one.squares)):
        if len(bases) <= 2 or time.monotonic() > deadline:
            break
        fewer = [one for one in bases if one is not base]
        kept = [index for index, entry in enumerate(entries) if any(entry.base is one for one in fewer)]
        again = vanishing_combination([columns[index] for index in kept], min(1.0, deadline - time.monotonic()))
        if again is not None:
            bases, found = fewer, [(kept[index], value) for index, value in again]
    return found


def _close(chart: BranchChart, entries: Sequence[_Entry], found: Sequence[tuple[int, fmpq]]) -> Closed | None:
    products, multiples = [], []
    for index, value in found:
        base, exponents = entries[index].base, entries[index].exponents
        if base.equation is not None:
            back = chart.in_variables(chart.ring.from_dict({exponents: value}))
            multiples.append((base.equation, back))
            continue
        facts, squares = chart.monomial(exponents)
        products.append(FactProduct(value, base.facts + facts, base.squares + squares))
    return close(chart, products, multiples)

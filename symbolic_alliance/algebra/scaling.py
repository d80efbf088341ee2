"""Find the units of a game: the scalings of its parameters and choices that leave the game as it is.

In:  the rational functions that make up a game.
Out: for each parameter that can be set to 1 the weight of every quantity in its units.
Method: a payoff is homogeneous when all monomials of its numerator have one weight and all of its denominator another;
that is a linear system in the weights, solved exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp
from flint import fmpq, fmpq_mat

Weights = Mapping[str, Fraction]


@dataclass(frozen=True)
class Scaling:
    """A unit of measurement: ``unit`` is set to 1, and a quantity of weight w is divided by unit**w."""

    unit: str
    weights: Weights
    payoff_weights: Weights


def scalings(payoffs: Mapping[str, Sequence[sp.Expr]], ends: Sequence[tuple[str, sp.Expr]], slacks: Sequence[sp.Expr],
             names: Sequence[str], units: Sequence[str]) -> tuple[Scaling, ...]:
    """The independent scalings of a game, each with its unit chosen among ``units`` (positive parameters).

    >>> x, f, m = sp.symbols("x f m", real=True)
    >>> [(s.unit, dict(s.weights)) for s in scalings({"A": [x / (x + m) - f * x]}, [], [], ("x", "f"), ("m",))]
    [('m', {'x': Fraction(1, 1), 'f': Fraction(-1, 1), 'm': Fraction(1, 1)})]
    """
    columns = [*(f"payoff of {player}" for player in payoffs), *(name for name in names if name not in units), *units]
    rows: list[list[int]] = []
    for player, expressions in payoffs.items():
        for expression in expressions:
            _require_homogeneous(expression, f"payoff of {player}", columns, rows)
    for choice, end in ends:
        _require_homogeneous(end, choice, columns, rows)
    for slack in slacks:
        _require_homogeneous(slack, None, columns, rows)
    return tuple(_scaling(unit, weights, payoffs) for unit, weights in _null_vectors(rows, columns, units))


def _scaling(unit: str, weights: dict[str, Fraction], payoffs: Mapping[str, Sequence[sp.Expr]]) -> Scaling:
    of_payoffs = {player: weights.pop(f"payoff of {player}") for player in payoffs}
    return Scaling(unit, weights, of_payoffs)


def _require_homogeneous(expression: sp.Expr, total: str | None, columns: list[str], rows: list[list[int]]) -> None:
    """Add the equations: one weight for the numerator, one for the denominator, their difference the total's."""
    numerator, denominator = sp.fraction(sp.together(expression))
    if numerator == 0:
        return
    top, bottom = (_monomials(part, columns) for part in (numerator, denominator))
    for monomials in (top, bottom):
        rows += [[left - right for left, right in zip(monomial, monomials[0], strict=True)] for monomial in monomials[1:]]
    if total is not None:
        row = [left - right for left, right in zip(top[0], bottom[0], strict=True)]
        row[columns.index(total)] -= 1
        rows.append(row)


def _monomials(polynomial: sp.Expr, columns: list[str]) -> list[list[int]]:
    symbols = sorted(polynomial.free_symbols, key=str)
    if not symbols:
        return [[0] * len(columns)]
    places = [columns.index(str(symbol)) for symbol in symbols]
    monomials = []
    for exponents in sp.Poly(polynomial, *symbols).monoms():
        row = [0] * len(columns)
        for place, exponent in zip(places, exponents, strict=True):
            row[place] = exponent
        monomials.append(row)
    return monomials


def _null_vectors(rows: list[list[int]], columns: list[str], units: Sequence[str]) -> list[tuple[str, dict[str, Fraction]]]:
    """One solution for each free column that is a unit, with the other free columns at weight 0."""
    if not rows:
        rows = [[0] * len(columns)]
    reduced, rank = fmpq_mat([[fmpq(entry) for entry in row] for row in rows]).rref()
    pivots = [next(place for place in range(len(columns)) if reduced[row, place] != 0) for row in range(rank)]
    vectors = []
    for place, column in enumerate(columns):
        if place in pivots or column not in units:
            continue
        weights = dict.fromkeys(columns, Fraction(0))
        weights[column] = Fraction(1)
        for row, pivot in enumerate(pivots):
            entry = reduced[row, place]
            weights[columns[pivot]] = Fraction(-int(entry.p), int(entry.q))
        vectors.append((column, weights))
    return vectors

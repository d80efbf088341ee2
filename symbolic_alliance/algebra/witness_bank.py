"""The witness bank: thousands of points at which polynomials are evaluated at once, as arrays.

The bank decides nothing.  It finds errors fast, suggests what is true, and the oracle checks.  A sign too near zero for
floating point is 0, which means "do not care", never a sign.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from flint import fmpz_mpoly

from symbolic_alliance.algebra.ring import Rational, Ring
from symbolic_alliance.closed_form.arrays import Floats, Mask

Signs = npt.NDArray[np.int8]
Terms = tuple[tuple[tuple[int, ...], int], ...]

NEAR_ZERO = 1e-11


class WitnessBank:
    """Columns of numbers, one for each coordinate, and the values and signs of polynomials on them."""

    def __init__(self, ring: Ring, columns: Mapping[str, Floats], size: int) -> None:
        self.ring, self.size = ring, size
        self._fill(dict(columns))

    def _fill(self, columns: dict[str, Floats]) -> None:
        self.columns = columns
        self._powers: dict[tuple[str, int], Floats] = {}
        self._signs: dict[int, Signs] = {}
        self._values: dict[str, Floats] = {}
        self._blurs: dict[str, Floats] = {}

    def extend(self, rows: Mapping[str, Floats]) -> None:
        """Add rows, given for every column."""
        self.size += len(next(iter(rows.values()), ()))
        self._fill({name: np.concatenate([column, rows[name]]) for name, column in self.columns.items()})

    def with_columns(self, columns: Mapping[str, Floats]) -> "WitnessBank":
        """Another bank on other rows of the same ring."""
        return WitnessBank(self.ring, columns, len(next(iter(columns.values()), np.zeros(self.size))))

    def moved(self, name: str, column: Floats) -> "WitnessBank":
        """The same rows with other numbers for one coordinate; what does not depend on it is not computed again."""
        bank, changed = self.with_columns({**self.columns, name: column}), {name}
        for root, radicand in self.ring.radicands.items():
            if not changed.isdisjoint(self.ring.names_in(radicand)):
                changed.add(root)
        bank._powers = {key: power for key, power in self._powers.items() if key[0] not in changed}
        bank._signs = {atom: signs for atom, signs in self._signs.items() if changed.isdisjoint(self.ring.atoms[atom].names)}
        return bank

    def signs(self, atom: int) -> Signs:
        """The sign of an atom in each row: 1, -1, or 0 where it is too near zero or undefined."""
        if atom not in self._signs:
            value, scale = self._evaluate(self.ring.atoms[atom].terms)
            with np.errstate(invalid="ignore"):
                sign = np.sign(np.nan_to_num(value)).astype(np.int8)
                sign[~(np.abs(value) > NEAR_ZERO * scale)] = 0
            self._signs[atom] = sign
        return self._signs[atom]

    def values(self, value: Rational) -> Floats:
        """A value in each row; nan where it is undefined."""
        if value.key not in self._values:
            with np.errstate(all="ignore"):
                self._values[value.key] = self._polynomial(value.numerator) / self._polynomial(value.denominator)
        return self._values[value.key]

    def blur(self, value: Rational) -> Floats:
        """How far a value may be off in each row: where large terms cancel, few digits of it are left."""
        if value.key not in self._blurs:
            with np.errstate(all="ignore"):
                bottom, quotient = self._polynomial(value.denominator), np.abs(self.values(value))
                size = self._size(value.numerator) + quotient * self._size(value.denominator)
                self._blurs[value.key] = NEAR_ZERO * size / np.abs(bottom)
        return self._blurs[value.key]

    def central(self, rows: Mask) -> int:
        """Among some rows the one nearest to their medians, in order of magnitude: it is the easiest to round."""
        if not self.columns:
            return 0
        with np.errstate(divide="ignore"):
            logs = np.array([np.log(np.abs(column[rows]) + NEAR_ZERO) for column in self.columns.values()])
        distance = np.abs(logs - np.median(logs, axis=1, keepdims=True)).sum(axis=0)
        return int(np.flatnonzero(rows)[np.argmin(distance)])

    def column(self, name: str) -> Floats:
        """The values of a generator; a square root is nan where its radicand is negative."""
        return self._power(name, 1)

    def _polynomial(self, polynomial: fmpz_mpoly) -> Floats:
        return self._evaluate(_terms(polynomial))[0]

    def _size(self, polynomial: fmpz_mpoly) -> Floats:
        """The sizes of the terms, each as often as its square roots magnify an error: d sqrt(X) = dX / (2 sqrt(X))."""
        total = np.zeros(self.size)
        for term in _terms(polynomial):
            magnified = np.ones(self.size)
            for name in self.ring.roots_in(name for name, exponent in zip(self.ring.names, term[0], strict=True) if exponent):
                radicand = self.ring.radicands[name]
                magnified += self._size(radicand) / (2 * np.abs(self._polynomial(radicand)))
            total += self._evaluate((term,))[1] * magnified
        return total

    def _evaluate(self, terms: Terms) -> tuple[Floats, Floats]:
        """The sum of the terms, and the sum of their sizes."""
        total, scale = np.zeros(self.size), np.zeros(self.size)
        for exponents, coefficient in terms:
            term = np.full(self.size, float(coefficient))
            for name, exponent in zip(self.ring.names, exponents, strict=True):
                if exponent:
                    term = term * self._power(name, exponent)
            total += term
            scale += np.abs(term)
        return total, scale

    def _power(self, name: str, exponent: int) -> Floats:
        key = (name, exponent)
        if key not in self._powers:
            if exponent > 1:
                self._powers[key] = self._power(name, exponent - 1) * self._power(name, 1)
            elif name in self.ring.radicands:
                radicand = self._polynomial(self.ring.radicands[name])
                self._powers[key] = np.sqrt(np.where(radicand >= 0, radicand, np.nan))
            else:
                self._powers[key] = self.columns[name]
        return self._powers[key]


def _terms(polynomial: fmpz_mpoly) -> Terms:
    return tuple((tuple(map(int, exponents)), int(coefficient)) for exponents, coefficient in polynomial.to_dict().items())

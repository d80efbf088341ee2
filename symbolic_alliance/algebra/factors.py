"""Factors of polynomials and of whole numbers.

In:  a polynomial and the names of its ring, or a number.
Out: what it is a product of.  Factoring costs a hundred times what it costs to recognise a polynomial by its text.
"""

from math import isqrt
from typing import TypeAlias

from flint import fmpz_mpoly

Factors: TypeAlias = tuple[int, tuple[tuple[fmpz_mpoly, int], ...]]


class FactorMemo:
    """The factors of polynomials, each found once; rings may share it, since rings of the same names have one context."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, ...], str], Factors] = {}

    def of(self, names: tuple[str, ...], polynomial: fmpz_mpoly) -> Factors:
        """The constant, and the irreducible factors with their multiplicities.

        >>> from flint import fmpz_mpoly_ctx
        >>> x, y = fmpz_mpoly_ctx.get(("x", "y"), "degrevlex").gens()
        >>> FactorMemo().of(("x", "y"), 2 * x**2 * y)
        (2, ((y, 1), (x, 2)))
        """
        key = (names, str(polynomial))
        if key not in self._known:
            constant, factors = polynomial.factor()
            self._known[key] = int(constant), tuple((factor, int(multiplicity)) for factor, multiplicity in factors)
        return self._known[key]


def square_divisor(number: int) -> tuple[int, int]:
    """``(s, r)`` with number = s**2 * r, r free of squares of small primes.

    >>> square_divisor(48)
    (4, 3)
    """
    root = isqrt(number)
    if root * root == number:
        return root, 1
    square, candidate = 1, 2
    while candidate * candidate <= number and candidate < 1000:
        while number % (candidate * candidate) == 0:
            number //= candidate * candidate
            square *= candidate
        candidate += 1
    return square, number

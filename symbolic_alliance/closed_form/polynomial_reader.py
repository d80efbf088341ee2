"""The one reader from SymPy to polynomials: a closed form carried into whatever arithmetic its caller computes in.

In:  a closed form of sums, products, whole powers and rational numbers, and what the caller makes of a number and of a leaf.
Out: the same closed form, worked out by the caller's own ``+``, ``*`` and ``**``, in the order of SymPy's arguments.
"""

import operator
from collections.abc import Callable
from functools import reduce
from typing import TypeVar

import sympy as sp

Value = TypeVar("Value")


def read(expression: sp.Expr, number: Callable[[int, int], Value], leaf: Callable[[sp.Expr], Value]) -> Value:
    """Read a closed form; ``number`` makes a value of a numerator and a denominator, ``leaf`` of all that is not arithmetic.

    >>> from fractions import Fraction
    >>> x = sp.Symbol("x", real=True)
    >>> read((x + 1) ** 2 / x - sp.sqrt(x) / 2, Fraction, {x: Fraction(4), sp.sqrt(x): Fraction(2)}.__getitem__)
    Fraction(21, 4)
    """
    if expression.is_Rational:
        return number(int(expression.p), int(expression.q))
    if expression.is_Add or expression.is_Mul:
        parts = (read(part, number, leaf) for part in expression.args)
        return reduce(operator.add if expression.is_Add else operator.mul, parts)
    if expression.is_Pow and expression.exp.is_Integer:
        return operator.pow(read(expression.base, number, leaf), int(expression.exp))
    return leaf(expression)


def is_square_root(expression: sp.Basic) -> bool:
    """Whether this is a power with a half-integer exponent.

    >>> x = sp.Symbol("x", real=True)
    >>> is_square_root(sp.sqrt(x)), is_square_root(x ** sp.Rational(-3, 2)), is_square_root(x**2)
    (True, True, False)
    """
    return bool(expression.is_Pow and expression.exp.is_Rational and expression.exp.q == 2)

"""Closed forms as quotients of polynomials, in coordinates in which the square roots of parameters are rational.

In:  the names of parameters and choices, and the closed forms that occur in a game and in a strategy for it.
Out: `Coordinates`: the irreducible polynomials at whose zeros a form may vanish or lose its value, and points.
1. the root of a polynomial R in the parameters that is linear in one of them, R = A p + B: the coordinate r takes the place
   of p = (r^2 - B)/A, and the root is r (a rational parametrisation: at rational coordinates p and the root are rational);
2. any other root is a name of its own, t, with t^2 = S: E + O t vanishes only where E^2 - O^2 S does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.closed_form import Number, square_root

Quotient = tuple[fmpq_mpoly, fmpq_mpoly]
ROOTS, LARGEST = 6, 3000


class TooLarge(ArithmeticError):
    """A form with branches, or with more roots or more terms than are looked at."""


class Coordinates:
    """Polynomials over the parameters and choices of a game; ``replaced`` are the parameters whose place a root takes."""

    def __init__(self, parameters: Sequence[str], choices: Sequence[str], forms: Iterable[sp.Expr] = ()) -> None:
        self.parameters, self.names = tuple(parameters), (*parameters, *choices)
        self.context = fmpq_mpoly_ctx.get((*self.names, *(f"root_{number}" for number in range(ROOTS))), Ordering.lex)
        self.one = self.context.constant(1)
        self.values: dict[str, Quotient] = {
            name: (self.context.gen(place), self.one) for place, name in enumerate(self.names)}
        self.squares: list[fmpq_mpoly] = []
        self.replaced: dict[str, fmpq_mpoly] = {}
        self._known: dict[sp.Expr, Quotient] = {}
        self._parametrise(forms)

    def _parametrise(self, forms: Iterable[sp.Expr]) -> None:
        symbols = frozenset(sp.Symbol(name, real=True) for name in self.parameters)
        bases = [part.base for form in forms for part in sp.preorder_traversal(form) if _is_root(part)]
        for base in dict.fromkeys(bases):
            if base.free_symbols and base.free_symbols <= symbols and not any(map(_is_root, sp.preorder_traversal(base))):
                above, below = self.quotient(base)
                self._replace(_square_part(above * below)[1])
        self._known.clear()

    def _replace(self, square: fmpq_mpoly) -> None:
        """Let the root of a polynomial be the coordinate in place of a parameter in which it is linear."""
        degrees = square.degrees()[:len(self.parameters)]
        used = [place for place, name in enumerate(self.parameters) if degrees[place]]
        if any(self.parameters[place] in self.replaced or any(other.degrees()[place] for other in self.replaced.values())
               for place in used):
            return
        for place in reversed(used):
            if degrees[place] == 1:
                slope, rest = self.split(square, place).get(1), self.split(square, place).get(0, 0 * self.one)
                self.replaced[self.parameters[place]] = square
                self.values[self.parameters[place]] = (self.context.gen(place) ** 2 - rest, slope)
                return

    def split(self, polynomial: fmpq_mpoly, place: int) -> dict[int, fmpq_mpoly]:
        """A polynomial by the powers of one name."""
        parts: dict[int, dict[tuple[int, ...], Any]] = {}
        for powers, coefficient in polynomial.terms():
            rest = (*powers[:place], 0, *powers[place + 1:])
            parts.setdefault(int(powers[place]), {})[rest] = coefficient
        return {power: self.context.from_dict(part) for power, part in parts.items()}

    def point(self, numbers: Mapping[str, fmpq]) -> dict[str, Fraction] | None:
        """The parameters at rational coordinates; None where they have no value."""
        every = [numbers.get(name, fmpq(0)) for name in self.context.names()]
        found = {}
        for name in self.parameters:
            above, below = self.values[name]
            if below(*every) == 0:
                return None
            value = fmpq(above(*every)) / fmpq(below(*every))
            found[name] = Fraction(int(value.p), int(value.q))
        return found

    def at(self, numbers: Mapping[str, Number]) -> list[Number]:
        """The coordinates, and the choices, at parameters and choices; 0 for what is not chosen yet."""
        plain = [numbers.get(name, fmpq(0)) for name in self.context.names()]
        for name, square in self.replaced.items():
            value = evaluate(square, [numbers.get(one, fmpq(0)) for one in self.context.names()])
            plain[self.names.index(name)] = square_root(value)
        return plain

    # ---- forms

    def factors(self, form: sp.Expr) -> tuple[fmpq_mpoly, ...]:
        """The irreducible polynomials at whose zeros a form without branches may vanish or have no value.

        >>> k, m = sp.symbols("k m", real=True)
        >>> here = Coordinates(("k",), ("m",), (sp.sqrt(k),))
        >>> here.factors(m**2 / (m - sp.sqrt(k))), here.factors(sp.sqrt(m) - k)
        ((m, k - m), (k^4 - m,))
        """
        try:
            parts = self.quotient(form)
            cleared = [self._without_roots(part) for part in parts]
        except (TooLarge, ZeroDivisionError):
            return ()
        found = {str(factor): factor for part in cleared for factor, _ in part.factor()[1]}
        return tuple(found.values())

    def quotient(self, form: sp.Expr) -> Quotient:
        """A form as a quotient of polynomials, roots as names."""
        if form not in self._known:
            above, below = self._quotient(form)
            common = above.gcd(below)
            above, below = above / common, below / common
            if len(above) + len(below) > LARGEST:
                raise TooLarge
            self._known[form] = above, below
        return self._known[form]

    def _quotient(self, form: sp.Expr) -> Quotient:
        if isinstance(form, sp.Symbol):
            return self.values[form.name]
        if isinstance(form, sp.Rational):
            return fmpq(int(form.p), int(form.q)) * self.one, self.one
        if isinstance(form, sp.Pow):
            halves = int(2 * form.exp)
            base = self.quotient(form.base) if halves % 2 == 0 else self._root(form.base)
            power = abs(halves) if halves % 2 else abs(halves) // 2
            above, below = base[0] ** power, base[1] ** power
            if halves < 0 and above == 0:
                raise ZeroDivisionError
            return (above, below) if halves > 0 else (below, above)
        if not isinstance(form, (sp.Add, sp.Mul)):
            raise TooLarge
        parts = [self.quotient(part) for part in form.args]
        total = parts[0]
        for above, below in parts[1:]:
            total = ((total[0] * above, total[1] * below) if isinstance(form, sp.Mul) else
                     (total[0] * below + above * total[1], total[1] * below))
        return total

    def _root(self, base: sp.Expr) -> Quotient:
        """The root of a form, up to its sign: sqrt(n/d) = sqrt(n d)/d."""
        above, below = self.quotient(base)
        outside, square = _square_part(above * below)
        if square == 1:
            return outside, below
        if square not in self.squares:
            if len(self.squares) == ROOTS:
                raise TooLarge
            self.squares.append(square)
        return outside * self.context.gen(len(self.names) + self.squares.index(square)), below

    def _without_roots(self, part: fmpq_mpoly) -> fmpq_mpoly:
        for number in reversed(range(len(self.squares))):
            parts = self.split(part, len(self.names) + number)
            square = self.squares[number]
            even = sum((one * square ** (power // 2) for power, one in parts.items() if power % 2 == 0), 0 * self.one)
            odd = sum((one * square ** (power // 2) for power, one in parts.items() if power % 2), 0 * self.one)
            part = even**2 - odd**2 * square if odd != 0 else even
            if len(part) > LARGEST:
                raise TooLarge
        return part


def _is_root(part: sp.Basic) -> bool:
    return isinstance(part, sp.Pow) and part.exp.is_Rational and part.exp.q == 2


def _square_part(polynomial: fmpq_mpoly) -> tuple[fmpq_mpoly, fmpq_mpoly]:
    """A polynomial as c^2 s: c, and s without a square factor."""
    content, factors = polynomial.factor()
    root, rest = polynomial.context().constant(1), polynomial.context().constant(1)
    for factor, power in factors:
        root, rest = root * factor ** (power // 2), rest * factor ** (power % 2)
    number = fmpq(content)
    whole = square_root(number) if number > 0 else None
    return (root * whole, rest) if isinstance(whole, fmpq) else (root, rest * number)


def evaluate(polynomial: fmpq_mpoly, numbers: Sequence[Number]) -> Number:
    """A polynomial at exact numbers."""
    if all(isinstance(number, fmpq) for number in numbers):
        return fmpq(polynomial(*numbers))
    total: Number = fmpq(0)
    for powers, coefficient in polynomial.terms():
        term: Number = fmpq(coefficient)
        for number, power in zip(numbers, powers, strict=True):
            if power:
                term = term * number ** int(power)
        total = total + term
    return total


def branches(form: sp.Expr, most: int = 24) -> Iterator[sp.Expr]:
    """A form without Max, Min, Abs and Piecewise, one for every way to take them."""
    split = next((part for part in sp.postorder_traversal(form)
                  if isinstance(part, (sp.Max, sp.Min, sp.Abs, sp.Piecewise))), None)
    if split is None:
        yield form
        return
    ways = ([value for value, _ in split.args] if isinstance(split, sp.Piecewise) else
            [split.args[0], -split.args[0]] if isinstance(split, sp.Abs) else split.args)
    for way in ways[:most]:
        yield from branches(form.xreplace({split: way}), max(1, most // len(ways)))

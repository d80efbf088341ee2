"""The points on a line of parameters where a closed form may change its sign.

In:  closed forms, an exact rational point, and the name of the one parameter that moves.
Out: all real roots of polynomials that vanish wherever a form does, or has a pole, or a root in it begins; in order, each
     enclosed apart from the others, and exactly where its degree is at most two.

Square roots r in a form are eliminated one by one, the last that was met first: E + r*O = 0  =>  E^2 - r^2*O^2 = 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

import sympy as sp
from flint import arb, ctx, fmpq, fmpz_poly

from symbolic_alliance.closed_form import Number, square_root

DIGITS = (30, 60, 120, 240, 480, 960)


@dataclass(frozen=True, eq=False)
class Breakpoint:
    """A real algebraic number: a ball around it, and the number itself where its degree is at most two."""

    ball: arb
    exact: Number | None

    @property
    def below(self) -> Fraction:
        """A rational number at or below it, within the ball."""
        return _fraction(self.ball.mid()) - _fraction(self.ball.rad())

    @property
    def above(self) -> Fraction:
        """A rational number at or above it, within the ball."""
        return _fraction(self.ball.mid()) + _fraction(self.ball.rad())


def breakpoints(forms: Iterable[sp.Expr], point: Mapping[str, Fraction], name: str) -> tuple[Breakpoint, ...]:
    """Return the breakpoints of all forms in one quantity, ascending; where the point gives its value, that is among them.

    >>> k, m = sp.symbols("k m", real=True)
    >>> found = breakpoints([sp.sqrt(k * m) - m, k**2 - 2], {"k": Fraction(3), "m": Fraction(5)}, "k")
    >>> [str(one.exact) for one in found]
    ['-sqrt(2)', '0', 'sqrt(2)', '3', '5']
    """
    variable = sp.Symbol(name, real=True)
    others = {sp.Symbol(other, real=True): sp.Rational(value.numerator, value.denominator)
              for other, value in point.items() if other != name}
    start = [variable - sp.Rational(point[name].numerator, point[name].denominator)] if name in point else []
    factors: dict[tuple[int, ...], fmpz_poly] = {}
    for form in (*start, *forms):
        for polynomial in _polynomials(form.xreplace(others), variable):
            for factor, _ in polynomial.factor()[1]:
                factors[tuple(map(int, factor.coeffs()))] = factor
    return _apart(list(factors.values()))


def rational_between(low: Breakpoint | None, high: Breakpoint | None) -> Fraction:
    """A rational number of small denominator strictly between two breakpoints; None is an end at infinity."""
    if low is None or high is None:
        return Fraction(low.above.__floor__() + 1) if low else Fraction(high.below.__ceil__() - 1) if high else Fraction(0)
    middle = (low.above + high.below) / 2
    denominator = 1
    while not low.above < middle.limit_denominator(denominator) < high.below:
        denominator *= 2
    return middle.limit_denominator(denominator)


def _apart(factors: list[fmpz_poly]) -> tuple[Breakpoint, ...]:
    """All real roots of irreducible polynomials, enclosed without overlap: distinct ones share no root."""
    for digits in DIGITS:
        with ctx.workdps(digits):
            found = sorted((root for factor in factors for root in _real_roots(factor)), key=lambda root: root.below)
            if all(one.above < other.below for one, other in pairwise(found)):
                return tuple(found)
    raise ArithmeticError(f"roots that {DIGITS[-1]} digits do not tell apart")


def _real_roots(factor: fmpz_poly) -> Iterator[Breakpoint]:
    if factor.degree() <= 2:
        for exact in _closed_roots(*(fmpq(int(coefficient)) for coefficient in factor.coeffs())):
            yield Breakpoint(arb(exact) if isinstance(exact, fmpq) else exact.ball, exact)
    else:
        yield from (Breakpoint(root.real, None) for root, _ in factor.complex_roots() if root.imag == 0)


def _closed_roots(constant: fmpq, linear: fmpq, square: fmpq | None = None) -> tuple[Number, ...]:
    if square is None:
        return (-constant / linear,)
    discriminant = linear**2 - 4 * square * constant
    if discriminant < 0:
        return ()
    root = square_root(discriminant)
    return (-linear - root) / (2 * square), (-linear + root) / (2 * square)


def _fraction(value: arb) -> Fraction:
    exact = value.fmpq()
    return Fraction(int(exact.p), int(exact.q))


def _polynomials(form: sp.Expr, variable: sp.Symbol) -> Iterator[fmpz_poly]:
    """The same as polynomials in the one variable."""
    for polynomial in vanishing(form):
        coefficients = sp.Poly(polynomial, variable).all_coeffs()
        if len(coefficients) > 1:
            scale = lcm(*(int(coefficient.q) for coefficient in coefficients))
            yield fmpz_poly([int(coefficient * scale) for coefficient in reversed(coefficients)])


def vanishing(form: sp.Expr) -> Iterator[sp.Expr]:
    """Polynomials that vanish at every root, pole and root's beginning of a form.

    >>> k, m = sp.symbols("k m", real=True)
    >>> list(vanishing(sp.sqrt(k * m) - m))
    [-k*m + m**2, 1, k*m, 1]
    """
    radicands: dict[sp.Dummy, sp.Expr] = {}
    plain = _without_roots(form, radicands)
    for part in (plain, *radicands.values()):
        for polynomial in sp.fraction(sp.together(part)):
            yield _eliminated(polynomial, radicands)


def _without_roots(form: sp.Expr, radicands: dict[sp.Dummy, sp.Expr]) -> sp.Expr:
    """The form with a letter for every square root, and what is under each root, in letters met earlier."""
    if not form.args:
        return form
    if isinstance(form, sp.Abs):  # |x| = sqrt(x^2)
        return _letter(_without_roots(form.args[0], radicands) ** 2, radicands)
    if form.is_Pow and form.exp.is_Rational and form.exp.q == 2:
        return _letter(_without_roots(form.base, radicands), radicands) ** form.exp.p
    return form.func(*(_without_roots(part, radicands) for part in form.args))


def _letter(radicand: sp.Expr, radicands: dict[sp.Dummy, sp.Expr]) -> sp.Dummy:
    for letter, known in radicands.items():
        if known == radicand:
            return letter
    letter = sp.Dummy()
    radicands[letter] = radicand
    return letter


def _eliminated(polynomial: sp.Expr, radicands: Mapping[sp.Dummy, sp.Expr]) -> sp.Expr:
    for letter, radicand in reversed(list(radicands.items())):
        if polynomial.has(letter):
            terms = sp.Poly(polynomial, letter).terms()
            even, odd = (sum(coefficient * radicand ** (power // 2) for (power,), coefficient in terms if power % 2 == parity)
                         for parity in (0, 1))
            polynomial = sp.fraction(sp.together(even**2 - radicand * odd**2 if odd != 0 else even))[0]
    return sp.expand(polynomial)

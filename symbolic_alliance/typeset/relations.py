"""Write ``slack >= 0`` as a reader wants it: solved for a quantity where that is possible.

In:  a slack, the quantities to solve for, most wanted first, and the house style.
Out: a `Bound` such as ``k_A <= c``, or a relation between two sides without minus signs.
Method: factors of known sign are dropped (their sign noted, a square only where it cannot vanish).  The factor that is
left is solved for a quantity u where
- it is A u + B with A of known sign: u >= -B/A or u <= -B/A;
- it is A sqrt(u) + B with u > 0, and the bound r = -B/A on the root is known to be positive: u >= r**2 or u <= r**2;
- it is A u**2 + B u + C with A > 0 > C and u > 0 (one positive root), or the same with the signs turned round.
Each step is an equivalence on the assumed set, or it is not taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.typeset.assumed_signs import KnownSign
from symbolic_alliance.typeset.expression_ring import Canonical, ExpressionRing, NotAlgebraic, opposite
from symbolic_alliance.typeset.layout import ZERO, Relation, Sum, total
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.style import Style

FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "="}


@dataclass(frozen=True)
class Bound:
    """``symbol sign bound``, with sign ``<=`` or ``>=`` (or their strict forms)."""

    symbol: sp.Symbol
    sign: str
    bound: sp.Expr


def relation(slack: sp.Expr, wanted: Sequence[sp.Symbol], style: Style, sign: str = ">=") -> Relation:
    """Write ``slack sign 0``, solved for the first wanted quantity for which it can be.

    >>> from symbolic_alliance.game.parameters import Quantity
    >>> from symbolic_alliance.typeset.plain import plain
    >>> from symbolic_alliance.typeset.assumed_signs import Slack
    >>> q, w, k = sp.symbols("q w k", real=True)
    >>> style = Style([Quantity(name, name, "") for name in "qwk"], [Slack(q - w, True, "challenger")])
    >>> plain(relation(q - k * (q - w), [k], style))
    'k <= q/(q - w)'
    """
    bound = solved(slack, wanted, style, sign)
    if bound is None:
        return balanced(slack, style, sign)
    return Relation(style.name(bound.symbol), ((bound.sign, normal_form(bound.bound, style)),))


def solved(slack: sp.Expr, wanted: Sequence[sp.Symbol], style: Style, sign: str = ">=") -> Bound | None:
    """The bound that ``slack sign 0`` puts on the first wanted quantity for which it can be solved."""
    for symbol in wanted:
        if symbol in slack.free_symbols:
            found = _Solver(slack, symbol, style).bound(sign)
            if found is not None:
                return found
    return None


def balanced(slack: sp.Expr, style: Style, sign: str = ">=") -> Relation:
    """Write ``slack sign 0`` with the terms that carry a minus on the other side, dropping factors of known sign."""
    open_part = essential(slack, style)
    layout = normal_form(open_part if open_part.free_symbols else slack, style)
    if not isinstance(layout, Sum):
        return Relation(layout, ((sign, ZERO),))
    left = total(tuple((1, term) for side, term in layout.terms if side > 0))
    right = total(tuple((1, term) for side, term in layout.terms if side < 0))
    return Relation(left, ((sign, right),))


def essential(slack: sp.Expr, style: Style) -> sp.Expr:
    """The product of the factors whose sign is not known: of the same sign as the slack on the assumed set."""
    try:
        coordinates, value = style.valued(slack)
        sign, factors = open_factors(value, coordinates, style)
    except NotAlgebraic:
        return slack
    return sp.Mul(sign, *(coordinates.expression(factor) for factor in factors))


def open_factors(value: Rational, coordinates: ExpressionRing, style: Style,
                 strict: bool = True) -> tuple[int, tuple[fmpz_mpoly, ...]]:
    """``(sign, factors)``: a value has the sign of the product of these, where it is defined.

    A factor of known sign is left out; one to an even power is left out only where it is known not to vanish.  With
    ``strict`` off a factor that is known not to be negative counts as positive.
    """
    sign, found = 1, []
    for polynomial, is_below in ((value.numerator, False), (value.denominator, True)):
        constant, factors = polynomial.factor()
        sign *= 1 if constant > 0 else -1
        for factor, multiplicity in factors:
            known = factor_sign(factor, coordinates, style, strict)
            if known:
                sign *= known ** int(multiplicity)
            elif multiplicity % 2:
                found.append(factor)
            elif not is_below:
                found += [factor, factor]
    return sign, tuple(found)


def factor_sign(factor: fmpz_mpoly, coordinates: ExpressionRing, style: Style, strict: bool = True) -> int:
    """+1 or -1 where a factor is known to be positive or negative, else 0."""
    if coordinates.is_root(factor):
        return 1
    expression = coordinates.expression(factor)
    known = style.signs.of(expression) or sign_by_coefficients(factor, coordinates, style)
    if known is not None and (known.strict or not strict):
        return known.value
    return style.given_sign(lambda: coordinates.canonical(factor))


def sign_by_coefficients(factor: fmpz_mpoly, coordinates: ExpressionRing, style: Style) -> KnownSign | None:
    """The sign of a polynomial with roots among its generators, where all coefficients agree and no generator is negative."""
    terms = factor.to_dict()
    values = tuple(dict.fromkeys(1 if coefficient > 0 else -1 for coefficient in terms.values()))
    names = coordinates.ring.names_in(factor)
    known = {name: _generator_sign(name, coordinates, style) for name in names}
    if len(values) != 1 or any(sign is None or sign.value < 0 for sign in known.values()):
        return None
    sources = tuple(dict.fromkeys(source for sign in known.values() if sign is not None for source in sign.sources))
    strictly = [name for name, sign in known.items() if sign is not None and sign.strict]
    is_strict = any(all(name in strictly for name, power in zip(coordinates.ring.names, exponents, strict=True) if power)
                    for exponents in terms)
    return KnownSign(values[0], is_strict, sources)


def _generator_sign(name: str, coordinates: ExpressionRing, style: Style) -> KnownSign | None:
    if name in coordinates.ring.radicands:
        return KnownSign(1, coordinates.is_positive_factor(coordinates.ring.radicands[name]), ())
    return style.signs.of(sp.Symbol(name, real=True))


def given(style: Style, slacks: Sequence[sp.Expr]) -> Style:
    """The style in which these slacks are positive too, read strictly: where one is 0, both sides agree in the limit."""
    known = [canonical_slack(slack, style) for slack in slacks]
    return style.with_given(tuple(canonical for canonical in known if canonical is not None))


def canonical_slack(slack: sp.Expr, style: Style) -> Canonical | None:
    """The one polynomial of unknown sign that a slack has the sign of, or None where there are several."""
    try:
        coordinates, value = style.valued(slack)
        sign, factors = open_factors(value, coordinates, style)
    except NotAlgebraic:
        return None
    if len(factors) != 1:
        return None
    canonical = coordinates.canonical(factors[0])
    return canonical if sign > 0 else opposite(canonical)


class _Solver:
    """Solves one slack for one quantity."""

    def __init__(self, slack: sp.Expr, symbol: sp.Symbol, style: Style) -> None:
        self._slack, self._symbol, self._style = slack, symbol, style

    def bound(self, sign: str) -> Bound | None:
        """The bound, or None where no step of the method applies."""
        try:
            coordinates, value = self._style.valued(self._slack)
            direction, factors = open_factors(value, coordinates, self._style)
        except NotAlgebraic:
            return None
        if len(factors) != 1 or not coordinates.ring.uses(factors[0], self._symbol.name):
            return None
        if any(coordinates.ring.uses(radicand, self._symbol.name) for radicand in coordinates.ring.radicands.values()):
            return None
        parts = [coordinates.expression(part) for part in coordinates.ring.coefficients(factors[0], self._symbol.name)]
        is_rooted = self._symbol.name in coordinates.rooted
        if len(parts) == 2:
            return self._linear(parts, direction, sign, is_rooted)
        if len(parts) == 3 and is_rooted and parts[1] == 0:
            return self._linear([parts[0], parts[2]], direction, sign, False)
        return self._quadratic(parts, direction, sign, is_rooted) if len(parts) == 3 else None

    def _linear(self, parts: list[sp.Expr], direction: int, sign: str, is_rooted: bool) -> Bound | None:
        rest, slope = parts
        known = sign_of(slope, self._style)
        if not known:
            return None
        return self._directed(-rest / slope, direction * known, sign, is_rooted)

    def _quadratic(self, parts: list[sp.Expr], direction: int, sign: str, is_rooted: bool) -> Bound | None:
        low, middle, high = parts
        of_low, of_high = sign_of(low, self._style), sign_of(high, self._style)
        if of_low * of_high >= 0 or not self._style.signs.is_positive(self._symbol):
            return None
        discriminant = sp.factor(middle**2 - 4 * high * low)
        bound = (-middle + of_high * sp.sqrt(discriminant)) / (2 * high)
        return self._directed(bound, direction * of_high, sign, is_rooted, is_positive=True)

    def _directed(self, bound: sp.Expr, direction: int, sign: str, is_rooted: bool,
                  is_positive: bool = False) -> Bound | None:
        if is_rooted:
            if not is_positive and sign_of(bound, self._style) <= 0:
                return None
            bound = bound**2
        return Bound(self._symbol, sign if direction > 0 else FLIPPED[sign], bound)


def sign_of(expression: sp.Expr, style: Style, strict: bool = True) -> int:
    """+1 or -1 where every factor of a closed form has a known sign, else 0."""
    try:
        coordinates, value = style.valued(expression)
        sign, factors = (0, ()) if value.is_zero else open_factors(value, coordinates, style, strict)
    except NotAlgebraic:
        return 0
    return 0 if factors else sign

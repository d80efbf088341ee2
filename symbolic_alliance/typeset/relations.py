"""Write ``slack >= 0``, or ``slack > 0``, as a reader wants it: solved for a quantity where that is possible.

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
from symbolic_alliance.typeset.assumed_signs import KnownSign, agreed_sign
from symbolic_alliance.typeset.expression_ring import Canonical, ExpressionRing, NotAlgebraic, opposite
from symbolic_alliance.typeset.layout import ZERO, Name, Relation, Sum, equation, total
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.style import Style

FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "="}


@dataclass(frozen=True)
class Bound:
    """``symbol sign bound``, with sign ``<=`` or ``>=``."""

    symbol: sp.Symbol
    sign: str
    bound: sp.Expr

    def formula(self, style: Style, of: str = ">=") -> Relation:
        """The formula for a slack ``>= 0``, ``> 0`` or ``= 0``: the bound with its end, without it, or the end alone."""
        sign = {">=": self.sign, ">": self.sign[0], "=": "="}[of]
        return equation(style.name(self.symbol), normal_form(self.bound, style), sign)


def relation(slack: sp.Expr, wanted: Sequence[sp.Symbol], style: Style, *, strict: bool = False) -> Relation:
    """Write ``slack >= 0``, or ``> 0`` where strict, solved for the first wanted quantity for which it can be.

    >>> from symbolic_alliance.game.parameters import Quantity
    >>> from symbolic_alliance.typeset.plain import plain
    >>> from symbolic_alliance.typeset.assumed_signs import Slack
    >>> q, w, k = sp.symbols("q w k", real=True)
    >>> style = Style([Quantity(name, name, "") for name in "qwk"], [Slack(q - w, True, "challenger")])
    >>> plain(relation(q - k * (q - w), [k], style))
    'k <= q/(q - w)'
    >>> plain(relation(q - k * (q - w), [k], style, strict=True))
    'k < q/(q - w)'
    """
    bound = solve_for(slack, wanted, style)
    sign = ">" if strict else ">="
    return balance(slack, style, sign) if bound is None else bound.formula(style, sign)


def solve_for(slack: sp.Expr, wanted: Sequence[sp.Symbol], style: Style) -> Bound | None:
    """The bound that ``slack >= 0`` puts on the first wanted quantity for which it can be solved."""
    bounds = (_bound(slack, symbol, style) for symbol in wanted if symbol in slack.free_symbols)
    return next((bound for bound in bounds if bound is not None), None)


def balance(slack: sp.Expr, style: Style, sign: str = ">=") -> Relation:
    """Write ``slack sign 0`` with the terms that carry a minus on the other side, dropping factors of known sign."""
    open_part = essential(slack, style)
    layout = normal_form(open_part if open_part.free_symbols else slack, style)
    if not isinstance(layout, Sum):
        return equation(layout, ZERO, sign)
    left, right = (total(tuple((1, term) for side, term in layout.terms if side == wanted)) for wanted in (1, -1))
    return equation(left, right, sign)


def chain(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """Two bounds on one name as one chain.

    >>> from symbolic_alliance.typeset.plain import plain
    >>> k, c, d = (Name(letter, letter) for letter in "kcd")
    >>> [plain(one) for one in chain([equation(k, c, ">="), equation(c, d), equation(k, d, "<")])]
    ['c <= k < d', 'c = d']
    """
    found: list[Relation] = []
    for one in relations:
        (sign, side), = one.steps
        partner = next((place for place, other in enumerate(found) if isinstance(one.first, Name) and other.first == one.first
                        and len(other.steps) == 1 and {other.steps[0][0][0], sign[0]} == {"<", ">"}), None)
        if partner is None:
            found.append(one)
            continue
        ends = sorted((found[partner].steps[0], (sign, side)), key=lambda step: step[0][0] == "<")
        (low_sign, low), (high_sign, high) = ends
        found[partner] = Relation(low, ((FLIPPED[low_sign], one.first), (high_sign, high)))
    return tuple(found)


def essential(slack: sp.Expr, style: Style) -> sp.Expr:
    """The product of the factors whose sign is not known: of the same sign as the slack on the assumed set."""
    try:
        coordinates, value = style.read(slack)
        sign, factors = open_factors(value, coordinates, style)
    except NotAlgebraic:
        return slack
    return sp.Mul(sign, *(coordinates.expression(factor) for factor in factors))


def open_factors(value: Rational, coordinates: ExpressionRing, style: Style) -> tuple[int, tuple[fmpz_mpoly, ...]]:
    """``(sign, factors)``: a value has the sign of the product of these, where it is defined.

    A factor of known sign is left out; one to an even power is left out only where it is known not to vanish.
    """
    sign, found = 1, []
    for polynomial, is_below in ((value.numerator, False), (value.denominator, True)):
        constant, factors = coordinates.ring.factors(polynomial)
        sign *= 1 if constant > 0 else -1
        for factor, multiplicity in factors:
            known = factor_sign(factor, coordinates, style)
            if known:
                sign *= known**multiplicity
            elif multiplicity % 2:
                found.append(factor)
            elif not is_below:
                found += [factor, factor]
    return sign, tuple(found)


def factor_sign(factor: fmpz_mpoly, coordinates: ExpressionRing, style: Style) -> int:
    """+1 or -1 where a factor is known to be positive or negative, else 0."""
    if coordinates.is_root(factor):
        return 1
    expression = coordinates.expression(factor)
    known = style.signs.of(expression) or sign_by_coefficients(factor, coordinates, style)
    if known is not None and known.strict:
        return known.value
    return style.given_sign(coordinates.canonical(factor)) if style.is_conditional else 0


def sign_by_coefficients(factor: fmpz_mpoly, coordinates: ExpressionRing, style: Style) -> KnownSign | None:
    """The sign of a polynomial with roots among its generators, where all coefficients agree and no generator is negative."""
    names = coordinates.ring.names_in(factor)
    positive = {name: sign for name in names
                if (sign := _generator_sign(name, coordinates, style)) is not None and sign.value > 0}
    return agreed_sign(factor, coordinates.ring, positive) if len(positive) == len(names) else None


def _generator_sign(name: str, coordinates: ExpressionRing, style: Style) -> KnownSign | None:
    if name in coordinates.ring.radicands:
        return KnownSign(1, coordinates.is_positive_factor(coordinates.ring.radicands[name]), ())
    return style.signs.of(sp.Symbol(name, real=True))


def suppose(style: Style, slacks: Sequence[sp.Expr]) -> Style:
    """The style in which these slacks are positive too, read strictly: where one is 0, both sides agree in the limit."""
    known = [canonical_slack(slack, style) for slack in slacks]
    return style.with_given(tuple(canonical for canonical in known if canonical is not None))


def canonical_slack(slack: sp.Expr, style: Style) -> Canonical | None:
    """The one polynomial of unknown sign that a slack has the sign of, or None where there are several."""
    try:
        coordinates, value = style.read(slack)
        sign, factors = open_factors(value, coordinates, style)
    except NotAlgebraic:
        return None
    if len(factors) != 1:
        return None
    canonical = coordinates.canonical(factors[0])
    return canonical if sign > 0 else opposite(canonical)


def _bound(slack: sp.Expr, symbol: sp.Symbol, style: Style) -> Bound | None:
    """The bound that ``slack >= 0`` puts on one quantity, or None where no step of the method applies."""
    try:
        coordinates, value = style.read(slack)
        direction, factors = open_factors(value, coordinates, style)
    except NotAlgebraic:
        return None
    ring, is_rooted = coordinates.ring, symbol.name in coordinates.rooted
    if len(factors) != 1 or not ring.uses(factors[0], symbol.name):
        return None
    if any(ring.uses(radicand, symbol.name) for radicand in ring.radicands.values()):
        return None
    parts = [coordinates.expression(part) for part in ring.coefficients(factors[0], symbol.name)]
    if len(parts) == 3 and is_rooted and parts[1] == 0:
        parts, is_rooted = [parts[0], parts[2]], False
    if len(parts) > 3:
        return None
    end, slope = _zero_of_line(style, *parts) if len(parts) == 2 else _zero_of_square(symbol, style, *parts)
    if not slope or (is_rooted and len(parts) == 2 and sign_of(end, style) <= 0):
        return None
    return Bound(symbol, ">=" if direction * slope > 0 else "<=", end**2 if is_rooted else end)


def _zero_of_line(style: Style, rest: sp.Expr, slope: sp.Expr) -> tuple[sp.Expr, int]:
    """The zero, and the sign above it; 0 where that is not known."""
    return -rest / slope, sign_of(slope, style)


def _zero_of_square(symbol: sp.Symbol, style: Style, low: sp.Expr, middle: sp.Expr, high: sp.Expr) -> tuple[sp.Expr, int]:
    """The positive zero, and the sign above it; 0 where there may be another."""
    of_low, of_high = sign_of(low, style), sign_of(high, style)
    if of_low * of_high >= 0 or not style.signs.is_positive(symbol):
        return low, 0
    discriminant = sp.factor(middle**2 - 4 * high * low)
    return (-middle + of_high * sp.sqrt(discriminant)) / (2 * high), of_high


def sign_of(expression: sp.Expr, style: Style) -> int:
    """+1 or -1 where every factor of a closed form has a known sign, else 0."""
    try:
        coordinates, value = style.read(expression)
        sign, factors = (0, ()) if value.is_zero else open_factors(value, coordinates, style)
    except NotAlgebraic:
        return 0
    return 0 if factors else sign

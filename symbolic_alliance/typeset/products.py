"""Put factors together: one sign, numbers first, whole powers, one root, one fraction bar."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from symbolic_alliance.typeset.layout import (
    ONE,
    Layout,
    Numeral,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    factors_of,
    negate,
    over,
    power,
    times,
    total,
)
from symbolic_alliance.typeset.order import Order

Signed = tuple[int, Layout]


def product(order: Order, coefficient: Fraction, powers: Iterable[tuple[Layout, Fraction]]) -> Signed:
    """``(sign, layout)`` of a number times bases to whole or half exponents.

    A half exponent needs a base that is not negative: ``m**(1/2) / k**(1/2) = sqrt(m/k)``.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> m, k = Name("m", "m"), Name("k", "k")
    >>> product(Order("km"), Fraction(-1), [(m, Fraction(1, 2)), (k, Fraction(-1, 2))]) == (-1, Root(Quotient(m, k)))
    True
    """
    exponents: dict[Layout, Fraction] = {}
    for base, exponent in powers:
        for factor, multiplicity in _flat(base):
            exponents[factor] = exponents.get(factor, Fraction(0)) + exponent * multiplicity
    top: list[Layout] = [Numeral(abs(coefficient.numerator))]
    bottom: list[Layout] = [Numeral(coefficient.denominator)]
    root_top: list[Layout] = []
    root_bottom: list[Layout] = []
    for base, exponent in exponents.items():
        whole = int(exponent)
        if whole:
            (top if whole > 0 else bottom).append(power(base, abs(whole)))
        if exponent != whole:
            (root_top if exponent > 0 else root_bottom).append(base)
    if root_top:
        top.append(Root(over(_multiply(order, root_top), _multiply(order, root_bottom))))
    elif root_bottom:
        bottom.append(Root(_multiply(order, root_bottom)))
    sign = -1 if coefficient < 0 else 1
    return sign, over(_multiply(order, top), _multiply(order, bottom))


def _flat(base: Layout) -> tuple[tuple[Layout, int], ...]:
    """The bases of a base that is itself a product of powers."""
    if isinstance(base, Product):
        return tuple(pair for factor in base.factors for pair in _flat(factor))
    if isinstance(base, Quotient):
        return (*_flat(base.numerator), *((factor, -exponent) for factor, exponent in _flat(base.denominator)))
    return ((base.base, base.exponent),) if isinstance(base, Power) else ((base, 1),)


def _multiply(order: Order, factors: Iterable[Layout]) -> Layout:
    found = [factor for factor in factors if factor != ONE]
    return times(tuple(sorted(found, key=order.factor_key) if len(found) > 1 else found))


def signed_sum(terms: Iterable[Signed]) -> tuple[Signed, ...]:
    """The terms, with sums inside the sum written out."""
    flat: list[Signed] = []
    for sign, term in terms:
        flat += [(sign * inner, part) for inner, part in term.terms] if isinstance(term, Sum) else [(sign, term)]
    return tuple(flat)


def without_minus(signed: Signed, is_positive: Callable[[Sum], bool] = lambda layout: False) -> Layout:
    """Apply the sign: a minus turns a sum factor round (``-(q - w) k`` is ``(w - q) k``), where there is one to turn.

    A factor that is not known to be positive is turned rather than one that is, then the one with the fewest terms.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> q, w, k = (Name(name, name) for name in "qwk")
    >>> without_minus((-1, Product((k, Sum(((1, q), (-1, w))))))) == Product((k, Sum(((1, w), (-1, q)))))
    True
    """
    sign, layout = signed
    if sign > 0:
        return layout
    sums = sorted(_turnable(layout), key=lambda found: (is_positive(found), len(found.terms)))
    return _turn_factor(layout, sums[0]) if sums else negate(layout)


def _turnable(layout: Layout) -> Iterator[Sum]:
    """The sum factors to an odd power that have a minus somewhere."""
    match layout:
        case Sum(terms) if any(sign < 0 for sign, _ in terms):
            yield layout
        case Power(base, exponent) if exponent % 2:
            yield from _turnable(base)
        case Quotient(numerator, denominator):
            yield from _turnable(numerator)
            yield from _turnable(denominator)
        case Product(factors):
            for factor in factors:
                yield from _turnable(factor)


def _turn_factor(layout: Layout, found: Sum) -> Layout:
    """The layout with a sum factor, which occurs once as a factor, turned round."""
    if layout is found:
        return negate(layout)
    match layout:
        case Power(base, exponent):
            return Power(_turn_factor(base, found), exponent)
        case Quotient(numerator, denominator):
            return Quotient(_turn_factor(numerator, found), _turn_factor(denominator, found))
        case Product(factors):
            return Product(tuple(_turn_factor(factor, found) for factor in factors))
    return layout


def difference_of_squares(layout: Layout) -> Layout:
    """Write ``(A + t) (A - t)`` as ``A^2 - t^2``; any other layout as it is.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> from symbolic_alliance.typeset.plain import plain
    >>> a, t = Name("a", "a"), Product((Numeral(2), Root(Name("k", "k"))))
    >>> plain(difference_of_squares(Product((Sum(((1, a), (1, t))), Sum(((1, a), (-1, t)))))))
    'a^2 - 4*k'
    """
    factors = factors_of(layout)
    if len(factors) != 2 or not all(isinstance(factor, Sum) for factor in factors):
        return layout
    one, two = (factor.terms for factor in factors if isinstance(factor, Sum))
    shared = tuple(term for term in one if term in two)
    apart = [term for sign, term in one if (-sign, term) in two]
    if len(shared) + 1 != len(one) or len(one) != len(two) or len(apart) != 1:
        return layout
    return total(((1, power(total(shared), 2)), (-1, _square(apart[0]))))


def _square(layout: Layout) -> Layout:
    squares: list[Layout] = []
    for factor in factors_of(layout):
        squares.append(Numeral(factor.value**2) if isinstance(factor, Numeral) else
                       factor.radicand if isinstance(factor, Root) else power(factor, 2))
    return times(tuple(squares))

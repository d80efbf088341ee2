"""Put factors together: one sign, numbers first, whole powers, one root, one fraction bar."""

from collections.abc import Iterable
from fractions import Fraction as Exact

from symbolic_alliance.typeset.layout import Fraction, Layout, Number, Power, Product, Root, Sum, negated, over, power, times
from symbolic_alliance.typeset.order import Order

Signed = tuple[int, Layout]


def product(order: Order, coefficient: Exact, powers: Iterable[tuple[Layout, Exact]]) -> Signed:
    """``(sign, layout)`` of a number times bases to whole or half exponents.

    A half exponent needs a base that is not negative: ``m**(1/2) / k**(1/2) = sqrt(m/k)``.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> m, k = Name("m", "m"), Name("k", "k")
    >>> product(Order("km"), Exact(-1), [(m, Exact(1, 2)), (k, Exact(-1, 2))]) == (-1, Root(Fraction(m, k)))
    True
    """
    exponents: dict[Layout, Exact] = {}
    for base, exponent in powers:
        for factor, multiplicity in _flat(base):
            exponents[factor] = exponents.get(factor, Exact(0)) + exponent * multiplicity
    top, bottom = [Number(abs(coefficient.numerator))], [Number(coefficient.denominator)]
    root_top: list[Layout] = []
    root_bottom: list[Layout] = []
    for base, exponent in exponents.items():
        whole = int(exponent)
        if whole:
            (top if whole > 0 else bottom).append(power(base, abs(whole)))
        if exponent != whole:
            (root_top if exponent > 0 else root_bottom).append(base)
    if root_top:
        top.append(Root(over(_ordered(order, root_top), _ordered(order, root_bottom))))
    elif root_bottom:
        bottom.append(Root(_ordered(order, root_bottom)))
    sign = -1 if coefficient < 0 else 1
    return sign, over(_ordered(order, top), _ordered(order, bottom))


def _flat(base: Layout) -> tuple[tuple[Layout, int], ...]:
    """The bases of a base that is itself a product of powers."""
    if isinstance(base, Product):
        return tuple(pair for factor in base.factors for pair in _flat(factor))
    if isinstance(base, Fraction):
        return (*_flat(base.numerator), *((factor, -exponent) for factor, exponent in _flat(base.denominator)))
    return ((base.base, base.exponent),) if isinstance(base, Power) else ((base, 1),)


def _ordered(order: Order, factors: Iterable[Layout]) -> Layout:
    return times(tuple(sorted(factors, key=order.factor_key)))


def signed_sum(order: Order, terms: Iterable[Signed]) -> tuple[Signed, ...]:
    """The terms in the author's order, with sums inside the sum written out."""
    flat: list[Signed] = []
    for sign, term in terms:
        flat += [(sign * inner, part) for inner, part in term.terms] if isinstance(term, Sum) else [(sign, term)]
    return order.sorted_terms(flat)


def without_minus(signed: Signed) -> Layout:
    """Apply the sign: a minus turns a sum factor round (``-(q - w) k`` is ``(w - q) k``), where there is one to turn.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> q, w, k = (Name(name, name) for name in "qwk")
    >>> without_minus((-1, Product((k, Sum(((1, q), (-1, w))))))) == Product((k, Sum(((1, w), (-1, q)))))
    True
    """
    sign, layout = signed
    if sign > 0:
        return layout
    turned = _turned(layout)
    return negated(layout) if turned is None else turned


def _turned(layout: Layout) -> Layout | None:
    """The negative of a layout with one of its sum factors turned round, or None."""
    if isinstance(layout, Sum):
        return negated(layout) if any(sign < 0 for sign, _ in layout.terms) else None
    if isinstance(layout, Power) and layout.exponent % 2:
        inner = _turned(layout.base)
        return None if inner is None else Power(inner, layout.exponent)
    if isinstance(layout, Fraction):
        top = _turned(layout.numerator)
        if top is not None:
            return Fraction(top, layout.denominator)
        bottom = _turned(layout.denominator)
        return None if bottom is None else Fraction(layout.numerator, bottom)
    if isinstance(layout, Product):
        for place in reversed(range(len(layout.factors))):
            inner = _turned(layout.factors[place])
            if inner is not None:
                return Product((*layout.factors[:place], inner, *layout.factors[place + 1:]))
    return None

"""Plain text from a display tree, in one line and readable by `notation`: ``k_A <= q*(1 - q + w_O)/(m_O*(q - w_O))``."""

from symbolic_alliance.typeset.layout import (
    Applied,
    CaseList,
    Fraction,
    Layout,
    Marked,
    Name,
    Numeral,
    Power,
    Product,
    Relation,
    Root,
    Sequence,
    Sum,
    Word,
)

SIGNS = {1: "+", -1: "-"}


def plain(layout: Layout) -> str:
    """Print a layout as text.

    >>> plain(Fraction(Name("q", "q"), Product((Numeral(2), Sum(((1, Name("q", "q")), (-1, Name("w", "w"))))))))
    'q/(2*(q - w))'
    """
    match layout:
        case Numeral(value):
            return str(value)
        case Name(name, _) | Word(name):
            return name
        case Sum(terms):
            return _sum(terms)
        case Product(factors):
            return "*".join(_factor(factor) for factor in factors)
        case Fraction(numerator, denominator):
            top = plain(numerator) if isinstance(numerator, Product) else _factor(numerator)
            return f"{top}/{_base(denominator)}"
        case Power(base, exponent):
            return f"{_base(base)}^{exponent}"
        case Root(radicand):
            return f"sqrt({plain(radicand)})"
    return _formula(layout)


def _formula(layout: Layout) -> str:
    match layout:
        case Applied(function, arguments):
            return f"{plain(function)}({', '.join(map(plain, arguments))})"
        case Marked(base, below, above):
            return plain(base) + (f"_{below}" if below else "") + above
        case CaseList(branches):
            return "; ".join(f"{plain(value)} {'' if isinstance(condition, Word) else 'if '}{plain(condition)}"
                             for value, condition in branches)
        case Relation(first, steps):
            return plain(first) + "".join(f" {sign} {plain(part)}" for sign, part in steps)
        case Sequence(parts, joint):
            return joint.join(map(plain, parts))
    raise TypeError(f"{layout!r} is no layout")


def _sum(terms: tuple[tuple[int, Layout], ...]) -> str:
    (sign, first), *rest = terms
    text = ("-" if sign < 0 else "") + _factor(first)
    return text + "".join(f" {SIGNS[sign]} {_factor(term)}" for sign, term in rest)


def _factor(layout: Layout) -> str:
    return f"({plain(layout)})" if isinstance(layout, (Sum, CaseList, Relation)) else plain(layout)


def _base(layout: Layout) -> str:
    atomic = isinstance(layout, (Numeral, Name, Root, Applied, Marked, Word))
    return plain(layout) if atomic or isinstance(layout, Power) else f"({plain(layout)})"

"""How wide a formula is when displayed, in em: an estimate from its parts, on the wide side."""

import re

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

OPERATOR, RELATION, PARENTHESIS, LETTER, SCRIPT, DIGIT, SPACE, ROOT = 1.25, 1.4, 0.45, 0.72, 0.5, 0.52, 0.17, 0.9
JOINT = 1.6


def width(layout: Layout) -> float:
    """The width of a layout on display, in em.

    >>> width(Sum(((1, Numeral(1)), (-1, Name("q", "q"))))) < 3
    True
    """
    match layout:
        case Numeral(value):
            return DIGIT * len(str(value))
        case Name(_, latex):
            return name_width(latex)
        case Word(text):
            return 0.55 * len(text)
        case Sum(terms):
            first = 0.8 if terms[0][0] < 0 else 0
            return first + sum(term_width(term) for _, term in terms) + OPERATOR * (len(terms) - 1)
        case Product(factors):
            return sum(factor_width(factor) for factor in factors) + SPACE * (len(factors) - 1)
        case Fraction(numerator, denominator):
            return max(width(numerator), width(denominator)) + 0.4
        case Power(base, exponent):
            return factor_width(base) + SCRIPT * len(str(exponent))
        case Root(radicand):
            return width(radicand) + ROOT
    return _formula_width(layout)


def _formula_width(layout: Layout) -> float:
    match layout:
        case Applied(function, arguments):
            return width(function) + 2 * PARENTHESIS + sum(map(width, arguments)) + 0.5 * (len(arguments) - 1)
        case Marked(base, below, above):
            return width(base) + SCRIPT * max(len(below), len(above))
        case CaseList(branches):
            return max(width(value) + width(condition) for value, condition in branches) + 3
        case Relation(first, steps):
            return width(first) + sum(width(part) + RELATION for _, part in steps)
        case Sequence(parts, joint):
            return sum(map(width, parts)) + (JOINT + 0.5 * len(joint.strip(", "))) * (len(parts) - 1)
    raise TypeError(f"{layout!r} is no layout")


def term_width(layout: Layout) -> float:
    """The width of a term of a sum."""
    return width(layout) + (2 * PARENTHESIS if isinstance(layout, (Sum, Relation)) else 0)


def factor_width(layout: Layout) -> float:
    """The width of a factor, with its parentheses."""
    return width(layout) + (2 * PARENTHESIS if isinstance(layout, (Sum, Relation, Fraction)) else 0)


def name_width(latex: str) -> float:
    """The width of an author's name: letters and commands in full size, what follows _ or ^ smaller."""
    main, *scripts = re.split(r"[_^]", latex)
    return LETTER * _letters(main) + SCRIPT * sum(map(_letters, scripts))


def _letters(latex: str) -> int:
    return len(re.findall(r"\\[A-Za-z]+|[^{}\\\s]", latex)) or 1

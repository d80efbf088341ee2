"""How wide a formula is when displayed, in em: an estimate from its parts, on the wide side."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from symbolic_alliance.typeset.layout import (
    Applied,
    CaseList,
    Formulas,
    Layout,
    Marked,
    Name,
    Numeral,
    Power,
    Product,
    Quotient,
    Relation,
    Root,
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
    return WIDTHS[type(layout)](layout)


def term_width(layout: Layout) -> float:
    """The width of a term of a sum."""
    return width(layout) + (2 * PARENTHESIS if isinstance(layout, (Sum, Relation)) else 0)


def factor_width(layout: Layout) -> float:
    """The width of a factor, with its parentheses."""
    return width(layout) + (2 * PARENTHESIS if isinstance(layout, (Sum, Relation, Quotient)) else 0)


def name_width(latex: str) -> float:
    """The width of an author's name: letters and commands in full size, what follows _ or ^ smaller."""
    main, *scripts = re.split(r"[_^]", latex)
    return LETTER * _letters(main) + SCRIPT * sum(map(_letters, scripts))


def _letters(latex: str) -> int:
    return len(re.findall(r"\\[A-Za-z]+|[^{}\\\s]", latex)) or 1


WIDTHS: Mapping[type, Callable[[Any], float]] = {
    Numeral: lambda one: DIGIT * len(str(one.value)),
    Name: lambda one: name_width(one.latex),
    Word: lambda one: 0.55 * len(one.text),
    Sum: lambda one: ((0.8 if one.terms[0][0] < 0 else 0) + sum(term_width(term) for _, term in one.terms)
                      + OPERATOR * (len(one.terms) - 1)),
    Product: lambda one: sum(map(factor_width, one.factors)) + SPACE * (len(one.factors) - 1),
    Quotient: lambda one: max(width(one.numerator), width(one.denominator)) + 0.4,
    Power: lambda one: factor_width(one.base) + SCRIPT * len(str(one.exponent)),
    Root: lambda one: width(one.radicand) + ROOT,
    Applied: lambda one: (width(one.function) + 2 * PARENTHESIS + sum(map(width, one.arguments))
                          + 0.5 * (len(one.arguments) - 1)),
    Marked: lambda one: width(one.base) + SCRIPT * max(len(one.below), len(one.above)),
    CaseList: lambda one: max(width(value) + width(condition) for value, condition in one.branches) + 3,
    Relation: lambda one: width(one.first) + sum(width(part) + RELATION for _, part in one.steps),
    Formulas: lambda one: sum(map(width, one.parts)) + (JOINT + 0.5 * len(one.joint.strip(", "))) * (len(one.parts) - 1),
}

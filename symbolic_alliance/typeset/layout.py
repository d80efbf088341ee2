"""The display tree: what LaTeX, MathML and plain text are printed from.

A layout is an expression or a formula as a reader sees it: terms and factors in their order, with their signs.  It does no
algebra.  Numbers are never negative: a minus is the sign of a term of a `Sum`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar


@dataclass(frozen=True)
class Numeral:
    """A whole number, 0 or more."""

    value: int


@dataclass(frozen=True)
class Name:
    """A quantity: its code name and the author's LaTeX."""

    name: str
    latex: str


@dataclass(frozen=True)
class Word:
    """A word in upright letters, such as a move or an outcome."""

    text: str


@dataclass(frozen=True)
class Sum:
    """Terms with signs +1 and -1; a single term with sign -1 is a negated expression."""

    terms: tuple[tuple[int, "Layout"], ...]


@dataclass(frozen=True)
class Product:
    """Two or more factors in their order."""

    factors: tuple["Layout", ...]


@dataclass(frozen=True)
class Quotient:
    """A quotient."""

    numerator: "Layout"
    denominator: "Layout"


@dataclass(frozen=True)
class Power:
    """A base to a whole exponent above 1."""

    base: "Layout"
    exponent: int


@dataclass(frozen=True)
class Root:
    """A square root."""

    radicand: "Layout"


@dataclass(frozen=True)
class Applied:
    """A function of its arguments, such as ``max`` or a payoff ``U``."""

    function: "Name | Marked | Word"
    arguments: tuple["Layout", ...]


@dataclass(frozen=True)
class Marked:
    """A name with a lower and an upper mark, such as U with the mover's name below, or m with a star."""

    base: "Layout"
    below: str = ""
    above: str = ""


@dataclass(frozen=True)
class CaseList:
    """Values with the conditions on which they hold."""

    branches: tuple[tuple["Layout", "Layout"], ...]


@dataclass(frozen=True)
class Relation:
    """A chain such as ``0 < k <= c``: a first part, then signs of comparison each with what follows it."""

    first: "Layout"
    steps: tuple[tuple[str, "Layout"], ...]


@dataclass(frozen=True)
class Formulas:
    """Formulas joined by a word or a comma."""

    parts: tuple["Layout", ...]
    joint: str = ", "


Layout = Numeral | Name | Word | Sum | Product | Quotient | Power | Root | Applied | Marked | CaseList | Relation | Formulas
Value = TypeVar("Value")

ONE, ZERO = Numeral(1), Numeral(0)
GLYPH, OPERATOR = 2, 3


def negate(layout: Layout) -> Layout:
    """The same with the opposite sign of every term.

    >>> x = Name("x", "x")
    >>> negate(Sum(((1, x), (-1, ONE)))) == Sum(((1, ONE), (-1, x)))
    True
    """
    if layout == ZERO:
        return layout
    return total(tuple((-sign, term) for sign, term in terms_of(layout)))


def terms_of(layout: Layout) -> tuple[tuple[int, Layout], ...]:
    """The signed terms of a layout."""
    return layout.terms if isinstance(layout, Sum) else ((1, layout),)


def factors_of(layout: Layout) -> tuple[Layout, ...]:
    """The factors of a layout."""
    return layout.factors if isinstance(layout, Product) else (layout,)


def total(terms: tuple[tuple[int, Layout], ...]) -> Layout:
    """A sum whose first term has a plus where some term has one, the others keeping their order."""
    if not terms:
        return ZERO
    leading = next((place for place, (sign, _) in enumerate(terms) if sign > 0), 0)
    ordered = (terms[leading], *terms[:leading], *terms[leading + 1:])
    return ordered[0][1] if ordered[1:] == () and ordered[0][0] > 0 else Sum(ordered)


def times(factors: tuple[Layout, ...]) -> Layout:
    """A product, flattened and without factors 1."""
    flat = tuple(inner for factor in factors for inner in factors_of(factor) if inner != ONE)
    return Product(flat) if len(flat) > 1 else flat[0] if flat else ONE


def over(numerator: Layout, denominator: Layout) -> Layout:
    """A quotient, or the numerator alone over 1."""
    return numerator if denominator == ONE else Quotient(numerator, denominator)


def rational(value: Fraction) -> Layout:
    """A rational number; a negative one is a sum of one term."""
    size = over(Numeral(abs(value.numerator)), Numeral(value.denominator))
    return size if value >= 0 else Sum(((-1, size),))


def equation(left: Layout, right: Layout, sign: str = "=") -> Relation:
    """Two sides with a sign of comparison between them."""
    return Relation(left, ((sign, right),))


def power(base: Layout, exponent: int) -> Layout:
    """A power with exponent 1 or more."""
    if exponent == 1:
        return base
    return Power(base.base, base.exponent * exponent) if isinstance(base, Power) else Power(base, exponent)


def weight(layout: Layout) -> int:
    """How much there is to read: the measure by which the shortest of several equal forms is chosen.

    >>> weight(Sum(((1, Name("q", "q")), (-1, Name("w_O", "w_O"))))) > weight(Name("q", "q"))
    True
    """
    match layout:
        case Numeral(value):
            return GLYPH * len(str(value))
        case Name() | Word():
            return GLYPH
        case Sum(terms):
            inner = sum(weight(term) for _, term in terms)
            return inner + OPERATOR * (len(terms) - 1) + (OPERATOR if terms[0][0] < 0 else 0)
        case Product(factors):
            return sum(weight(factor) + (1 if isinstance(factor, Sum) else 0) for factor in factors)
        case Quotient(numerator, denominator):
            return weight(numerator) + weight(denominator) + OPERATOR
        case Power(base, _):
            return weight(base) + 1 + (GLYPH if not isinstance(base, Name) else 0)
        case Root(radicand):
            return weight(radicand) + GLYPH
    return GLYPH + sum(weight(part) for part in parts_of(layout))


def parts_of(layout: Layout) -> tuple[Layout, ...]:
    """The layouts directly inside a layout, in reading order."""
    return tuple(layouts_in(tuple(vars(layout).values())))


def layouts_in(value: object) -> Iterator[Layout]:
    """The layouts in a tuple, or in a dataclass of tuples, in reading order; what is inside them is left to `parts_of`."""
    if isinstance(value, Layout):
        yield value
    elif isinstance(value, tuple) or is_dataclass(value):
        for part in value if isinstance(value, tuple) else vars(value).values():
            yield from layouts_in(part)


def unfold(layout: Layout) -> Iterator[Layout]:
    """Every layout in a layout, and the whole, which comes last."""
    for part in parts_of(layout):
        yield from unfold(part)
    yield layout


def rebuild(layout: Layout, change: Callable[[Layout], Layout]) -> Layout:
    """The layout with every part changed, but for the name of a function and a name with a mark."""
    match layout:
        case Sum(terms):
            return total(tuple((sign * inner, part) for sign, term in terms for inner, part in _split_sign(change(term))))
        case Product(factors):
            return times(tuple(map(change, factors)))
        case Applied(function, arguments):
            return Applied(function, tuple(map(change, arguments)))
        case Marked():
            return layout
    return _replace_fields(layout, change)


def replace_layouts(value: Value, change: Callable[[Layout], Layout]) -> Value:
    """The same tuple, or dataclass of tuples, with every layout changed."""
    found: Any = value
    if isinstance(value, Layout):
        found = change(value)
    elif isinstance(value, tuple):
        found = tuple(replace_layouts(part, change) for part in value)
    elif is_dataclass(value):
        found = _replace_fields(value, change)
    return found


def _replace_fields(value: Any, change: Callable[[Layout], Layout]) -> Any:
    return replace(value, **{name: replace_layouts(part, change) for name, part in vars(value).items()})


def _split_sign(term: Layout) -> tuple[tuple[int, Layout], ...]:
    """A term that has become a mere negative, with its sign apart; any other as it is."""
    return term.terms if isinstance(term, Sum) and len(term.terms) == 1 else ((1, term),)

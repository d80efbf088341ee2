"""The author's order: how terms and factors are sorted.

Terms come by ascending degree, constants first, and within a degree by the order in which the author declared the names;
factors come as numbers, then names in the author's order, then roots, then sums.  The degree of a quotient is that of its
numerator less that of its denominator, so that ``m/(m_O + m)`` stands with the constants.
"""

from collections.abc import Iterable
from fractions import Fraction as Exact

from symbolic_alliance.typeset.layout import (
    Fraction,
    Layout,
    Name,
    Number,
    Power,
    Product,
    Root,
    Sum,
    parts_of,
    terms_of,
    total,
    weight,
)

Degrees = tuple[Exact, tuple[Exact, ...]]
SortKey = tuple[int, Exact, tuple[Exact, ...], int, str]


class Order:
    """The order of names, as declared.

    >>> q, w = Name("q", "q"), Name("w_O", "w_O")
    >>> [term.name for _, term in Order(("q", "w_O")).sorted_terms([(-1, w), (1, q)])]
    ['q', 'w_O']
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._place = {name: place for place, name in enumerate(self.names)}
        self._known_degrees: dict[Layout, Degrees] = {}

    def sorted_terms(self, terms: Iterable[tuple[int, Layout]]) -> tuple[tuple[int, Layout], ...]:
        """The terms in the author's order, whatever their signs."""
        return tuple(sorted(terms, key=lambda term: self.term_key(term[1])))

    def sum(self, terms: Iterable[tuple[int, Layout]]) -> Layout:
        """The sum in the author's order, a positive term leading where there is one."""
        return total(self.sorted_terms(terms))

    def is_led_by_minus(self, layout: Layout) -> bool:
        """Whether this is a sum whose first term in the author's order has a minus."""
        return isinstance(layout, Sum) and self.sorted_terms(layout.terms)[0][0] < 0

    def turned(self, layout: Layout) -> Layout:
        """The negative, in the author's order."""
        return self.sum((-sign, term) for sign, term in terms_of(layout))

    def term_key(self, layout: Layout) -> SortKey:
        """What terms are sorted by."""
        degree, exponents = self.degrees(layout)
        return (0 if isinstance(layout, Number) else 1, degree, tuple(-part for part in exponents), weight(layout),
                repr(layout))

    def factor_key(self, layout: Layout) -> SortKey:
        """What factors are sorted by."""
        base = layout.base if isinstance(layout, Power) else layout
        rank = 0 if isinstance(base, Number) else 1 if isinstance(base, Name) else 2 if isinstance(base, Root) else 3
        degree, exponents = self.degrees(base)
        return (rank, degree, tuple(-part for part in exponents), weight(base), repr(layout))

    def degrees(self, layout: Layout) -> Degrees:
        """The total degree and the degree in each name."""
        if layout not in self._known_degrees:
            self._known_degrees[layout] = self._degrees(layout)
        return self._known_degrees[layout]

    def _degrees(self, layout: Layout) -> Degrees:
        match layout:
            case Name(name):
                return Exact(1), tuple(Exact(int(place == self._place.get(name, -1))) for place in range(len(self.names)))
            case Product(factors):
                return self._added([(self.degrees(factor), Exact(1)) for factor in factors])
            case Fraction(numerator, denominator):
                return self._added([(self.degrees(numerator), Exact(1)), (self.degrees(denominator), Exact(-1))])
            case Power(base, exponent):
                return self._added([(self.degrees(base), Exact(exponent))])
            case Root(radicand):
                return self._added([(self.degrees(radicand), Exact(1, 2))])
        return self._highest([self.degrees(part) for part in parts_of(layout)])

    def _added(self, parts: list[tuple[Degrees, Exact]]) -> Degrees:
        degree = sum((part[0] * factor for part, factor in parts), Exact(0))
        columns = zip(*(tuple(entry * factor for entry in part[1]) for part, factor in parts), strict=True)
        return degree, tuple(sum(column, Exact(0)) for column in columns)

    def _highest(self, parts: list[Degrees]) -> Degrees:
        if not parts:
            return Exact(0), (Exact(0),) * len(self.names)
        return max(part[0] for part in parts), tuple(max(column) for column in zip(*(part[1] for part in parts), strict=True))

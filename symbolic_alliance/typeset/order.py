"""The author's order: how terms and factors are sorted.

Terms come by ascending degree, constants first, within a degree by the order in which the author declared the names, roots
last; factors come as numbers, then names in the author's order, then roots, then sums.  The degree of a quotient is that of
its numerator less that of its denominator, so that ``m/(m_O + m)`` stands with the constants.  Sorting is stable.
"""

from collections.abc import Iterable

from symbolic_alliance.typeset.layout import (
    Layout,
    Name,
    Numeral,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    parts_of,
    terms_of,
    total,
    weight,
)

UNIT = 16  # degrees are counted in sixteenths, so that a root of a root of a root still has a whole one
Degrees = tuple[int, ...]  # the total degree, then the degree in each name with a minus in front
SortKey = tuple[int, Degrees, int]


class Order:
    """The order of names, as declared.

    >>> q, w = Name("q", "q"), Name("w_O", "w_O")
    >>> [term.name for _, term in Order(("q", "w_O")).sorted_terms([(-1, w), (1, q)])]
    ['q', 'w_O']
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._none = (0,) * (len(self.names) + 1)
        self._ones = {name: (UNIT, *(-UNIT * (name == other) for other in self.names)) for name in self.names}

    def sorted_terms(self, terms: Iterable[tuple[int, Layout]]) -> tuple[tuple[int, Layout], ...]:
        """The terms in the author's order, whatever their signs."""
        return tuple(sorted(terms, key=lambda term: self.term_key(term[1])))

    def sum(self, terms: Iterable[tuple[int, Layout]]) -> Layout:
        """The sum in the author's order, a positive term leading where there is one."""
        return total(self.sorted_terms(terms))

    def is_led_by_minus(self, layout: Layout) -> bool:
        """Whether this is a sum whose first term in the author's order has a minus."""
        return isinstance(layout, Sum) and min(layout.terms, key=lambda term: self.term_key(term[1]))[0] < 0

    def turn(self, layout: Layout) -> Layout:
        """The negative, in the author's order."""
        return self.sum((-sign, term) for sign, term in terms_of(layout))

    def term_key(self, layout: Layout) -> SortKey:
        """What terms are sorted by."""
        total_degree, *degrees = self._degrees(layout)
        is_root = int(isinstance(layout, Root))
        return (0 if isinstance(layout, Numeral) else 1, (total_degree, is_root, *degrees), weight(layout))

    def factor_key(self, layout: Layout) -> SortKey:
        """What factors are sorted by."""
        base = layout.base if isinstance(layout, Power) else layout
        rank = 0 if isinstance(base, Numeral) else 1 if isinstance(base, Name) else 2 if isinstance(base, Root) else 3
        return (rank, self._degrees(base), weight(base))

    def _degrees(self, layout: Layout) -> Degrees:
        match layout:
            case Numeral():
                return self._none
            case Name(name):
                return self._ones.get(name, (UNIT, *self._none[1:]))
            case Product(factors):
                return tuple(map(sum, zip(*map(self._degrees, factors), strict=True)))
            case Quotient(numerator, denominator):
                above, below = self._degrees(numerator), self._degrees(denominator)
                return tuple(one - other for one, other in zip(above, below, strict=True))
            case Power(base, exponent):
                return tuple(exponent * degree for degree in self._degrees(base))
            case Root(radicand):
                return tuple(degree // 2 for degree in self._degrees(radicand))
            case Sum(terms):
                return self._highest([self._degrees(term) for _, term in terms])
        return self._highest([self._degrees(part) for part in parts_of(layout)])

    def _highest(self, parts: list[Degrees]) -> Degrees:
        if not parts:
            return self._none
        (totals, *columns) = zip(*parts, strict=True)
        return (max(totals), *map(min, columns))

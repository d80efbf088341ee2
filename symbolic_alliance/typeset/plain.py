"""Plain text from a display tree, in one line and readable by `exact.notation`: ``k_A <= q*(1 - q + w_O)/(m_O*(q - w_O))``.

Its printer holds what every notation shares: in which order the parts come, and which of them stand in parentheses.  What
`tex` and `mathml` write otherwise is their own: a few signs, and how a root, a mark or a list of cases looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

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

ATOMIC = (Numeral, Name, Root, Applied, Marked, Word)


def plain(layout: Layout) -> str:
    """Print a layout as text.

    >>> plain(Quotient(Name("q", "q"), Product((Numeral(2), Sum(((1, Name("q", "q")), (-1, Name("w", "w"))))))))
    'q/(2*(q - w))'
    """
    return Printer().of(layout)


@dataclass(frozen=True)
class Printer:
    """Prints a layout; ``slash`` says how quotients are set."""

    slash: bool = True
    minus: ClassVar[str] = "-"
    signs: ClassVar[Mapping[int, str]] = {1: " + ", -1: " - "}
    relations: ClassVar[Mapping[str, str]] = {sign: f" {sign} " for sign in ("<=", ">=", "<", ">", "=", "!=", ":=", "in")}
    times: ClassVar[str] = "*"
    over: ClassVar[str] = "/"
    comma: ClassVar[str] = ", "
    condition: ClassVar[str] = "if "

    def of(self, layout: Layout) -> str:
        """The text of a layout."""
        match layout:
            case Numeral() | Name() | Word():
                return self.atom(layout)
            case Sum(((first_sign, first), *rest)):
                text = (self.minus if first_sign < 0 else "") + self._term(first)
                return self.row(text + "".join(self.signs[sign] + self._term(term) for sign, term in rest))
            case Product(factors):
                return self.row(self.times.join(map(self._factor, factors)))
            case Quotient(numerator, denominator):
                return self.quotient(numerator, denominator)
            case Power(base, exponent):
                is_whole = isinstance(base, ATOMIC) and not (isinstance(base, Marked) and base.above)
                return self.power(self.of(base) if is_whole else self._in_parentheses(base), exponent)
            case Root(radicand):
                return self.root(radicand)
        return self._formula(layout)

    def _formula(self, layout: Layout) -> str:
        match layout:
            case Applied(function, arguments):
                inside = self.comma.join(map(self.of, arguments))
                return self.row(self.function(function) + self.enclose(inside, *arguments))
            case Marked(base, below, above):
                return self.mark(self.of(base), below, above)
            case CaseList(branches):
                return self.cases([(self.of(value), self._condition(condition)) for value, condition in branches])
            case Relation(first, steps):
                return self.row(self.of(first) + "".join(self.relations[sign] + self.of(part) for sign, part in steps))
            case Formulas(parts, joint):
                return self.row(self.joint(joint).join(map(self.of, parts)))
        raise TypeError(f"{layout!r} is no layout")

    def _in_parentheses(self, layout: Layout) -> str:
        return self.enclose(self.of(layout), layout)

    def _term(self, layout: Layout) -> str:
        return self._in_parentheses(layout) if isinstance(layout, (Sum, Relation, CaseList)) else self.of(layout)

    def _factor(self, layout: Layout) -> str:
        return self._in_parentheses(layout) if self.slash and isinstance(layout, Quotient) else self._term(layout)

    def _condition(self, layout: Layout) -> str:
        return self.of(layout) if isinstance(layout, Word) else self.row(self.condition + self.of(layout))

    # ---- what a notation may write in its own way

    def atom(self, layout: Numeral | Name | Word) -> str:
        """A number, a name or a word."""
        return str(layout.value) if isinstance(layout, Numeral) else layout.name if isinstance(layout, Name) else layout.text

    def row(self, inside: str) -> str:
        """Several parts as one."""
        return inside

    def enclose(self, inside: str, *parts: Layout) -> str:
        """Put parentheses round the text of some parts."""
        return f"({inside})"

    def quotient(self, numerator: Layout, denominator: Layout) -> str:
        """A quotient, here with a slash."""
        top = self.of(numerator) if isinstance(numerator, Product) else self._factor(numerator)
        is_whole = isinstance(denominator, (*ATOMIC, Power))
        return self.row(top + self.over + (self.of(denominator) if is_whole else self._in_parentheses(denominator)))

    def power(self, base: str, exponent: int) -> str:
        """A base, in its parentheses, to an exponent."""
        return f"{base}^{exponent}"

    def root(self, radicand: Layout) -> str:
        """A square root."""
        return f"sqrt({self.of(radicand)})"

    def function(self, function: Layout) -> str:
        """A function before its arguments."""
        return self.of(function)

    def mark(self, base: str, below: str, above: str) -> str:
        """A base with a lower mark, an upper mark or both."""
        return base + (f"_{below}" if below else "") + above

    def cases(self, branches: list[tuple[str, str]]) -> str:
        """Values, each with what it says of where it counts."""
        return "; ".join(map(" ".join, branches))

    def joint(self, joint: str) -> str:
        """What stands between formulas."""
        return joint

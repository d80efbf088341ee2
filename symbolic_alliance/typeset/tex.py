r"""LaTeX from a display tree, inline and displayed; a formula too wide for the line is broken at its terms and factors.

Inline a quotient is a fraction with a slash, on display ``\frac``.  Widths are estimates in em of the text size, on the wide
side, so that nothing overflows.
"""

from dataclasses import dataclass

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
from symbolic_alliance.typeset.widths import width

RELATIONS = {"<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "=": "=", ":=": ":=", "in": r"\in"}
SIGNS = {1: "+", -1: "-"}
SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
           "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "<": r"\textless{}", ">": r"\textgreater{}"}
WIDEST_ROOT = 14.0  # a wider one in running text is set as a power, which can be broken across lines
ATOMIC = (Numeral, Name, Root, Applied, Marked, Word)


def escaped(text: str) -> str:
    r"""Text that stands for itself in LaTeX.

    >>> escaped("50% of k_A")
    '50\\% of k\\_A'
    """
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def inline(layout: Layout) -> str:
    r"""LaTeX for running text, quotients with a slash.

    >>> k, q = Name("k_A", "k_A"), Name("q", "q")
    >>> inline(Fraction(q, Product((Numeral(2), k))))
    'q/(2 k_A)'
    """
    return Printer(slash=True).of(layout)


def display(layout: Layout) -> str:
    r"""LaTeX for a display, quotients with a bar.

    >>> k, q = Name("k_A", "k_A"), Name("q", "q")
    >>> display(Fraction(q, Product((Numeral(2), k))))
    '\\frac{q}{2 k_A}'
    """
    return Printer(slash=False).of(layout)


@dataclass(frozen=True)
class Printer:
    """Prints a layout; ``slash`` says how quotients are set."""

    slash: bool

    def of(self, layout: Layout) -> str:
        """The LaTeX of a layout."""
        match layout:
            case Numeral(value):
                return str(value)
            case Name(_, latex):
                return latex
            case Word(text):
                return rf"\text{{{escaped(text)}}}"
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return " ".join(map(self.factor, factors))
            case Fraction(numerator, denominator):
                return self._fraction(numerator, denominator)
            case Power(base, exponent):
                return f"{self.base(base)}^{{{exponent}}}" if exponent > 9 else f"{self.base(base)}^{exponent}"
            case Root(radicand) if self.slash and width(radicand) > WIDEST_ROOT:
                return f"({self.of(radicand)})^{{1/2}}"
            case Root(radicand):
                return rf"\sqrt{{{self.of(radicand)}}}"
        return self._formula(layout)

    def factor(self, layout: Layout) -> str:
        """A factor, in parentheses where it is a sum, or a quotient with a slash."""
        if isinstance(layout, (Sum, Relation, CaseList)) or (self.slash and isinstance(layout, Fraction)):
            return parenthesised(self.of(layout), layout, self.slash)
        return self.of(layout)

    def base(self, layout: Layout) -> str:
        """The base of a power."""
        if isinstance(layout, Marked) and layout.above:
            return parenthesised(self.of(layout), layout, self.slash)
        return self.of(layout) if isinstance(layout, ATOMIC) else parenthesised(self.of(layout), layout, self.slash)

    def _sum(self, terms: tuple[tuple[int, Layout], ...]) -> str:
        (sign, first), *rest = terms
        text = ("-" if sign < 0 else "") + self._term(first)
        return text + "".join(f" {SIGNS[sign]} {self._term(term)}" for sign, term in rest)

    def _term(self, layout: Layout) -> str:
        return self.factor(layout) if isinstance(layout, (Sum, Relation, CaseList)) else self.of(layout)

    def _fraction(self, numerator: Layout, denominator: Layout) -> str:
        if not self.slash:
            return rf"\frac{{{self.of(numerator)}}}{{{self.of(denominator)}}}"
        top = self.of(numerator) if isinstance(numerator, Product) else self.factor(numerator)
        bottom = self.of(denominator) if isinstance(denominator, (*ATOMIC, Power)) else f"({self.of(denominator)})"
        return f"{top}/{bottom}"

    def _formula(self, layout: Layout) -> str:
        match layout:
            case Applied(function, arguments):
                inner = ", ".join(map(self.of, arguments))
                is_high = not self.slash and any(map(is_tall, arguments))
                return self._function(function) + (rf"\left({inner}\right)" if is_high else f"({inner})")
            case Marked(base, below, above):
                lower = below if below.isdigit() else rf"\text{{{escaped(below)}}}"
                upper = above if not above.strip("'") else f"^{{{above}}}"
                return self.of(base) + (f"_{{{lower}}}" if below else "") + upper
            case CaseList(branches):
                rows = r" \\ ".join(rf"{self.of(value)} & {self.condition(condition)}" for value, condition in branches)
                return rf"\begin{{cases}} {rows} \end{{cases}}"
            case Relation(first, steps):
                return self.of(first) + "".join(f" {RELATIONS[sign]} {self.of(part)}" for sign, part in steps)
            case Sequence(parts, joint):
                return separator(joint).join(map(self.of, parts))
        raise TypeError(f"{layout!r} is no layout")

    def condition(self, layout: Layout) -> str:
        """What a case says after its value."""
        return self.of(layout) if isinstance(layout, Word) else rf"\text{{if }} {self.of(layout)}"

    def _function(self, function: Layout) -> str:
        known = isinstance(function, Word) and function.text in ("max", "min")
        return rf"\{function.text}" if known and isinstance(function, Word) else self.of(function)


def separator(joint: str) -> str:
    """What stands between the parts of a sequence."""
    return r",\quad " if joint == ", " else rf"\ \text{{{joint.strip()}}}\ "


def parenthesised(text: str, layout: Layout, slash: bool) -> str:
    """Put parentheses round, larger ones where a displayed fraction or a root stands inside."""
    return rf"\left({text}\right)" if not slash and is_tall(layout) else f"({text})"


def is_tall(layout: Layout) -> bool:
    """Whether a layout is higher than a line when displayed."""
    match layout:
        case Fraction():
            return True
        case Sum(terms):
            return any(is_tall(term) for _, term in terms)
        case Product(factors):
            return any(is_tall(factor) for factor in factors)
        case Power(base, _):
            return is_tall(base)
        case Root(radicand):
            return is_tall(radicand)
    return False

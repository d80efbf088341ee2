r"""LaTeX from a display tree, inline and displayed; a formula too wide for the line is broken at its terms and factors.

Inline a quotient is a fraction with a slash, on display ``\frac``.  Widths are estimates in em of the text size, on the wide
side, so that nothing overflows.
"""

from collections.abc import Mapping
from typing import ClassVar

from symbolic_alliance.typeset.layout import Layout, Name, Numeral, Power, Product, Quotient, Root, Sum, Word, parts_of
from symbolic_alliance.typeset.plain import Printer
from symbolic_alliance.typeset.widths import width

SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
           "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "<": r"\textless{}", ">": r"\textgreater{}"}
WIDEST_ROOT = 14.0  # a wider one in running text is set as a power, which can be broken across lines


def escape_tex(text: str) -> str:
    r"""Text that stands for itself in LaTeX.

    >>> escape_tex("50% of k_A")
    '50\\% of k\\_A'
    """
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def is_raised(latex: str) -> bool:
    """Whether LaTeX has a superscript or a prime outside of braces and parentheses, so that it can have no second one.

    >>> is_raised("c^H"), is_raised(r"\\hat{c}"), is_raised("c_{x^2}"), is_raised("m'")
    (True, False, False, True)
    """
    depth = 0
    for letter in latex:
        depth += (letter in "{(") - (letter in "})")
        if depth == 0 and letter in "^'":
            return True
    return False


class Tex(Printer):
    r"""Prints a layout as LaTeX.

    >>> k, q = Name("k_A", "k_A"), Name("q", "q")
    >>> quotient = Quotient(q, Product((Numeral(2), k)))
    >>> inline(quotient), display(quotient)
    ('q/(2 k_A)', '\\frac{q}{2 k_A}')
    """

    relations: ClassVar[Mapping[str, str]] = {**Printer.relations, "<=": r" \le ", ">=": r" \ge ", "!=": r" \ne ",
                                              "in": r" \in "}
    times: ClassVar[str] = " "
    condition: ClassVar[str] = r"\text{if } "

    def atom(self, layout: Numeral | Name | Word) -> str:
        """A number, the author's LaTeX for a name, or an upright word."""
        if isinstance(layout, Word):
            return rf"\text{{{escape_tex(layout.text)}}}"
        return layout.latex if isinstance(layout, Name) else super().atom(layout)

    def enclose(self, inside: str, *parts: Layout) -> str:
        """Put parentheses round, larger ones where a displayed quotient stands inside."""
        return rf"\left({inside}\right)" if not self.slash and any(map(is_tall, parts)) else f"({inside})"

    def quotient(self, numerator: Layout, denominator: Layout) -> str:
        """A quotient with a slash or with a bar."""
        if self.slash:
            return super().quotient(numerator, denominator)
        return rf"\frac{{{self.of(numerator)}}}{{{self.of(denominator)}}}"

    def power(self, base: str, exponent: int) -> str:
        """A base with its exponent above; one that has something above it already stands in parentheses."""
        base = f"({base})" if is_raised(base) else base
        return f"{base}^{{{exponent}}}" if exponent > 9 else f"{base}^{exponent}"

    def root(self, radicand: Layout) -> str:
        """A root; in running text a wide one is a power."""
        is_wide = self.slash and width(radicand) > WIDEST_ROOT
        return f"({self.of(radicand)})^{{1/2}}" if is_wide else rf"\sqrt{{{self.of(radicand)}}}"

    def function(self, function: Layout) -> str:
        """A function, with a command of its own where LaTeX has one."""
        return rf"\{function.text}" if isinstance(function, Word) and function.text in ("max", "min") else self.of(function)

    def mark(self, base: str, below: str, above: str) -> str:
        """A base with its marks; primes stand as they are."""
        base = f"{{{base}}}" if above and is_raised(base) else base
        lower = below if below.isdigit() else rf"\text{{{escape_tex(below)}}}"
        return base + (f"_{{{lower}}}" if below else "") + (f"^{{{above}}}" if above.strip("'") else above)

    def cases(self, branches: list[tuple[str, str]]) -> str:
        """Values and conditions in two columns."""
        rows = r" \\ ".join(map(" & ".join, branches))
        return rf"\begin{{cases}} {rows} \end{{cases}}"

    def joint(self, joint: str) -> str:
        """What stands between formulas, with room on both sides."""
        return r",\quad " if joint == ", " else rf"\ \text{{{joint.strip()}}}\ "


inline, display = Tex(slash=True).of, Tex(slash=False).of


def is_tall(layout: Layout) -> bool:
    """Whether a layout is higher than a line when displayed."""
    if isinstance(layout, (Sum, Product, Power, Root)):
        return any(map(is_tall, parts_of(layout)))
    return isinstance(layout, Quotient)

"""MathML presentation markup from a display tree: what the HTML edition shows, with no script and no TeX.

An author's LaTeX name is read only as far as names go: letters, Greek letters, sub- and superscripts and simple accents;
any other command is shown by its own name.
"""

import re
from collections.abc import Mapping
from html import escape
from html.entities import html5
from typing import ClassVar

from symbolic_alliance.typeset.layout import Layout, Name, Numeral, Word
from symbolic_alliance.typeset.plain import Printer
from symbolic_alliance.typeset.tex import Tex, display, inline

RELATIONS = {"<=": "&#x2264;", ">=": "&#x2265;", "<": "&lt;", ">": "&gt;", "=": "=", "!=": "&#x2260;", ":=": ":=",
             "in": "&#x2208;"}
FUNCTION_OF, PRIME = "<mo>&#x2061;</mo>", "<mo>&#x2032;</mo>"
ACCENTS = {"bar": "&#xaf;", "overline": "&#xaf;", "hat": "^", "tilde": "~", "underline": "_"}
TOKEN = re.compile(r"\\([A-Za-z]+)|([A-Za-z])|([0-9]+)|([_^{}'*])|(\\.|\S)")


def mathml(layout: Layout, is_display: bool = False, leading: str = "") -> str:
    r"""A ``math`` element, with a sign of comparison in front where one is given; in running text quotients have a slash.

    >>> from symbolic_alliance.typeset.layout import Quotient
    >>> half = Quotient(Name("q", "q"), Numeral(2))
    >>> mathml(half, is_display=True)
    '<math display="block" alttext="\\frac{q}{2}"><mfrac><mi>q</mi><mn>2</mn></mfrac></math>'
    >>> mathml(half)
    '<math alttext="q/2"><mrow><mi>q</mi><mo>/</mo><mn>2</mn></mrow></math>'
    """
    attribute = ' display="block"' if is_display else ""
    sign = f'<mo form="infix" lspace="0">{RELATIONS[leading]}</mo>' if leading else ""
    latex = (Tex.relations[leading].lstrip() if leading else "") + (display if is_display else inline)(layout)
    return f'<math{attribute} alttext="{escape(latex)}">{sign}{Markup(not is_display).of(layout)}</math>'


class Markup(Printer):
    """Writes a layout as markup, as one element."""

    minus: ClassVar[str] = "<mo>&#x2212;</mo>"
    signs: ClassVar[Mapping[int, str]] = {1: "<mo>+</mo>", -1: minus}
    relations: ClassVar[Mapping[str, str]] = {sign: f"<mo>{entity}</mo>" for sign, entity in RELATIONS.items()}
    times: ClassVar[str] = "<mo>&#x2062;</mo>"
    over: ClassVar[str] = "<mo>/</mo>"
    comma: ClassVar[str] = "<mo>,</mo>"
    condition: ClassVar[str] = "<mtext>if&#xa0;</mtext>"

    def atom(self, layout: Numeral | Name | Word) -> str:
        """A number, an author's name or a word."""
        if isinstance(layout, Name):
            return name(layout.latex)
        return f"<mn>{layout.value}</mn>" if isinstance(layout, Numeral) else f"<mtext>{escape(layout.text)}</mtext>"

    def row(self, inside: str) -> str:
        """Elements in a row."""
        return f"<mrow>{inside}</mrow>"

    def enclose(self, inside: str, *parts: Layout) -> str:
        """Elements in parentheses."""
        return self.row(f"<mo>(</mo>{inside}<mo>)</mo>")

    def quotient(self, numerator: Layout, denominator: Layout) -> str:
        """A quotient with a slash or with a bar."""
        if self.slash:
            return super().quotient(numerator, denominator)
        return f"<mfrac>{self.of(numerator)}{self.of(denominator)}</mfrac>"

    def power(self, base: str, exponent: int) -> str:
        """A base with its exponent above."""
        return f"<msup>{base}<mn>{exponent}</mn></msup>"

    def root(self, radicand: Layout) -> str:
        """A square root."""
        return f"<msqrt>{self.of(radicand)}</msqrt>"

    def function(self, function: Layout) -> str:
        """A function before its arguments, which is heard as applied to them."""
        return self.of(function) + FUNCTION_OF

    def mark(self, base: str, below: str, above: str) -> str:
        """A base with its marks."""
        lower = f"<mn>{below}</mn>" if below.isdigit() else f"<mtext>{escape(below)}</mtext>"
        upper = f"<mo>{escape(above).replace('&#x27;', '&#x2032;')}</mo>"
        return _with_scripts(base, lower if below else "", upper if above else "")

    def cases(self, branches: list[tuple[str, str]]) -> str:
        """Values and conditions in two columns after a brace."""
        rows = "".join(f"<mtr><mtd>{value}</mtd><mtd>{condition}</mtd></mtr>" for value, condition in branches)
        return self.row(f"<mo>{{</mo><mtable>{rows}</mtable>")

    def joint(self, joint: str) -> str:
        """A comma and some room, or a word."""
        is_comma = joint == ", "
        return '<mo>,</mo><mspace width="0.6em"/>' if is_comma else f"<mtext>&#xa0;{escape(joint.strip())}&#xa0;</mtext>"


def _with_scripts(base: str, below: str, above: str) -> str:
    """An element with another below, above or both."""
    if below and above:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    return f"<msub>{base}{below}</msub>" if below else f"<msup>{base}{above}</msup>" if above else base


def name(latex: str) -> str:
    r"""The markup of an author's name.

    >>> name("w_O"), name(r"\bar{\sigma}")
    ('<msub><mi>w</mi><mi>O</mi></msub>', '<mover><mi>&#963;</mi><mo>&#xaf;</mo></mover>')
    """
    tokens = [match.group(0) for match in TOKEN.finditer(latex)]
    parts: list[str] = []
    while tokens:
        parts.append(_script(tokens))
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def _script(tokens: list[str]) -> str:
    base, below, above = _atom(tokens), "", ""
    while tokens and tokens[0] in "_^'*":
        mark = tokens.pop(0)
        if mark == "_":
            below = _atom(tokens)
        else:
            above = PRIME if mark == "'" else "<mo>*</mo>" if mark == "*" else _atom(tokens)
    return _with_scripts(base, below, above)


def _atom(tokens: list[str]) -> str:
    if not tokens:
        return "<mrow></mrow>"
    token = tokens.pop(0)
    if token == "{":
        inner: list[str] = []
        while tokens and tokens[0] != "}":
            inner.append(_script(tokens))
        del tokens[:1]
        return inner[0] if len(inner) == 1 else f"<mrow>{''.join(inner)}</mrow>"
    if not token.startswith("\\"):
        return f"<mn>{token}</mn>" if token.isdigit() else f"<mi>{escape(token)}</mi>"
    command = token[1:]
    if command in ACCENTS:
        return f"<mover>{_atom(tokens)}<mo>{ACCENTS[command]}</mo></mover>"
    if command in ("mathrm", "text", "textit", "mathit", "mathbf", "operatorname"):
        return _atom(tokens)
    letter = html5.get(f"{command};", command)
    return f"<mi>{f'&#{ord(letter)};' if len(letter) == 1 else escape(command)}</mi>"

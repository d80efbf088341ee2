"""MathML presentation markup from a display tree: what the HTML edition shows, with no script and no TeX.

An author's LaTeX name is read only as far as names go: letters, Greek letters, sub- and superscripts and simple accents;
any other command is shown by its own name.
"""

import re
from dataclasses import dataclass
from html import escape
from html.entities import html5

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

RELATIONS = {"<=": "&#x2264;", ">=": "&#x2265;", "<": "&lt;", ">": "&gt;", "=": "=", ":=": ":=", "in": "&#x2208;"}
SIGNS = {1: "+", -1: "&#x2212;"}
INVISIBLE_TIMES, FUNCTION_OF, PRIME = "<mo>&#x2062;</mo>", "<mo>&#x2061;</mo>", "<mo>&#x2032;</mo>"
ACCENTS = {"bar": "&#xaf;", "overline": "&#xaf;", "hat": "^", "tilde": "~", "underline": "_"}
TOKEN = re.compile(r"\\([A-Za-z]+)|([A-Za-z])|([0-9]+)|([_^{}'*])|(\\.|\S)")


def mathml(layout: Layout, is_display: bool = False, leading: str = "") -> str:
    """A ``math`` element, with a sign of comparison in front where one is given; in running text quotients have a slash.

    >>> half = Fraction(Name("q", "q"), Numeral(2))
    >>> mathml(half, is_display=True)
    '<math display="block"><mfrac><mi>q</mi><mn>2</mn></mfrac></math>'
    >>> mathml(half)
    '<math><mrow><mi>q</mi><mo>/</mo><mn>2</mn></mrow></math>'
    """
    attribute = ' display="block"' if is_display else ""
    sign = f'<mo form="infix" lspace="0">{RELATIONS[leading]}</mo>' if leading else ""
    return f"<math{attribute}>{sign}{Markup(slash=not is_display).of(layout)}</math>"


@dataclass(frozen=True)
class Markup:
    """Writes a layout as markup; ``slash`` says how quotients are set."""

    slash: bool

    def of(self, layout: Layout) -> str:
        """The markup of a layout, one element."""
        match layout:
            case Numeral(value):
                return f"<mn>{value}</mn>"
            case Name(_, latex):
                return name(latex)
            case Word(text):
                return f"<mtext>{escape(text)}</mtext>"
            case Sum(terms):
                return row(self._sum(terms))
            case Product(factors):
                return row(INVISIBLE_TIMES.join(map(self._factor, factors)))
            case Fraction(numerator, denominator):
                return self._fraction(numerator, denominator)
            case Power(base, exponent):
                return f"<msup>{self._base(base)}<mn>{exponent}</mn></msup>"
            case Root(radicand):
                return f"<msqrt>{self.of(radicand)}</msqrt>"
        return self._formula(layout)

    def _formula(self, layout: Layout) -> str:
        match layout:
            case Applied(function, arguments):
                inner = "<mo>,</mo>".join(map(self.of, arguments))
                return row(f"{self.of(function)}{FUNCTION_OF}{enclosed(inner)}")
            case Marked(base, below, above):
                return marked(self.of(base), below, above)
            case CaseList(branches):
                rows = "".join(f"<mtr><mtd>{self.of(value)}</mtd><mtd>{self._condition(condition)}</mtd></mtr>"
                               for value, condition in branches)
                return row(f"<mo>{{</mo><mtable>{rows}</mtable>")
            case Relation(first, steps):
                return row(self.of(first) + "".join(f"<mo>{RELATIONS[sign]}</mo>{self.of(part)}" for sign, part in steps))
            case Sequence(parts, joint):
                comma, word = '<mo>,</mo><mspace width="0.6em"/>', f"<mtext>&#xa0;{escape(joint.strip())}&#xa0;</mtext>"
                return row((comma if joint == ", " else word).join(map(self.of, parts)))
        raise TypeError(f"{layout!r} is no layout")

    def _sum(self, terms: tuple[tuple[int, Layout], ...]) -> str:
        (sign, first), *rest = terms
        text = (f"<mo>{SIGNS[-1]}</mo>" if sign < 0 else "") + self._term(first)
        return text + "".join(f"<mo>{SIGNS[sign]}</mo>{self._term(term)}" for sign, term in rest)

    def _term(self, layout: Layout) -> str:
        return enclosed(self.of(layout)) if isinstance(layout, (Sum, Relation, CaseList)) else self.of(layout)

    def _factor(self, layout: Layout) -> str:
        is_open = self.slash and isinstance(layout, Fraction)
        return enclosed(self.of(layout)) if is_open else self._term(layout)

    def _base(self, layout: Layout) -> str:
        is_atomic = isinstance(layout, (Numeral, Name, Root, Applied, Word))
        return self.of(layout) if is_atomic else enclosed(self.of(layout))

    def _fraction(self, numerator: Layout, denominator: Layout) -> str:
        if not self.slash:
            return f"<mfrac>{self.of(numerator)}{self.of(denominator)}</mfrac>"
        top = self.of(numerator) if isinstance(numerator, Product) else self._factor(numerator)
        is_whole = isinstance(denominator, (Numeral, Name, Root, Applied, Word, Marked, Power))
        bottom = self.of(denominator) if is_whole else enclosed(self.of(denominator))
        return row(f"{top}<mo>/</mo>{bottom}")

    def _condition(self, layout: Layout) -> str:
        return self.of(layout) if isinstance(layout, Word) else row(f"<mtext>if&#xa0;</mtext>{self.of(layout)}")


def row(inner: str) -> str:
    """Elements in a row."""
    return f"<mrow>{inner}</mrow>"


def enclosed(inner: str) -> str:
    """An element in parentheses."""
    return row(f"<mo>(</mo>{inner}<mo>)</mo>")


def marked(base: str, below: str, above: str) -> str:
    """A base with a lower mark, an upper mark or both."""
    lower = f"<mn>{below}</mn>" if below.isdigit() else f"<mtext>{escape(below)}</mtext>"
    upper = f"<mo>{escape(above).replace('&#x27;', '&#x2032;')}</mo>"
    if below and above:
        return f"<msubsup>{base}{lower}{upper}</msubsup>"
    return f"<msub>{base}{lower}</msub>" if below else f"<msup>{base}{upper}</msup>" if above else base


def name(latex: str) -> str:
    r"""The markup of an author's name.

    >>> name("w_O"), name(r"\bar{\sigma}")
    ('<msub><mi>w</mi><mi>O</mi></msub>', '<mover><mi>&#963;</mi><mo>&#xaf;</mo></mover>')
    """
    tokens = [match.group(0) for match in TOKEN.finditer(latex)]
    parts: list[str] = []
    while tokens:
        parts.append(_scripted(tokens))
    return parts[0] if len(parts) == 1 else row("".join(parts))


def _scripted(tokens: list[str]) -> str:
    base, below, above = _atom(tokens), "", ""
    while tokens and tokens[0] in "_^'*":
        mark = tokens.pop(0)
        if mark == "_":
            below = _atom(tokens)
        else:
            above = PRIME if mark == "'" else "<mo>*</mo>" if mark == "*" else _atom(tokens)
    if below and above:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    return f"<msub>{base}{below}</msub>" if below else f"<msup>{base}{above}</msup>" if above else base


def _atom(tokens: list[str]) -> str:
    if not tokens:
        return "<mrow></mrow>"
    token = tokens.pop(0)
    if token == "{":
        inner: list[str] = []
        while tokens and tokens[0] != "}":
            inner.append(_scripted(tokens))
        del tokens[:1]
        return inner[0] if len(inner) == 1 else row("".join(inner))
    if not token.startswith("\\"):
        return f"<mn>{token}</mn>" if token.isdigit() else f"<mi>{escape(token)}</mi>"
    command = token[1:]
    if command in ACCENTS:
        return f"<mover>{_atom(tokens)}<mo>{ACCENTS[command]}</mo></mover>"
    if command in ("mathrm", "text", "textit", "mathit", "mathbf", "operatorname"):
        return _atom(tokens)
    letter = html5.get(f"{command};", command)
    return f"<mi>{f'&#{ord(letter)};' if len(letter) == 1 else escape(command)}</mi>"

"""Running text with formulas, as LaTeX and as HTML: what the templates call for every slot."""

import re
from collections.abc import Mapping
from html import escape

from symbolic_alliance.prose.document import Cite, Math, Part, Parts, Term
from symbolic_alliance.typeset.breaking import rows
from symbolic_alliance.typeset.layout import Layout
from symbolic_alliance.typeset.mathml import mathml
from symbolic_alliance.typeset.tex import escaped, inline

INDENT = r"\qquad "
QUOTED = re.compile(r'"([^"]*)"')


def curly(text: str) -> str:
    """Straight double quotes in pairs as typographic ones."""
    return QUOTED.sub("\N{LEFT DOUBLE QUOTATION MARK}\\1\N{RIGHT DOUBLE QUOTATION MARK}", text)


class LatexWords:
    """Prints parts as LaTeX; references are links to the numbers of a document."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._numbers = numbers

    def parts(self, parts: Parts) -> str:
        """A run of text."""
        return "".join(map(self._part, parts))

    def display(self, layout: Layout) -> str:
        r"""The inside of a displayed formula: one row, or several that are aligned at the left."""
        first, *rest = rows(layout)
        if not rest:
            return first.latex
        lines = [rf"& {first.latex}", *(rf"& {'' if row.is_start else INDENT}{row.latex}" for row in rest)]
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def number(self, label: str) -> str:
        """The number of a label."""
        return escaped(self._numbers[label])

    def _part(self, part: Part) -> str:
        match part:
            case str():
                return escaped(curly(part))
            case Math(layout):
                return f"${inline(layout)}$"
            case Term(text):
                return rf"\emph{{{escaped(text)}}}"
            case Cite(label):
                return rf"\hyperlink{{{label}}}{{{self.number(label)}}}"


class HtmlWords:
    """Prints parts as HTML with MathML."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._numbers = numbers

    def parts(self, parts: Parts) -> str:
        """A run of text."""
        return "".join(map(self._part, parts))

    def display(self, layout: Layout) -> str:
        """A displayed formula."""
        return mathml(layout, is_display=True)

    def number(self, label: str) -> str:
        """The number of a label."""
        return escape(self._numbers[label])

    def _part(self, part: Part) -> str:
        match part:
            case str():
                return escape(curly(part), quote=False)
            case Math(layout):
                return mathml(layout)
            case Term(text):
                return f"<em>{escape(text, quote=False)}</em>"
            case Cite(label):
                return f'<a href="#{escape(label)}">{self.number(label)}</a>'

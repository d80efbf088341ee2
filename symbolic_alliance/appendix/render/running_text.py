"""Running text with formulas, as LaTeX and as HTML: what the templates call for every slot."""

import re
from collections.abc import Mapping
from html import escape

from symbolic_alliance.appendix.prose.document import Words, kind_of
from symbolic_alliance.typeset.breaking import BREAK, rows
from symbolic_alliance.typeset.layout import Formulas, Layout, Relation
from symbolic_alliance.typeset.mathml import mathml
from symbolic_alliance.typeset.tex import escape_tex, inline
from symbolic_alliance.typeset.widths import width

WIDE = 40.0  # em of a line of the HTML edition
INDENT = r"\qquad "
ODD = re.compile(r"[^A-Za-z0-9_:.-]")
QUOTED = re.compile(r'"([^"]*)"')


def curly(text: str) -> str:
    """Straight double quotes in pairs as typographic ones."""
    return QUOTED.sub("\N{LEFT DOUBLE QUOTATION MARK}\\1\N{RIGHT DOUBLE QUOTATION MARK}", text)


def anchor(label: str) -> str:
    """The label as the target of a link, an id or a part of a file's name: of letters, digits and ``_ : . -``, else coded.

    >>> anchor("regime:status_quo"), anchor("regime:../war")
    ('regime:status_quo', 'regime:..=2f=war')
    """
    return ODD.sub(lambda odd: f"={ord(odd[0]):x}=", label)


class LatexWords(Words):
    """Prints parts as LaTeX; references are by label, so that it is TeX that counts."""

    def display(self, layout: Layout) -> str:
        r"""The inside of a displayed formula: one row, or several that are aligned at the left."""
        first, *rest = rows(layout)
        if not rest and BREAK not in first.latex:
            return first.latex
        lines = [rf"& {first.latex}", *(rf"& {'' if row.is_start else INDENT}{row.latex}" for row in rest)]
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def _text(self, text: str) -> str:
        return escape_tex(curly(text))

    def _term(self, text: str) -> str:
        return rf"\emph{{{escape_tex(text)}}}"

    def _cite(self, label: str) -> str:
        return rf"\{'eqref' if kind_of(label) == 'equation' else 'ref'}{{{anchor(label)}}}"

    def _formula(self, layout: Layout) -> str:
        return f"${inline(layout)}$"


class HtmlWords(Words):
    """Prints parts as HTML with MathML; a relation is several elements, between which a browser may break the line."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._numbers = numbers

    def display(self, layout: Layout) -> str:
        """A displayed formula; a sequence that is too wide for a line has as many of its parts in a line as fit."""
        lines = _fill(layout) if isinstance(layout, Formulas) else [layout]
        return "".join(mathml(line, is_display=True) for line in lines)

    def number(self, label: str) -> str:
        """The number of a label."""
        return escape(self._numbers[label])

    def _text(self, text: str) -> str:
        return escape(curly(text), quote=False)

    def _term(self, text: str) -> str:
        return f"<em>{escape(text, quote=False)}</em>"

    def _cite(self, label: str) -> str:
        return f'<a href="#{anchor(label)}">{_frame(label, self.number(label))}</a>'

    def _formula(self, layout: Layout) -> str:
        if isinstance(layout, Relation):
            return " ".join((mathml(layout.first), *(mathml(step, leading=sign) for sign, step in layout.steps)))
        return mathml(layout)


def _frame(label: str, number: str) -> str:
    """The number of an equation in parentheses, any other as it is."""
    return f"({number})" if kind_of(label) == "equation" else number


def _fill(sequence: Formulas) -> list[Layout]:
    """The parts of a sequence in lines of the HTML edition."""
    lines: list[tuple[Layout, ...]] = []
    for part in sequence.parts:
        if lines and width(Formulas((*lines[-1], part), sequence.joint)) <= WIDE:
            lines[-1] = (*lines[-1], part)
        else:
            lines.append((part,))
    return [line[0] if len(line) == 1 else Formulas(line, sequence.joint) for line in lines]

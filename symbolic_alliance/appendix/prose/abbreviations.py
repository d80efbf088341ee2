"""Abbreviations in a document: which letters it uses, where they are introduced, and every formula written with them.

In:  sections, what an author declares (`Model.abbreviations`), and the style.
Out: the sections with the letters put in, and the definition of those that occur, or none.
"""

from collections.abc import Mapping

import sympy as sp

from symbolic_alliance.appendix.prose.document import Display, NumberedStatement, Section, paragraph
from symbolic_alliance.typeset.layout import Formulas, Name, equation, layouts_in, replace_layouts, unfold
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.shorthand import FEWEST, Abbreviation, abbreviator, wide_radicands
from symbolic_alliance.typeset.style import Style


def abbreviate(sections: tuple[Section, ...], given: Mapping[str, sp.Expr],
               style: Style) -> tuple[tuple[Section, ...], NumberedStatement | None]:
    """Put the author's letters, and one for each wide radicand that recurs, into every formula."""
    known = tuple(Abbreviation(Name(name, name), normal_form(meant, style), meant) for name, meant in given.items())
    letters = (*known, *wide_radicands(list(layouts_in(sections)), known, style))
    while True:
        changed = replace_layouts(sections, abbreviator(letters, style))
        meanings = tuple(abbreviator(letters[:place], style)(one.meaning) for place, one in enumerate(letters))
        uses = [one for layout in (*layouts_in(changed), *meanings) for one in unfold(layout)]
        kept = tuple(one for one in letters if uses.count(one.name) >= FEWEST)
        if kept == letters:
            break
        letters = kept
    if not letters:
        return sections, None
    meant = Formulas(tuple(equation(one.name, meaning) for one, meaning in zip(letters, meanings, strict=True)))
    body = (paragraph("From here on write"), Display(meant))
    return changed, NumberedStatement("definition:abbreviations", "abbreviations", body)

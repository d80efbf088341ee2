"""Abbreviations in a document: which letters it uses, where they are introduced, and every formula written with them.

In:  sections, what an author declares (`Model.abbreviations`), and the style.
Out: the sections with the letters put in, and the definition of those that occur, or none.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import sympy as sp

from symbolic_alliance.appendix.prose.document import (
    Block,
    Display,
    Figure,
    Item,
    Listing,
    Math,
    NumberedStatement,
    Paragraph,
    Parts,
    Section,
    Table,
    walk,
)
from symbolic_alliance.typeset.layout import Formulas, Layout, Name, Relation, parts_of
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.shorthand import FEWEST, abbreviator, declared, wide_radicands
from symbolic_alliance.typeset.style import Style

LayoutChange = Callable[[Layout], Layout]


def abbreviated(sections: tuple[Section, ...], given: Mapping[str, sp.Expr],
                style: Style) -> tuple[tuple[Section, ...], NumberedStatement | None]:
    """Put the author's letters, and one for each wide radicand that recurs, into every formula."""
    known = declared(given, lambda expression: normal_form(expression, style))
    letters = (*known, *wide_radicands(list(formulas(sections)), known, style))
    while True:
        put = abbreviator(letters, style)
        changed = tuple(replace(section, blocks=_blocks(section.blocks, put)) for section in sections)
        meanings = tuple(abbreviator(letters[:place], style)(one.meaning) for place, one in enumerate(letters))
        uses = [name for layout in (*formulas(changed), *meanings) for name in _names(layout)]
        kept = tuple(one for one in letters if uses.count(one.name.name) >= FEWEST)
        if kept == letters:
            break
        letters = kept
    if not letters:
        return sections, None
    told = tuple(Relation(one.name, (("=", meaning),)) for one, meaning in zip(letters, meanings, strict=True))
    body = (Paragraph(("From here on write",)), Display(Formulas(told)))
    return changed, NumberedStatement("definition", "definition:abbreviations", "abbreviations", body)


def formulas(sections: tuple[Section, ...]) -> Iterator[Layout]:
    """Every formula of some sections."""
    for block in walk(sections):
        if isinstance(block, Display):
            yield block.layout
        runs: tuple[Parts, ...] = ()
        if isinstance(block, Paragraph):
            runs = (block.heading, block.parts)
        elif isinstance(block, Table):
            runs = (*block.header, *(cell for row in block.rows for cell in row))
        yield from (part.layout for run in runs for part in run if isinstance(part, Math))


def _names(layout: Layout) -> Iterator[str]:
    if isinstance(layout, Name):
        yield layout.name
    for part in parts_of(layout):
        yield from _names(part)


def _blocks(blocks: tuple[Block, ...], put: LayoutChange) -> tuple[Block, ...]:
    return tuple(_block(block, put) for block in blocks)


def _block(block: Block, put: LayoutChange) -> Block:
    match block:
        case Paragraph(parts, heading):
            return Paragraph(_parts(parts, put), _parts(heading, put))
        case Display(layout, label):
            return Display(put(layout), label)
        case Listing(items):
            return Listing(tuple(Item(_blocks(item.blocks, put), item.label) for item in items))
        case Figure():
            return block
        case Table(header, rows, widths):
            return Table(header, tuple(tuple(_parts(cell, put) for cell in row) for row in rows), widths)
        case NumberedStatement():
            return replace(block, body=_blocks(block.body, put), proof=_blocks(block.proof, put))


def _parts(parts: Parts, put: LayoutChange) -> Parts:
    return tuple(Math(put(part.layout)) if isinstance(part, Math) else part for part in parts)

"""The formulas of a document by the label that they follow, as a reader of its LaTeX meets them.

In:  a document.
Out: for each label the formulas after it, up to the next label or the end of its result; those that follow none under "".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from symbolic_alliance.appendix.prose.document import (
    Block,
    Cite,
    Display,
    Document,
    Figure,
    GameTerm,
    Listing,
    NumberedStatement,
    Paragraph,
    Parts,
    Table,
)
from symbolic_alliance.appendix.render.running_text import LatexWords, anchor
from symbolic_alliance.typeset.layout import Layout
from symbolic_alliance.typeset.tex import inline

CONDITIONS = ("if ", "where ", "while ", "for ")


@dataclass(frozen=True)
class Printed:
    """A formula of the derivation; the sentence that it stands in, by its words, where they make it a condition there."""

    layout: Layout
    latex: str
    is_condition: bool = False
    sentence: Parts = ()


Event = Printed | str


def expected_formulas(document: Document) -> dict[str, tuple[Printed, ...]]:
    """The formulas of a document by their label; a label comes before what stands in its result, item or equation."""
    found: dict[str, list[Printed]] = {"": []}
    label = ""
    for section in document.sections:
        for event in ("", *_events(section.blocks)):
            if isinstance(event, str):
                label = anchor(event)
            else:
                found.setdefault(label, []).append(event)
    opening = list(_of_parts(document.subtitle))
    return {"": (*opening, *found.pop("")), **{name: tuple(group) for name, group in found.items()}}


def _events(blocks: tuple[Block, ...]) -> Iterator[Event]:
    for block in blocks:
        match block:
            case Paragraph(parts, heading):
                yield from _of_parts(heading)
                yield from _of_parts(parts)
            case Display(layout, label):
                yield from ([label] if label else [])
                yield Printed(layout, LatexWords().display(layout))
            case Listing(items):
                for item in items:
                    yield from ([item.label] if item.label else [])
                    yield from _events(item.blocks)
            case Table(header, rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from _of_parts(cell)
            case Figure(label, _, caption):
                yield from _of_parts(caption)
                yield label
            case NumberedStatement(label, _, body, proof):
                yield label
                yield from _events((*body, *proof))
                yield ""


def _of_parts(parts: Parts) -> Iterator[Printed]:
    before = ""
    for part in parts:
        if isinstance(part, Layout):
            yield Printed(part, inline(part), before.endswith(CONDITIONS), parts)
            before = ""
        elif isinstance(part, str):
            before = part
        elif isinstance(part, (Cite, GameTerm)):
            before = ""

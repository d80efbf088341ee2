"""The parts of a text with formulas: what a proof is made of before it is LaTeX or HTML.

Text is running English with slots.  A slot holds a formula, a reference or a term (the name of a node, a move or an
outcome).  Labels are unique in a document; `number` gives each its number, in order of appearance.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from symbolic_alliance.typeset.layout import Layout


@dataclass(frozen=True)
class Math:
    """A formula in running text."""

    layout: Layout


@dataclass(frozen=True)
class Cite:
    """A reference to a labelled statement, equation, item or assumption."""

    label: str


@dataclass(frozen=True)
class GameTerm:
    """A name of the game: a node, a move or an outcome."""

    text: str


TextPart = str | Math | Cite | GameTerm
Parts = tuple[TextPart, ...]


@dataclass(frozen=True)
class Paragraph:
    """Sentences, with an optional heading that runs in."""

    parts: Parts
    heading: Parts = ()


@dataclass(frozen=True)
class Display:
    """A formula on lines of its own, numbered where it has a label."""

    layout: Layout
    label: str = ""


@dataclass(frozen=True)
class Item:
    """An item of a list, numbered where it has a label."""

    blocks: tuple["Block", ...]
    label: str = ""


@dataclass(frozen=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """A table; ``widths`` are the columns' shares of the line."""

    header: tuple[Parts, ...]
    rows: tuple[tuple[Parts, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Figure:
    """A figure: a file for LaTeX, a caption, and the same drawing as SVG for a browser."""

    file: str
    caption: Parts
    svg: str


@dataclass(frozen=True)
class NumberedStatement:
    """A definition, assumption, lemma, proposition or remark, with its proof where it has one."""

    kind: str
    label: str
    title: str
    body: tuple["Block", ...]
    proof: tuple["Block", ...] = ()


Block = Paragraph | Display | Listing | Table | Figure | NumberedStatement


@dataclass(frozen=True)
class Section:
    """A headed run of blocks."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A title and its sections."""

    title: str
    subtitle: Parts
    sections: tuple[Section, ...]
    numbers: dict[str, str] = field(default_factory=dict, hash=False)


SLOT = re.compile(r"\{(\w+)\}")
PREFIXES = {"policy": "S", "regime": "R", "cutoff": "C"}


def say(sentence: str, /, **slots: "TextPart | Parts") -> Parts:
    """Fill the slots of a sentence; `KeyError` names a slot that is left open.

    >>> say("The {who} moves at {node}.", who="ally", node=GameTerm("arms"))
    ('The ally moves at ', GameTerm(text='arms'), '.')
    """
    parts: list[TextPart] = []
    for place, piece in enumerate(SLOT.split(sentence)):
        filling = piece if place % 2 == 0 else slots[piece]
        for part in filling if isinstance(filling, tuple) else (filling,):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] = parts[-1] + part
            elif part != "":
                parts.append(part)
    return tuple(parts)


def listed(items: Sequence[Parts], last: str = " and ", comma: str = ", ") -> Parts:
    """Join parts with commas and a last word.

    >>> listed([("a",), ("b",), ("c",)])
    ('a, b and c',)
    """
    joined: Parts = ()
    for place, item in enumerate(items):
        joint = "" if place == 0 else last if place == len(items) - 1 else comma
        joined = say("{before}{joint}{item}", before=joined, joint=joint, item=item)
    return joined


def number(sections: tuple[Section, ...]) -> dict[str, str]:
    """The number of every label, by kind and in order of appearance."""
    numbers: dict[str, str] = {}
    counts: dict[str, int] = {}
    for block in walk(sections):
        for kind, label in _labels(block):
            counts[kind] = counts.get(kind, 0) + 1
            numbers[label] = f"{PREFIXES.get(kind, '')}{counts[kind]}"
    return numbers


def walk(sections: tuple[Section, ...]) -> Iterator[Block]:
    """Every block, in reading order."""
    for section in sections:
        yield from _inside(section.blocks)


def _inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, NumberedStatement):
            yield from _inside(block.body)
            yield from _inside(block.proof)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _inside(item.blocks)


def _labels(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, NumberedStatement):
        yield block.kind, block.label
    elif isinstance(block, Display) and block.label:
        yield "equation", block.label
    elif isinstance(block, Listing):
        for item in block.items:
            if item.label:
                yield item.label.partition(":")[0], item.label

"""The parts of a text with formulas: what a proof is made of before it is LaTeX or HTML.

Text is running English with slots.  A slot holds a formula, a reference or a term (the name of a node, a move or an outcome).
A label is a kind, a colon and a name, and unique in a document; `number` gives each its number, in order of appearance.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from symbolic_alliance.typeset.layout import Layout


@dataclass(frozen=True)
class Cite:
    """A reference to a labelled enunciation, equation, item or assumption."""

    label: str


@dataclass(frozen=True)
class GameTerm:
    """A name of the game: a node, a move or an outcome."""

    text: str


TextPart = str | Cite | GameTerm | Layout
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

    @property
    def kind(self) -> str:
        """What it is, where it has a label: an assumption, a regime, and so on."""
        return kind_of(self.label)


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
    """A figure: a label, a file for LaTeX, a caption, and the same drawing as SVG for a browser."""

    label: str
    file: str
    caption: Parts
    svg: str


@dataclass(frozen=True)
class NumberedStatement:
    """A definition, lemma, proposition, theorem or remark, with its proof where it has one.

    Where it is not proved, ``proof`` is what is known of it, and is set neither as a proof nor with the sign that ends one.
    """

    label: str
    title: str
    body: tuple["Block", ...]
    proof: tuple["Block", ...] = ()
    is_proved: bool = True

    @property
    def kind(self) -> str:
        """What it is: lemma, proposition, and so on."""
        return kind_of(self.label)


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


def say(sentence: str, /, **slots: TextPart | Parts) -> Parts:
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


def say_if(sentence: str, /, **slots: TextPart | Parts) -> Parts:
    """Fill the slots of a sentence, or say nothing where one of them holds nothing.

    >>> say_if(" if {condition}", condition="k < c"), say_if(" if {condition}", condition=())
    ((' if k < c',), ())
    """
    return say(sentence, **slots) if all(slots.values()) else ()


def join(items: Sequence[TextPart | Parts], last: str = " and ", comma: str = ", ") -> Parts:
    """Join parts with commas and a last word.

    >>> join(["a", ("b",), "c"])
    ('a, b and c',)
    """
    joined: Parts = ()
    for place, item in enumerate(items):
        joint = "" if place == 0 else last if place == len(items) - 1 else comma
        joined = say("{before}{joint}{item}", before=joined, joint=joint, item=item)
    return joined


def paragraph(sentence: str, /, heading: TextPart | Parts = (), **slots: TextPart | Parts) -> Paragraph:
    """A paragraph of a sentence whose slots are filled."""
    return Paragraph(say(sentence, **slots), heading if isinstance(heading, tuple) else (heading,))


def entry(sentence: str, /, **slots: TextPart | Parts) -> Item:
    """An item of a sentence whose slots are filled."""
    return Item((paragraph(sentence, **slots),))


def kind_of(label: str) -> str:
    """The kind of what a label stands for."""
    return label.partition(":")[0]


def number(sections: tuple[Section, ...]) -> dict[str, str]:
    """The number of every label, by kind and in order of appearance."""
    numbers: dict[str, str] = {}
    counts: dict[str, int] = {}
    for block in walk(sections):
        if label := getattr(block, "label", ""):
            kind = kind_of(label)
            counts[kind] = counts.get(kind, 0) + 1
            numbers[label] = f"{PREFIXES.get(kind, '')}{counts[kind]}"
    return numbers


def walk(value: object) -> Iterator[Block | Item]:
    """Every block and item in a section or a tuple, in reading order."""
    if isinstance(value, Block | Item):
        yield value
    if isinstance(value, tuple | Section | Block | Item):
        for part in value if isinstance(value, tuple) else vars(value).values():
            yield from walk(part)


class Words(ABC):
    """Prints parts in one notation."""

    def parts(self, parts: Parts) -> str:
        """A run of text."""
        return "".join(self._text(part) if isinstance(part, str) else self._term(part.text) if isinstance(part, GameTerm)
                       else self._cite(part.label) if isinstance(part, Cite) else self._formula(part) for part in parts)

    @abstractmethod
    def _text(self, text: str) -> str: ...

    @abstractmethod
    def _term(self, text: str) -> str: ...

    @abstractmethod
    def _cite(self, label: str) -> str: ...

    @abstractmethod
    def _formula(self, layout: Layout) -> str: ...

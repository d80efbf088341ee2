r"""Break a displayed formula into rows no wider than a line, and say where these may be broken in a narrow column.

Method: a formula is a row of chunks, each with its width and a penalty for breaking before it: relations first, then terms
of the outermost sum, then factors, then terms inside parentheses.  Chunks go into a row until the next does not fit; the
row is then cut where a low penalty and a full row are best balanced.  A quotient, a root or a power
wider than a column is opened: ``\frac{A}{B}`` becomes ``(A)/(B)``, so that it can be broken inside.  A row that is wider than
a column holds ``\narrowbreak`` where a document in columns goes on in a new row, and any other reads on.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from symbolic_alliance.typeset.layout import Formulas, Layout, Power, Product, Quotient, Relation, Root, Sum
from symbolic_alliance.typeset.tex import Tex, display
from symbolic_alliance.typeset.widths import JOINT, OPERATOR, PARENTHESIS, RELATION, SCRIPT, width

LINE, COLUMN = 32.0, 21.0
DISPLAY = Tex(slash=False)
NEVER = 9
INDENT, FULLNESS, WHOLE = 2.0, 3.5, 0.8
BREAK = r" \narrowbreak "
LED = ("+", "-", "=", "<", ">", r"\le", r"\ge", r"\in", ":=")  # what needs something on its left to be spaced as a relation


class Row(NamedTuple):
    """A row of a displayed formula; the first one, and one that starts a new part of a sequence, is not indented."""

    latex: str
    is_start: bool


class Chunk(NamedTuple):
    """A bit of LaTeX, how wide it is, and what it costs to start a row with it."""

    latex: str
    width: float
    penalty: int


def rows(layout: Layout, line: float = LINE, column: float = COLUMN) -> tuple[Row, ...]:
    r"""The rows of a displayed formula; one where it fits.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> [row.latex for row in rows(Sum(tuple((1, Name(letter, letter)) for letter in "abcdef")), line=6, column=5)]
    ['a + b + c', '{} + d \\narrowbreak {} + e', '{} + f']
    """
    if width(layout) <= column:
        return (Row(display(layout), True),)
    found = _fill(_chunks(layout, 0, column), line, isinstance(layout, Formulas))
    return tuple(Row(BREAK.join(_text(part) for part, _ in _fill(row, column - (0 if is_start else INDENT), False)), is_start)
                 for row, is_start in found)


def _fill(chunks: list[Chunk], line: float, is_sequence: bool) -> Iterator[tuple[list[Chunk], bool]]:
    """The chunks of every row, and whether it starts something."""
    room, is_start = line, True
    while chunks:
        used = list(accumulate(chunk.width for chunk in chunks))
        count = max(1, sum(end <= room for end in used))
        if count < len(chunks):  # cut at a low penalty and after a full row, and not before a quarter of the row
            count = -min(((chunks[place].penalty - FULLNESS * used[place - 1] / room, -place) for place in range(1, count + 1)
                          if used[place - 1] >= room / 4), default=(0.0, -count))[1]
        yield chunks[:count], is_start
        chunks = chunks[count:]
        is_start = is_sequence and bool(chunks) and chunks[0].penalty == 0
        room = line if is_start else line - INDENT


def _text(chunks: list[Chunk]) -> str:
    text = " ".join(chunk.latex for chunk in chunks)
    return "{} " + text if text.startswith(LED) else text


def _chunks(layout: Layout, depth: int, line: float) -> list[Chunk]:
    """The chunks of a layout; ``depth`` is the penalty at its outermost breaks."""
    match layout:
        case Formulas(parts, joint):
            *others, last = (_chunks(part, depth + 1, line) for part in parts)
            runs = [*(_before(run, DISPLAY.joint(joint), JOINT) for run in others), last]
            return [chunk for run in runs for chunk in _after("", 0, run, depth)]
        case Relation(first, steps):
            sides = (_after(DISPLAY.relations[sign].lstrip(), RELATION, _chunks(part, depth + 1, line), depth)
                     for sign, part in steps)
            return [*_chunks(first, depth + 1, line), *(chunk for side in sides for chunk in side)]
        case Sum(terms):
            found: list[Chunk] = []
            for place, (sign, term) in enumerate(terms):
                inside = (_enclose if isinstance(term, (Sum, Relation)) else _chunks)(term, depth + 1, line)
                found += inside if not place and sign > 0 else _after(
                    DISPLAY.signs[sign].lstrip(), OPERATOR, inside, depth if place else NEVER)
            return found
        case _ if width(layout) <= line * WHOLE:
            return [Chunk(display(layout), width(layout), depth)]
    return _open(layout, depth, line)


def _open(layout: Layout, depth: int, line: float) -> list[Chunk]:
    """The chunks of a product, a quotient, a power or a root that is too wide to stay whole."""
    match layout:
        case Product((first, *others)):
            rest = (_after("", 0, _factor(factor, depth + 2, line), depth + 1) for factor in others)
            return [*_factor(first, depth + 2, line), *(chunk for factor in rest for chunk in factor)]
        case Quotient(numerator, denominator):
            top = _open(numerator, depth, line) if isinstance(numerator, Product) else _factor(numerator, depth + 1, line)
            return [*top, *_after(r"\big/ ", 0.6, _enclose(denominator, depth + 2, line), depth + 1)]
        case Power(base, exponent):
            return _before(_enclose(base, depth + 2, line), f"^{{{exponent}}}", SCRIPT)
        case Root(radicand):
            return _before(_enclose(radicand, depth + 2, line), "^{1/2}", 3 * SCRIPT)
    return [Chunk(display(layout), width(layout), depth)]


def _factor(layout: Layout, depth: int, line: float) -> list[Chunk]:
    return (_enclose if isinstance(layout, Sum) else _chunks)(layout, depth, line)


def _enclose(layout: Layout, depth: int, line: float) -> list[Chunk]:
    r"""Pieces between parentheses of a fixed size, which may stand in different rows."""
    return _before(_after(r"\bigl( ", PARENTHESIS, _chunks(layout, depth, line)), r" \bigr)", PARENTHESIS)


def _after(latex: str, extra: float, chunks: list[Chunk], penalty: int | None = None) -> list[Chunk]:
    """The chunks after something that stays with the first of them."""
    first, *rest = chunks
    return [Chunk(latex + first.latex, first.width + extra, first.penalty if penalty is None else penalty), *rest]


def _before(chunks: list[Chunk], latex: str, extra: float) -> list[Chunk]:
    """The chunks before something that stays with the last of them."""
    *rest, last = chunks
    return [*rest, Chunk(last.latex + latex, last.width + extra, last.penalty)]

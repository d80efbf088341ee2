r"""Break a displayed formula into rows no wider than a line.

Method: a formula is a row of pieces, each with its width and a penalty for breaking before it: relations first, then terms
of the outermost sum, then factors, then terms inside parentheses.  Pieces go into a row until the next does not fit; the
row is then cut where a low penalty and a full row are best balanced.  A fraction, a root or a power
wider than the line is opened: ``\frac{A}{B}`` becomes ``(A)/(B)``, so that it can be broken inside.
"""

from collections.abc import Iterator
from typing import NamedTuple

from symbolic_alliance.typeset.layout import Fraction, Layout, Power, Product, Relation, Root, Sequence, Sum
from symbolic_alliance.typeset.tex import RELATIONS, SIGNS, Printer, separator
from symbolic_alliance.typeset.widths import JOINT, OPERATOR, PARENTHESIS, RELATION, SCRIPT, width

LINE = 35.0
NEVER = 9
INDENT, FULLNESS = 2.0, 3.5
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


def rows(layout: Layout, line: float = LINE) -> tuple[Row, ...]:
    r"""The rows of a displayed formula; one where it fits.

    >>> from symbolic_alliance.typeset.layout import Name
    >>> [row.latex for row in rows(Sum(tuple((1, Name(letter, letter)) for letter in "abcdef")), line=6)]
    ['a + b + c', '{} + d + e', '{} + f']
    """
    printer = Printer(slash=False)
    if width(layout) <= line:
        return (Row(printer.of(layout), True),)
    pieces = list(_pieces(layout, 0, line, printer))
    return tuple(_filled(pieces, line, isinstance(layout, Sequence)))


def _filled(pieces: list[Chunk], line: float, is_sequence: bool) -> Iterator[Row]:
    room, is_start = line, True
    while pieces:
        count, used = 0, 0.0
        while count < len(pieces) and (count == 0 or used + pieces[count].width <= room):
            used += pieces[count].width
            count += 1
        if count < len(pieces):
            count = _break(pieces, count, room)
        text = " ".join(piece.latex for piece in pieces[:count])
        yield Row("{} " + text if text.startswith(LED) else text, is_start)
        pieces = pieces[count:]
        is_start = is_sequence and bool(pieces) and pieces[0].penalty == 0
        room = line if is_start else line - INDENT


def _break(pieces: list[Chunk], count: int, line: float) -> int:
    """Where to cut: the place that is best between a low penalty and a full row, and not before a quarter of the row."""
    best, lowest, used = count, float(NEVER), 0.0
    for place in range(1, count + 1):
        used += pieces[place - 1].width
        cost = pieces[place].penalty - FULLNESS * used / line
        if used >= line / 4 and cost <= lowest:
            best, lowest = place, cost
    return best


def _pieces(layout: Layout, depth: int, line: float, printer: Printer) -> Iterator[Chunk]:
    """The pieces of a layout; ``depth`` is the penalty at its outermost breaks."""
    match layout:
        case Sequence(parts, joint):
            for place, part in enumerate(parts):
                pieces = list(_pieces(part, depth + 1, line, printer))
                if place < len(parts) - 1:
                    last = pieces[-1]
                    pieces[-1] = Chunk(last.latex + separator(joint), last.width + JOINT, last.penalty)
                yield pieces[0]._replace(penalty=depth)
                yield from pieces[1:]
        case Relation(first, steps):
            yield from _pieces(first, depth + 1, line, printer)
            for relation, part in steps:
                yield from _led(RELATIONS[relation], RELATION, depth, _pieces(part, depth + 1, line, printer))
        case Sum(terms):
            for place, (sign, term) in enumerate(terms):
                inner = _enclosed(term, depth + 1, line, printer) if isinstance(term, (Sum, Relation)) else _pieces(
                    term, depth + 1, line, printer)
                if place or sign < 0:
                    inner = _led(SIGNS[sign], OPERATOR, depth if place else NEVER, inner)
                yield from inner
        case _ if width(layout) <= line * 0.7:
            yield Chunk(printer.of(layout), width(layout), depth)
        case _:
            yield from _opened(layout, depth, line, printer)


def _opened(layout: Layout, depth: int, line: float, printer: Printer) -> Iterator[Chunk]:
    """The pieces of a product, a fraction, a power or a root that is too wide to stay whole."""
    match layout:
        case Product(factors):
            for place, factor in enumerate(factors):
                pieces = list(_factor(factor, depth + 2, line, printer))
                if place:
                    pieces[0] = pieces[0]._replace(penalty=depth + 1)
                yield from pieces
        case Fraction(numerator, denominator):
            bottom = list(_enclosed(denominator, depth + 2, line, printer))
            if isinstance(numerator, Product):
                yield from _opened(numerator, depth, line, printer)
            else:
                yield from _factor(numerator, depth + 1, line, printer)
            yield Chunk(r"\big/ " + bottom[0].latex, bottom[0].width + 0.6, depth + 1)
            yield from bottom[1:]
        case Power(base, exponent):
            *front, last = _enclosed(base, depth + 2, line, printer)
            yield from front
            yield Chunk(f"{last.latex}^{{{exponent}}}", last.width + SCRIPT, last.penalty)
        case Root(radicand):
            *front, last = _enclosed(radicand, depth + 2, line, printer)
            yield from front
            yield Chunk(f"{last.latex}^{{1/2}}", last.width + 3 * SCRIPT, last.penalty)
        case _:
            yield Chunk(printer.of(layout), width(layout), depth)


def _factor(layout: Layout, depth: int, line: float, printer: Printer) -> Iterator[Chunk]:
    if isinstance(layout, Sum):
        return _enclosed(layout, depth, line, printer)
    return _pieces(layout, depth, line, printer)


def _enclosed(layout: Layout, depth: int, line: float, printer: Printer) -> Iterator[Chunk]:
    r"""Pieces between parentheses of a fixed size, which may stand in different rows."""
    pieces = list(_pieces(layout, depth, line, printer))
    pieces[0] = Chunk(r"\bigl( " + pieces[0].latex, pieces[0].width + PARENTHESIS, pieces[0].penalty)
    pieces[-1] = Chunk(pieces[-1].latex + r" \bigr)", pieces[-1].width + PARENTHESIS, pieces[-1].penalty)
    yield from pieces


def _led(sign: str, sign_width: float, penalty: int, pieces: Iterator[Chunk]) -> Iterator[Chunk]:
    first = next(pieces)
    yield Chunk(f"{sign} {first.latex}", first.width + sign_width, penalty)
    yield from pieces

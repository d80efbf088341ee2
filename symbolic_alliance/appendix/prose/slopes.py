"""The proof behind a table of signs: the derivatives, row by row, as products with the reasons for their signs.

In:  a `Book`, a theorem with its table, and whether it is proved.
Out: blocks; what is not seen from factors is not shown.
"""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.appendix.prose.arguments import seen_sign
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.document import (
    Block,
    Cite,
    Item,
    Listing,
    Paragraph,
    Parts,
    join,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.claims.theorems import Assertion, StatedTheorem, Threshold
from symbolic_alliance.claims.theorems.language import SignTable
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.typeset.breaking import LINE
from symbolic_alliance.typeset.layout import ZERO, Name, Relation, negate
from symbolic_alliance.typeset.normal_form import factored_form
from symbolic_alliance.typeset.widths import width

SIGNS = "Each sign is that of a derivative, inside the place where the closed form counts."
CHANGES = " Where it changes, it is settled on either side, and a point is found for each."
SEEN = "Those that are seen from factors, row by row:"


def slopes(book: Book, theorem: StatedTheorem, table: SignTable, is_proved: bool) -> Iterator[Block]:
    """The derivatives whose sign is seen, row by row, as products with the reasons for their signs."""
    changes = any(cell.follows is not None for cells in table.cells for cell in cells)
    yield paragraph(SIGNS + CHANGES * changes)
    if not is_proved:
        return
    rows = []
    for (quantity, value), cells in zip(table.rows, table.cells, strict=True):
        told = [_slope(book, quantity, value, symbol, theorem.stated.assertions[cell.assertions[0]])
                for symbol, cell in zip(table.columns, cells, strict=True) if cell.assertions and cell.follows is None]
        seen = join([one for one in told if one], "; ", "; ")
        rows.append(say_if("{row}: {seen}", row=row_name(book, quantity, value), seen=seen) if seen else ())
    if any(rows):
        yield paragraph(SEEN)
        yield Listing(tuple(Item((Paragraph((*row, ".")),)) for row in rows if row))


def row_name(book: Book, quantity: Quantity, value: sp.Expr) -> Parts:
    """A letter, and which of its closed forms is meant: the case of a threshold, or the regime."""
    letter = book.style.name(quantity.symbol)
    for let in book.lets:
        if isinstance(let.value, Threshold) and let.quantity == quantity and len(let.value.cases) > 1:
            place = next((place for place, (form, _) in enumerate(let.value.cases, 1) if form == value), 0)
            return say("{letter}, case {place}", letter=letter, place=str(place))
    regimes = [Cite(context.label("regime", regime.name)) for context in reversed(book.contexts)
               for regime in context.equilibrium.regimes if regime.actions.get(quantity.name) == value]
    return say("{letter} in {regime}", letter=letter, regime=regimes[0]) if regimes else (letter,)


def _slope(book: Book, quantity: Quantity, value: sp.Expr, symbol: sp.Symbol, assertion: Assertion) -> Parts:
    """A derivative with its sign and the reason, or nothing where that is not seen or too long."""
    slope, cases = sp.diff(value, symbol), assertion.given.cases
    found = seen_sign(book, book.teller(()), slope, cases[0] if len(cases) == 1 else ())
    letter = Name(f"d{quantity.name}_d{symbol.name}", rf"\partial {quantity.latex}/\partial {book.style.name(symbol).latex}")
    if found is None:
        return ()
    sign, why = found
    form = factored_form(slope, book.style) if sign == ">" else negate(factored_form(-slope, book.style))
    shown = Relation(letter, (("=", form), (sign, ZERO)))
    return say("{shown}{why}", shown=shown, why=say_if(" {why}", why=why)) if width(shown) <= LINE else ()

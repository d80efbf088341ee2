"""The region of a regime in words: in normal form where it has one, else as it was solved.

In:  the context of a game, and a regime of it.
Out: a condition that a reader can use.
"""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Cite, Paragraph, Parts, join, paragraph, say
from symbolic_alliance.claims.region_form import Letter, Membership
from symbolic_alliance.claims.theorems import Let, Threshold
from symbolic_alliance.derivation.normal_form import Told, names_for
from symbolic_alliance.game.equilibrium import Regime


def region_words(context: Context, regime: Regime) -> Parts:
    """Where a regime is; nothing where it is everywhere."""
    told = context.forms.get(regime.name)
    if told is None:
        return context.condition(context.conditions.cases(regime.region.cases), None)
    within = [say("{place} holds", place=_place(context, one)) for one in told.within]
    choices = [join([_words(context, one) for one in several], " or ", ", ") for several in told.choices]
    is_alone = not within and not told.relations and len(choices) == 1
    return join([*within, *((one,) for one in told.relations), *(one if is_alone else say("either {one}", one=one)
                                                                 for one in choices)])


def letter_sources(book: Book) -> Iterator[Paragraph]:
    """Where the letters come from that conditions in normal form speak of; nothing where they speak of none."""
    names = names_for(book.derivation, book.derivation.equilibrium.game.name)
    used = {symbol for forms in book.derivation.forms.values() for form in forms for symbol in form.symbols}
    style = book.style.with_names(letter.quantity for letter in names.letters.values())
    homes: dict[str, dict[sp.Symbol, None]] = {}
    for theorem in book.theorems:
        for slot in theorem.stated.slots.values():
            if isinstance(slot, Let) and slot.symbol in used and isinstance(slot.value, Threshold):
                homes.setdefault(theorem.name, {})[slot.symbol] = None
    sayings = [say("{letters} of {theorem}", letters=join([style.name(symbol) for symbol in symbols]),
                   theorem=book.cite([name])) for name, symbols in homes.items()]
    chosen = [letter for symbol, letter in names.letters.items() if symbol in used and letter.game]
    sayings += [say("{letter}, which is the {choice} of {regimes}, and has a value only there", regimes=_regimes(one),
                    letter=style.name(one.symbol), choice=style.name(one.quantity.name.removeprefix(f"{one.game}_")))
                for one in chosen]
    if sayings:
        yield paragraph("The conditions of the regimes are told in normal form, with {sayings}. That each is "
                        "the region that was solved is settled as claims of its own, edges included.", sayings=join(sayings))


def _regimes(letter: Letter) -> Parts:
    names = dict.fromkeys(case.regime for case in letter.cases)
    return join([Cite(f"regime:{letter.game}-{name}") for name in names], " or ")


def _words(context: Context, one: Told) -> Parts:
    return say("{place} holds", place=_place(context, one)) if isinstance(one, Membership) else (one,)


def _place(context: Context, one: Membership) -> Cite:
    return Cite(f"regime:{one.game}-{one.regime}")

"""The sentence of a theorem: English with formulas, closed forms on lines of their own where they are wide.

In:  a `Book` and what a theorem states.
Out: paragraphs, displays and lists.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sympy as sp

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.document import (
    SLOT,
    Block,
    Cite,
    Display,
    Item,
    Listing,
    Paragraph,
    Parts,
    entry,
    join,
    paragraph,
    say,
)
from symbolic_alliance.appendix.prose.restated import region_words
from symbolic_alliance.appendix.prose.telling import put_known
from symbolic_alliance.claims.theorems import Formula, Let, Stated, Threshold
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.typeset.breaking import LINE
from symbolic_alliance.typeset.layout import CaseList, Formulas, Layout, Name, Relation, Word, equation, replace_layouts
from symbolic_alliance.typeset.marks import marked
from symbolic_alliance.typeset.normal_form import COMPARISONS, normal_form
from symbolic_alliance.typeset.relations import relation
from symbolic_alliance.typeset.widths import width

NARROW, MOST = 15.0, 2  # em of an equation within a sentence; alternatives of a condition that a list of closed forms repeats
PUNCTUATION = ".,;:"


def sentence(book: Book, stated: Stated) -> tuple[Block, ...]:
    """The English of a theorem with its slots filled."""
    return tuple(_Sentence(book).blocks(stated))


class _Sentence:
    def __init__(self, book: Book) -> None:
        self._book, self._style = book, book.style

    def blocks(self, stated: Stated) -> Iterator[Block]:
        """The paragraphs, and what interrupts them."""
        run: Parts = ()
        for place, piece in enumerate(SLOT.split(stated.text)):
            value = None if place % 2 == 0 else stated.slots[piece]
            block = self._block(value) if isinstance(value, Let) else None
            if block is None:
                run = say("{run}{words}", run=run, words=piece if place % 2 == 0 else self._words(value))
                continue
            yield from _paragraph(run)
            yield block
            run = ()
        yield from _paragraph(run)

    def _words(self, value: Any) -> Parts:
        if isinstance(value, Let):
            return self._let(value)
        if isinstance(value, Threshold):
            return (self._cases(value),)
        if isinstance(value, Formula):
            return self._book.contexts[0].condition([tuple(one.expression for one in case) for case in value.cases], None)
        if isinstance(value, (sp.And, sp.Or)):
            return join([self._words(part) for part in sorted(value.args, key=str)],
                        " and " if isinstance(value, sp.And) else " or ")
        if type(value).__name__ in COMPARISONS:
            return (equation(self._form(value.lhs), self._form(value.rhs), COMPARISONS[type(value).__name__]),)
        return (self._form(sp.sympify(value, strict=True)),)

    def _let(self, let: Let) -> Parts:
        """A letter with its one short closed form."""
        if let.value == ():
            return ("none in this model",)
        if isinstance(let.value, tuple):
            regime, = let.value
            return say("{equation} (in {cite})", equation=self._equation(let, regime), cite=self._cite(regime))
        return (self._equation(let, let.value),)

    def _block(self, let: Let) -> Block | None:
        """A letter that is told on lines of its own, or None."""
        value = let.value
        if isinstance(value, tuple):
            return Listing(tuple(self._offer(let, regime) for regime in value)) if len(value) > 1 else None
        if isinstance(value, Threshold) and len(value.cases) > 1:
            layout = equation(self._style.name(let.symbol), self._cases(value))
            return Display(layout) if width(layout) <= LINE else self._list(let, value)
        layout = self._equation(let, value)
        return None if width(layout) <= NARROW else Display(layout)

    def _equation(self, let: Let, value: Regime | Threshold | sp.Expr) -> Relation:
        closed_form = (value.value if isinstance(value, Threshold) else
                       value.actions[let.quantity.name] if isinstance(value, Regime) else value)
        name = self._style.name(let.symbol) if not isinstance(value, Regime) else self._marked(let, value)
        return equation(name, self._form(closed_form))

    def _marked(self, let: Let, regime: Regime) -> Name:
        """The letter of a choice, marked by the game in which it is made."""
        home = self._book.home(regime).equilibrium.game.name
        is_own = home == self._book.derivation.equilibrium.game.name
        quantity = marked(let.quantity, "alone" if home == self._book.benchmark else "" if is_own else "least")
        return Name(quantity.name, quantity.latex)

    # ---- thresholds

    def _cases(self, threshold: Threshold) -> CaseList:
        return CaseList(tuple((self._form(value), condition) for value, condition in self._branches(threshold)))

    def _branches(self, threshold: Threshold) -> Iterator[tuple[sp.Expr, Layout]]:
        """The values, each with its condition; the last is the rest where there are two opposite ones."""
        for place, (value, when) in enumerate(threshold.cases):
            is_rest = place > 0 and is_complementary(threshold)
            yield value, Word("otherwise") if is_rest else self._condition(when, threshold.symbol)

    def _condition(self, when: Sequence[sp.Expr], symbol: sp.Symbol) -> Layout:
        wanted = [one for one in self._book.unknowns if one != symbol]
        relations = tuple(relation(slack, wanted, self._style) for slack in when)
        return relations[0] if len(relations) == 1 else Formulas(relations, " and ")

    def _list(self, let: Let, threshold: Threshold) -> Listing:
        return Listing(tuple(
            _item(("otherwise",) if isinstance(condition, Word) else say("if {condition}", condition=condition),
                  self._equation(let, value)) for value, condition in self._branches(threshold)))

    # ---- regimes

    def _offer(self, let: Let, regime: Regime) -> Item:
        context, cite = self._book.home(regime), self._cite(regime)
        is_short = regime.name in context.forms or len(context.conditions.cases(regime.region.cases)) <= MOST
        told = region_words(context, regime) if is_short else ()
        condition = replace_layouts(told, lambda layout: put_known(layout, self._book.known))
        return _item(say("if {condition} ({cite})" if told else "in {cite}", condition=condition, cite=cite),
                     self._equation(let, regime))

    def _cite(self, regime: Regime) -> Cite:
        return Cite(self._book.home(regime).label("regime", regime.name))

    def _form(self, expression: sp.Expr) -> Layout:
        return normal_form(expression, self._style)


def is_complementary(threshold: Threshold) -> bool:
    """Whether there are two cases, and each counts where the other does not."""
    whens = [when for _, when in threshold.cases]
    return len(whens) == 2 and all(len(when) == 1 for when in whens) and sp.expand(whens[0][0] + whens[1][0]) == 0


def _item(where: Parts, equation: Layout) -> Item:
    if width(equation) <= NARROW:
        return entry("{equation} {where}", equation=equation, where=where)
    return Item((paragraph("{where}:", where=where), Display(equation)))


def _paragraph(run: Parts) -> Iterator[Paragraph]:
    """The run of a sentence between two interruptions, without the punctuation that closed the last one."""
    if run and isinstance(run[0], str):
        run = (run[0].lstrip(PUNCTUATION + " "), *run[1:])
    kept = tuple(part for part in run if part != "")
    if kept:
        yield Paragraph(kept)

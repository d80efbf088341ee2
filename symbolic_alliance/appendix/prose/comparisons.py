"""Comparisons of payoffs: each stated once, as an identity that a reader can multiply out, with the reason for its sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context, LabelledEquation
from symbolic_alliance.appendix.prose.document import Block, Cite, Display, Paragraph, Parts, listed, say
from symbolic_alliance.appendix.prose.reasons import Reason, Reasons
from symbolic_alliance.game.tree import Choose, Decide
from symbolic_alliance.typeset.expression_ring import NotAlgebraic
from symbolic_alliance.typeset.layout import Layout, Relation, Sum
from symbolic_alliance.typeset.normal_form import factored_form
from symbolic_alliance.typeset.relations import given
from symbolic_alliance.typeset.tex import display

LONG = 160  # how many characters of LaTeX a displayed identity may have; a longer one goes to the table at the end
NEW, KNOWN, OPPOSITE = "new", "known", "opposite"


@dataclass(frozen=True)
class Comparison:
    """An identity, new here where it carries its formula, and what is said of its sign."""

    label: str
    formula: Layout | None
    opening: Parts
    closing: Parts


class Comparisons:
    """The comparisons of one node's proof."""

    def __init__(self, context: Context, node: Decide | Choose) -> None:
        self._context, self._node = context, node
        self._reasons: Reasons = context.reasons(node)
        self._labels: dict[str, str] = {}

    def reason(self, difference: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        """Why a difference is not negative, or None where that is not seen from its factors."""
        found = self._reasons.of(difference, conditions)
        return found if found is not None and (found.sign > 0 or found.is_zero) else None

    def is_same(self, one: sp.Expr, other: sp.Expr) -> bool:
        """Whether two values are equal by algebra."""
        if one == other:
            return True
        try:
            return self._context.style.valued(one - other)[1].is_zero
        except NotAlgebraic:
            return False

    def compare(self, left: tuple[Layout, Layout], difference: sp.Expr, ranges: Sequence[Slacks],
                opening: Parts = ()) -> Comparison:
        """State ``left[0] - left[1]``, and why it is not negative on each of the ranges."""
        label, state = self._label(difference)
        formula = None
        if state == NEW:
            shared = tuple(slack for slack in ranges[0] if all(slack in conditions for conditions in ranges))
            style = given(self._context.style, ranges[0] if len(ranges) == 1 else shared)
            formula = Relation(Sum(((1, left[0]), (-1, left[1]))), (("=", factored_form(difference, style)),))
            is_long = len(display(formula)) > LONG
            self._context.identities.append(LabelledEquation(label, formula, is_long))
            formula = None if is_long else formula
        what = "not positive" if state == OPPOSITE else "not negative"
        return Comparison(label, formula, opening,
                          self._closing(what, [self.reason(difference, conditions) for conditions in ranges]))

    def _closing(self, what: str, reasons: Sequence[Reason | None]) -> Parts:
        """What makes it so; on a range where no reason is seen, how it was decided."""
        known = [reason for reason in reasons if reason is not None]
        sayings = [why for why in dict.fromkeys(self._context.why(reason, self._node) for reason in known) if why]
        if len(known) < len(reasons):
            how = self._context.computed(self._node)
            if not sayings:
                return say("{what} here: {how}", what=what, how=how)
            seen = listed(sayings, last=" or ", comma=", ")
            return say("{what} on some of that range {seen}; on the rest of it: {how}", what=what, seen=seen, how=how)
        if not sayings:
            is_square = any(reason.has_square for reason in known)
            return (f"{what}, as a square is" if is_square else what,)
        rest = tuple(part for why in sayings[1:] for part in say(", or on the rest of that range {why}", why=why))
        return say("{what} {first}{rest}", what=what, first=sayings[0], rest=rest)

    def _label(self, difference: sp.Expr) -> tuple[str, str]:
        """The label of a difference, and whether it, or its negative, has been stated."""
        for expression, state in ((difference, KNOWN), (-difference, OPPOSITE)):
            if self._key(expression) in self._labels:
                return self._labels[self._key(expression)], state
        key = self._key(difference)
        self._labels[key] = self._context.label("equation", f"{self._node.name}-{len(self._labels) + 1}")
        return self._labels[key], NEW

    def _key(self, expression: sp.Expr) -> str:
        """The same text for equal differences."""
        try:
            coordinates, value = self._context.style.valued(expression)
        except NotAlgebraic:
            return str(expression)
        return f"{value.key} {coordinates.kind}"


def told(comparisons: Iterable[Comparison]) -> tuple[Block, ...]:
    """The comparisons of a case: new identities displayed one by one, known ones cited together where the reason is one."""
    blocks: list[Block] = []
    known: dict[tuple[Parts, Parts], list[Parts]] = {}
    for comparison in comparisons:
        if comparison.formula is None:
            known.setdefault((comparison.opening, comparison.closing), []).append((Cite(comparison.label),))
            continue
        if comparison.opening:
            blocks.append(Paragraph(comparison.opening))
        blocks += [Display(comparison.formula, comparison.label), Paragraph(say("is {closing}.", closing=comparison.closing))]
    sentences: Parts = ()
    for (opening, closing), labels in known.items():
        labels = list(dict.fromkeys(labels))
        sentences = say("{before}{space}{opening}{gap}{labels} {verb} {closing}.", before=sentences,
                        space=" " if sentences else "", opening=opening, gap=" " if opening else "", labels=listed(labels),
                        verb="is" if len(labels) == 1 else "are", closing=closing)
    return (*blocks, Paragraph(sentences)) if sentences else tuple(blocks)

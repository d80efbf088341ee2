"""Comparisons of payoffs: each stated once, as an identity that a reader can multiply out, with the reason for its sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context, LabelledEquation
from symbolic_alliance.appendix.prose.document import Block, Cite, Item, Listing, Paragraph, Parts, join, paragraph, say
from symbolic_alliance.appendix.prose.reasons import Reason
from symbolic_alliance.game.tree import Choose, Decide
from symbolic_alliance.typeset.expression_ring import NotAlgebraic
from symbolic_alliance.typeset.layout import Layout, Sum, equation
from symbolic_alliance.typeset.normal_form import factored_form
from symbolic_alliance.typeset.relations import suppose
from symbolic_alliance.typeset.tex import display

LONG = 160  # how many characters of LaTeX a displayed identity may have; a longer one goes to the table at the end


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
        self._context, self._node, self.reasons = context, node, context.reasons(node)
        self._labels: dict[str, str] = {}

    def reason(self, difference: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        """Why a difference is not negative, or None where that is not seen from its factors."""
        found = self.reasons.of(difference, conditions)
        return found if found is not None and (found.sign > 0 or found.is_zero) else None

    def compare(self, left: tuple[Layout, Layout], difference: sp.Expr, ranges: Sequence[Slacks],
                opening: Parts = ()) -> Comparison:
        """State ``left[0] - left[1]``, and why it is not negative on each of the ranges."""
        key, what, formula = self._key(difference), "not negative", None
        if key not in self._labels and (opposite := self._key(-difference)) in self._labels:
            what, key = "not positive", opposite
        elif key not in self._labels:
            self._labels[key] = self._context.label("equation", f"{self._node.name}-{len(self._labels) + 1}")
            shared = tuple(slack for slack in ranges[0] if all(slack in conditions for conditions in ranges))
            formula = equation(Sum(((1, left[0]), (-1, left[1]))),
                               factored_form(difference, suppose(self._context.style, shared)))
            is_long = len(display(formula)) > LONG
            self._context.equations.append(LabelledEquation(self._labels[key], formula, is_long))
            formula = None if is_long else formula
        return Comparison(self._labels[key], formula, opening,
                          self._closing(what, [self.reason(difference, conditions) for conditions in ranges]))

    def _closing(self, what: str, reasons: Sequence[Reason | None]) -> Parts:
        """What makes it so; on a range where no reason is seen, how it was decided."""
        known = [reason for reason in reasons if reason is not None]
        sayings = [why for why in dict.fromkeys(self._context.why(reason, self._node) for reason in known) if why]
        if len(known) < len(reasons):
            how = self._context.grounds(self._node)
            if not sayings:
                return say("{what} here: {how}", what=what, how=how)
            return say("{what} on some of that range {seen}; on the rest of it: {how}", what=what,
                       seen=join(sayings, " or "), how=how)
        if not sayings:
            return (f"{what}, as a square is" if any(reason.has_square for reason in known) else what,)
        return say("{what} {why}", what=what, why=join(sayings, ", or on the rest of that range ",
                                                       ", or on the rest of that range "))

    def _key(self, expression: sp.Expr) -> str:
        """The same text for equal differences."""
        try:
            coordinates, value = self._context.style.read(expression)
        except NotAlgebraic:
            return str(expression)
        return f"{value.key} {coordinates.kind}"


def state(comparisons: Iterable[Comparison]) -> tuple[Block, ...]:
    """The comparisons of a case: new identities displayed one by one, known ones cited together where the reason is one."""
    blocks: list[Block] = []
    known: dict[tuple[Parts, Parts], dict[Cite, None]] = {}
    for comparison in comparisons:
        if comparison.formula is None:
            known.setdefault((comparison.opening, comparison.closing), {})[Cite(comparison.label)] = None
            continue
        if comparison.opening:
            blocks.append(Paragraph(comparison.opening))
        told = paragraph("{formula} is {closing}.", formula=comparison.formula, closing=comparison.closing)
        blocks.append(Listing((Item((told,), comparison.label),)))
    sentences = [say("{opening}{gap}{labels} {verb} {closing}.", opening=opening, gap=" " if opening else "",
                     labels=join(list(labels)), verb="is" if len(labels) == 1 else "are", closing=closing)
                 for (opening, closing), labels in known.items()]
    merged = _merge(blocks)
    return (*merged, Paragraph(join(sentences, " ", " "))) if sentences else merged


def _merge(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Lists that follow each other as one."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Listing) and found and isinstance(found[-1], Listing):
            found[-1] = Listing((*found[-1].items, *block.items))
        else:
            found.append(block)
    return tuple(found)

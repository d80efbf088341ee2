"""Comparisons of payoffs: each stated once, as an identity that a reader can multiply out, with the reason for its sign."""

from collections.abc import Sequence

import sympy as sp

from symbolic_alliance.game import Choose, Decide
from symbolic_alliance.prose.context import Context, Identity
from symbolic_alliance.prose.document import Block, Cite, Display, Paragraph, Parts, say
from symbolic_alliance.prose.reasons import Reason, Reasons
from symbolic_alliance.typeset.coordinates import NotAlgebraic
from symbolic_alliance.typeset.layout import Layout, Relation, Sum
from symbolic_alliance.typeset.normal_form import factored_form
from symbolic_alliance.typeset.relations import given
from symbolic_alliance.typeset.tex import display

LONG = 160


class Comparisons:
    """The comparisons of one node's proof."""

    def __init__(self, context: Context, node: Decide | Choose) -> None:
        self._context, self._node = context, node
        self._reasons: Reasons = context.reasons(node)
        self._labels: dict[str, str] = {}
        self._reduced: dict[sp.Expr, bool] = {}

    def reason(self, difference: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        """Why a difference is not negative, or None where that is not seen from its factors."""
        found = self._reasons.of(difference, conditions)
        return found if found is not None and (found.sign > 0 or found.is_zero) else None

    def is_zero(self, expression: sp.Expr) -> bool:
        """Whether an expression is 0 by algebra."""
        if expression not in self._reduced:
            reason = self._reasons.of(expression, ())
            self._reduced[expression] = reason is not None and reason.is_zero
        return self._reduced[expression]

    def same(self, payoffs: Sequence[sp.Expr], others: Sequence[sp.Expr]) -> bool:
        """Whether two payoff vectors are equal by algebra."""
        return all(self.is_zero(one - other) for one, other in zip(payoffs, others, strict=True))

    def stated(self, left: tuple[Layout, Layout], difference: sp.Expr, conditions: Sequence[sp.Expr],
               opening: Parts = ()) -> tuple[Block, ...]:
        """Say that a difference ``left[0] - left[1]`` is not negative: the identity once, then the reason for its sign."""
        reason = self.reason(difference, conditions)
        label, is_new = self._label(difference)
        identity = Cite(label)
        if is_new:
            style = given(self._context.style, conditions)
            formula = Relation(Sum(((1, left[0]), (-1, left[1]))), (("=", factored_form(difference, style)),))
            is_long = len(display(formula)) > LONG
            self._context.identities.append(Identity(label, formula, is_long))
            if not is_long:
                lead = (Paragraph(opening),) if opening else ()
                closing = self._closing(reason)
                return (*lead, Display(formula, label), Paragraph(closing))
        return (Paragraph(say("{opening} {identity}{closing}", opening=opening, identity=identity,
                              closing=say(" {words}", words=self._closing(reason)))),)

    def _closing(self, reason: Reason | None) -> Parts:
        if reason is None:
            return say("is not negative here: decided by computation.")
        why = self._context.why(reason, self._node)
        if not why:
            return say("is not negative{square}.", square=", a square" if reason.has_square else "")
        return say("is not negative {why}.", why=why)

    def _label(self, difference: sp.Expr) -> tuple[str, bool]:
        key = _key(difference, self._context)
        if key in self._labels:
            return self._labels[key], False
        self._labels[key] = f"equation:{self._node.name}-{len(self._labels) + 1}"
        return self._labels[key], True


def _key(expression: sp.Expr, context: Context) -> str:
    """The same text for equal differences."""
    try:
        coordinates, value = context.style.valued(expression)
        return f"{value.key} {coordinates.kind}"
    except NotAlgebraic:
        return str(expression)

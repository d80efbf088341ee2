"""House style of one model: how its quantities are named and ordered, and what is known of their signs."""

import re
from collections.abc import Hashable, Iterable
from copy import copy
from functools import cached_property
from typing import Any

import sympy as sp

from symbolic_alliance.algebra.factors import FactorMemo
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.game.tree import Choose, Game, histories
from symbolic_alliance.typeset.assumed_signs import AssumedSigns, IntervalEnd, Slack
from symbolic_alliance.typeset.expression_ring import Canonical, ExpressionRing, NotAlgebraic, opposite
from symbolic_alliance.typeset.layout import Layout, Name, Numeral, Sum
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.order import Order


class Style:
    """The author's names in their order, and the slacks that hold throughout the model.

    >>> style = Style([Quantity("q", "q", "a share"), Quantity("w_O", "w_O", "a cost")])
    >>> style.name(sp.Symbol("w_O", real=True))
    Name(name='w_O', latex='w_O')
    """

    def __init__(self, quantities: Iterable[Quantity], slacks: Iterable[Slack] = ()) -> None:
        self._given: dict[Canonical, int] = {}
        self.written: dict[sp.Expr, Layout] = {}
        self._valued: dict[sp.Expr, tuple[ExpressionRing, Rational] | NotAlgebraic] = {}
        self._factors = FactorMemo()
        self._helped: dict[tuple[Canonical, ...], Style] = {}
        self.forms: dict[Hashable, list[tuple[tuple[int, Any], dict[Canonical, int]]]] = {}
        self._latex = {quantity.name: quantity.latex for quantity in quantities}
        self.order = Order(self._latex)
        self.slacks = tuple(slacks)

    @classmethod
    def of(cls, game: Game, further: Iterable[Quantity] = (), known: Iterable[Slack] = ()) -> "Style":
        """The style of a game: parameters, then choices, with its assumptions and the intervals of its choices.

        ``further`` letters come last; ``known`` is what holds of them.
        """
        slacks = (*assumption_slacks(game), *interval_slacks(game), *known)
        return cls((*game.parameters, *game.choices, *game.divided, *further), slacks)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy needs: not what has been found out so far, in rings that cannot be copied."""
        kept = {name: value for name, value in self.__dict__.items() if name != "signs"}
        return {**kept, "written": {}, "forms": {}, "_helped": {}, "_valued": {}, "_factors": FactorMemo()}

    @cached_property
    def signs(self) -> AssumedSigns:
        """The signs that follow from the slacks."""
        return AssumedSigns(self.slacks, self.order.names)

    @property
    def letters(self) -> frozenset[str]:
        """The letters that the author's names are printed with, marks left out."""
        return frozenset(re.split(r"[_^]", latex)[0] for latex in self._latex.values())

    def with_given(self, positive: tuple[Canonical, ...]) -> "Style":
        """The same style where these polynomials are positive too."""
        if positive not in self._helped:
            style = copy(self)
            style.signs, style.forms, style._valued = self.signs, self.forms, self._valued
            known = (*(one for one, sign in self._given.items() if sign > 0), *positive)
            style._given = {**{opposite(one): -1 for one in known}, **dict.fromkeys(known, 1)}
            style.written, style._helped = {}, {}
            self._helped[positive] = style
        return self._helped[positive]

    def with_names(self, quantities: Iterable[Quantity]) -> "Style":
        """The same style with further letters, of which nothing is known."""
        fresh = {quantity.name: quantity.latex for quantity in quantities if quantity.name not in self._latex}
        style = Style((), self.slacks)
        style._latex = {**self._latex, **fresh}
        style.order, style._factors = Order(style._latex), self._factors
        return style

    @property
    def is_conditional(self) -> bool:
        """Whether some polynomials are given to be positive."""
        return bool(self._given)

    def given_sign(self, canonical: Canonical) -> int:
        """The sign of a polynomial that is given to be positive, or whose negative is; else 0."""
        return self._given.get(canonical, 0)

    def name(self, symbol: sp.Symbol | str) -> Name:
        """How a symbol is printed; `ModelError` names one that the model does not declare."""
        name = symbol if isinstance(symbol, str) else symbol.name
        if name not in self._latex:
            raise ModelError(f"{name} cannot be printed: the model declares {', '.join(self._latex)}")
        return Name(name, self._latex[name])

    def read(self, expression: sp.Expr) -> tuple[ExpressionRing, Rational]:
        """A ring for an expression, and its value in it; `NotAlgebraic` where it has none."""
        if expression not in self._valued:
            try:
                coordinates = ExpressionRing(expression, self.signs.is_positive, self.order.names, factors=self._factors)
                self._valued[expression] = (coordinates, coordinates.value(expression))
            except NotAlgebraic as reason:
                self._valued[expression] = reason
        found = self._valued[expression]
        if isinstance(found, NotAlgebraic):
            raise found
        return found

    def is_same(self, one: sp.Expr, other: sp.Expr) -> bool:
        """Whether two expressions are known to be equal, by algebra."""
        try:
            return one == other or self.read(one - other)[1].is_zero
        except NotAlgebraic:
            return False

    def is_positive(self, layout: Sum) -> bool:
        """Whether a sum of plain names and numbers is known to be positive."""
        is_plain = all(isinstance(term, (Name, Numeral)) for _, term in layout.terms)
        return is_plain and self.signs.is_positive(expression_of(layout))


def assumption_slacks(game: Game) -> tuple[Slack, ...]:
    """What the assumptions say, by their names."""
    return tuple(Slack(slack, strict, assumption.name)
                 for assumption in game.parameters.assumptions for slack, strict in assumption.slacks)


def interval_slacks(game: Game) -> tuple[Slack, ...]:
    """What the intervals of the choices say."""
    found: dict[str, tuple[Slack, ...]] = {}
    for _, node in histories(game):
        if isinstance(node, Choose):
            name, symbol = node.choice.name, node.choice.symbol
            lower = Slack(symbol - node.lower, node.lower_open, IntervalEnd(name))
            upper = () if node.upper is None else (Slack(node.upper - symbol, node.upper_open, IntervalEnd(name, True)),)
            found.setdefault(name, (lower, *upper))
    return tuple(slack for slacks in found.values() for slack in slacks)

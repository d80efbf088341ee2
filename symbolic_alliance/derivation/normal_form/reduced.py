"""Comparisons without the factors whose signs are known: the same condition, easier to conclude from.

In:  a solved game, and slacks.
Out: of each slack that is a product another that has its sign wherever the assumptions hold.  The oracle says so; where a
     proof uses it, that the one follows from the other is stated as a claim of its own.
"""

from collections.abc import Iterable, Iterator

import sympy as sp

from symbolic_alliance.algebra.factoring import factorize
from symbolic_alliance.algebra.node_plans import strategy_arena
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.equilibrium import Equilibrium


class Reduction:
    """The reduced slacks of one game."""

    def __init__(self, solved: Equilibrium) -> None:
        self._arena = strategy_arena(solved.game, solved.strategy)
        self._translator = Translator(self._arena)

    def of(self, slacks: Iterable[sp.Expr]) -> Iterator[tuple[sp.Expr, sp.Expr]]:
        """Each slack with its reduced form, where that is another."""
        for slack in dict.fromkeys(slacks):
            reduced = self._reduced(slack)
            if reduced is not None and factorize(reduced).text != factorize(slack).text:
                yield slack, reduced

    def _reduced(self, slack: sp.Expr) -> sp.Expr | None:
        try:
            condition = self._arena.signs.nonnegative(self._arena.chart.rational(slack, self._arena.signs.sign_of))
        except ModelError:  # a root whose sign is not known
            return None
        return None if isinstance(condition, bool) else self._translator.slack(condition)

"""The offensive clause: what becomes of the argument if the superpower's forces fight beside the ally also where it attacks.

A variant of `burden_sharing` that changes one line of the model, the chance that the ally wins a war that it starts.  The
theorems are the same ones, stated about what is derived here: each survives, or breaks at a point that is shown.
"""

from dataclasses import replace

import sympy as sp

from derivations.burden_sharing import DERIVATION as BASE
from derivations.burden_sharing.model import BurdenSharing, LeastOffers


class OffensiveClause:
    """The line that changes."""

    def p_off(self, forces: sp.Expr) -> sp.Expr:
        """The chance that the ally wins a war that it starts: the superpower's forces fight beside it."""
        return self.p_def(forces)  # type: ignore[attr-defined]


class Offensive(OffensiveClause, BurdenSharing):
    """The game."""

    name = "offensive_clause"
    title = "Burden-sharing with an offensive clause"


class OffensiveLeastOffers(OffensiveClause, LeastOffers):
    """The same with participation set aside."""


GAME = Offensive().game()
DERIVATION = replace(
    BASE,
    game=GAME,
    benchmark=GAME.subgame("ally_arms_alone", "without_alliance", "The game without an alliance"),
    companions=(OffensiveLeastOffers().game(),),
    sentences={},
    variant_of="burden_sharing",
)

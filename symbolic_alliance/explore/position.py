"""Where a point lies: which regions and assumptions hold there, and which regimes, decided exactly.

In:  an equilibrium, and a point: an exact number, rational or in a tower of square roots, for each parameter.
Out: yes or no, never a tolerance.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cmp_to_key
from typing import TypeAlias

from symbolic_alliance.exact import Surd, evaluate, sign
from symbolic_alliance.game.equilibrium import Equilibrium, Regime
from symbolic_alliance.game.parameters import Parameters

Exact: TypeAlias = Fraction | Surd
ExactPoint: TypeAlias = Mapping[str, Exact]


def assumptions_hold(parameters: Parameters, point: ExactPoint) -> bool:
    """Whether a point lies in the assumed set."""
    slacks = (slack for assumption in parameters.assumptions for slack in assumption.slacks)
    return all(sign(slack, point) >= is_strict for slack, is_strict in slacks)


def regimes_at(equilibrium: Equilibrium, point: ExactPoint) -> tuple[Regime, ...]:
    """The regimes that hold at a point: more than one on an edge, none where the equilibrium is unsolved.

    The one to report comes first: the first player's preferred, then the shorter path, then the one with fewer real choices
    that are not zero.
    """
    first = equilibrium.game.players[0]

    def order(one: Regime, other: Regime) -> int:
        return (sign(other.payoffs[first] - one.payoffs[first], point)
                or len(one.path) - len(other.path)
                or _activity(one, point) - _activity(other, point))

    found = [regime for regime in equilibrium.regimes if regime.region.contains(point)]
    return tuple(sorted(found, key=cmp_to_key(order)))


def _activity(regime: Regime, point: ExactPoint) -> int:
    return sum(evaluate(action, point) != 0 for action in regime.actions.values())

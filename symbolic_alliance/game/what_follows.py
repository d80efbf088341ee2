"""What an equilibrium plays from a node on, and what everybody gets: read off the policies, not derived again.

In:  an equilibrium whose policies say what they pay, and a node of its game.
Out: `Following`s in order: at a history the first whose region holds is played.
"""

from dataclasses import dataclass
from itertools import product

import sympy as sp

from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import EVERYWHERE, Equilibrium, Region, intersection
from symbolic_alliance.game.tree import Lottery, Node, Outcome, joint_outcome


@dataclass(frozen=True)
class Following:
    """On the region the play ends in ``outcome`` and pays the players, in the game's order, ``payoffs``."""

    region: Region
    outcome: str
    payoffs: tuple[sp.Expr, ...]


def what_follows(equilibrium: Equilibrium, node: Node) -> tuple[Following, ...]:
    """Return what is played from a node on: at a lottery each way of playing on after every branch, paid on average.

    Raises `RequestError` where a policy does not say what it pays.
    """
    if isinstance(node, Outcome):
        return (Following(EVERYWHERE, node.label, tuple(node.payoffs[player] for player in equilibrium.game.players)),)
    if isinstance(node, Lottery):
        after = [what_follows(equilibrium, child) for _, child in node.branches.values()]
        return tuple(_expected(node, together) for together in product(*after))
    pieces = equilibrium.strategy[node.name].pieces
    if any(not piece.payoffs for piece in pieces):
        raise RequestError(f"the policy at node {node.name} does not say what it pays: a proof cannot be written from it")
    return tuple(Following(piece.region, piece.outcome, piece.payoffs) for piece in pieces)


def _expected(lottery: Lottery, after: tuple[Following, ...]) -> Following:
    payoffs = tuple(sp.Add(*map(sp.Mul, lottery.probabilities, paid))
                    for paid in zip(*(one.payoffs for one in after), strict=True))
    return Following(intersection(*(one.region for one in after)), joint_outcome(one.outcome for one in after), payoffs)

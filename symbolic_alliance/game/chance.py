"""What a path of play comes to where chance moves: which nodes are reached, after what, and how likely each end is.

In:  a game, and the actions at the movers' nodes that may be reached, such as the path of a regime.
Out: the nodes that are reached, one after the other, each with its history and its probability, as closed forms.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Node, Outcome

Taken: TypeAlias = str | sp.Expr


@dataclass(frozen=True)
class Visit:
    """A node that is reached: by the moves of players and of chance before it, and with which probability."""

    node: Node
    before: tuple[tuple[str, Taken], ...]
    probability: sp.Expr


def visits(game: Game, path: Iterable[tuple[str, Taken]]) -> Iterator[Visit]:
    """Follow a path from the root down; of a lottery every branch is followed."""
    actions = dict(path)

    def follow(here: Visit, chosen: Mapping[sp.Basic, sp.Basic]) -> Iterator[Visit]:
        yield here
        node = here.node
        if isinstance(node, Lottery):
            for label, (chance, child) in node.branches.items():
                after = sp.cancel(sp.together(here.probability * chance.xreplace(chosen)))
                yield from follow(Visit(child, (*here.before, (node.name, label)), after), chosen)
        elif isinstance(node, Decide):
            move = str(actions[node.name])
            yield from follow(Visit(node.moves[move], (*here.before, (node.name, move)), here.probability), chosen)
        elif isinstance(node, Choose):
            action = actions[node.name]
            assert isinstance(action, sp.Expr)
            yield from follow(Visit(node.then, (*here.before, (node.name, action)), here.probability),
                              {**chosen, node.choice.symbol: action})

    return follow(Visit(game.root, (), sp.Integer(1)), {})


def outcome_probabilities(game: Game, path: Iterable[tuple[str, Taken]]) -> Mapping[str, sp.Expr]:
    """Return how likely each outcome of a game is on a path, by its label, 0 where it does not arise; nothing where chance
    does not move in the game.

    >>> p, x = sp.symbols("p x", real=True)
    >>> from symbolic_alliance import Choice, Parameter, Parameters
    >>> won, lost = Outcome("victory", {"A": 1 - x}), Outcome("defeat", {"A": 0})
    >>> war = Lottery("war", {"won": (p * x, won), "lost": (1 - p * x, lost)})
    >>> game = Game("arms", "Arms", ("A",), Parameters((Parameter("p", "p", "its worth"),), (), {"p": "1/2"}),
    ...     Choose("arm", "A", Choice("x", "x", "arms"), 0, 1, war))
    >>> outcome_probabilities(game, (("arm", sp.Rational(1, 2)),))
    {'victory': p/2, 'defeat': 1 - p/2}
    """
    found = {node.label: sp.Integer(0) for node in game.nodes if isinstance(node, Outcome)} if game.lotteries else {}
    for visit in visits(game, path) if found else ():
        if isinstance(visit.node, Outcome):
            found[visit.node.label] = sp.cancel(found[visit.node.label] + visit.probability)
    return found

"""Whether the tree bears out a refutation: at the point of a refuted claim the strategy is played, literally.

In:  a solved game and a refuted claim about its strategy, with its point.
Out: whether the mover gains there by another action, or there is no plan or no payoff; of a claim that no history is left
     out, whether one is.  Claims of other kinds are about forms: the point itself is all that there is to look at.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from symbolic_alliance.closed_form import UndefinedForm
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.walk import play
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.tree import Choose, Decide, Node, Outcome, children, parts_of
from symbolic_alliance.proof.claim import ClaimKind

Moves = tuple[tuple[str, str | Fraction], ...]


def is_borne_out(equilibrium: Equilibrium, claim: JudgedClaim) -> bool:
    """Whether the strategy goes wrong on the tree where a claim about it is refuted.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Game, Parameter, Parameters, solve
    >>> from symbolic_alliance.proof.claim import Verdict
    >>> c = sp.Symbol("c", real=True)
    >>> strike = Decide("strike", "rival", {"hold": Outcome("bluff", {"rival": 0}), "go": Outcome("war", {"rival": 1 - c})})
    >>> game = Game("threat", "A threat", ("rival",), Parameters((Parameter("c", "c", "the rival's cost of war"),),
    ...     (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2}), strike)
    >>> refuted = JudgedClaim("it", ClaimKind.BEST_RESPONSE, "strike", "", (), Verdict.REFUTED, point={"c": Fraction(1, 2)})
    >>> is_borne_out(solve(game), refuted)
    False
    """
    game, point = equilibrium.game, claim.point
    if point is None or claim.kind not in (ClaimKind.BEST_RESPONSE, ClaimKind.COVER):
        return True
    node = game.node(claim.about)
    at = {name: point[name] for name in game.parameters.names}
    before = next(way for way in _ways(game.root, node, point))
    try:
        own = play(game, equilibrium.strategy, at, before).payoffs
        if claim.kind is ClaimKind.COVER:
            return False
        return any(play(game, equilibrium.strategy, at, (*before, *other)).payoffs[node.player] > own[node.player]
                   for other in _others(node, point))
    except (RequestError, UndefinedForm):
        return True


def _ways(start: Node, end: Node, point: Mapping[str, Fraction]) -> Iterator[Moves]:
    """The ways from one node to another, as moves of players and of chance; choices as at the point."""
    if start is end:
        yield ()
    elif isinstance(start, Choose):
        yield from (((start.name, point[start.choice.name]), *rest) for rest in _ways(start.then, end, point))
    elif not isinstance(start, Outcome):
        for label, child in zip(start.moves if isinstance(start, Decide) else start.branches, children(start), strict=True):
            yield from (((start.name, label), *rest) for rest in _ways(child, end, point))


def _others(node: Decide | Choose, point: Mapping[str, Fraction]) -> Iterator[Moves]:
    """What the mover could do: the choice of the point, any move, a number of the point in a part of a divided choice."""
    if isinstance(node, Choose):
        yield ((node.name, point[node.choice.name]),)
        return
    for label, child in node.moves.items():
        if child not in parts_of(node):
            yield ((node.name, label),)
        elif isinstance(child, Choose) and child.choice.name in point:
            yield (node.name, label), (child.name, point[child.choice.name])

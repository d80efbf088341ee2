"""What must hold of a strategy so that it can be carried out at every history.

In:  a `Game` and a `Strategy` in closed form.
Out: claims, stated where a piece's conditions hold as they are printed, edges included:
  - ``defined``: whatever a condition divides by is not 0;
  - ``feasible``: the action has a value there, and lies in its interval, or an earlier piece is played;
  - ``cover``, of a plan that does not have all its edges: every history lies in a piece, or among those left out;
and, on open sets, so that no order of the pieces makes another plan of them but on edges:
  - ``no_overlap``: no history lies inside two pieces that do not do the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import sympy as sp

from symbolic_alliance.algebra.well_posed import (
    Conclusion,
    as_printed,
    closed_claim,
    divisors,
    not_zero,
    prove_closed,
    values_lost,
)
from symbolic_alliance.game.equilibrium import Policy
from symbolic_alliance.game.tree import Choose, Game
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality

YIELDS = ", or an earlier plan is followed"


def closure_claims(game: Game, policy: Policy) -> Iterator[Claim]:
    """State what must hold of the plan at one node on closed sets; the claims have no numbers yet."""
    node = game.node(policy.node)
    for divisor in dict.fromkeys(one for piece in policy.pieces for case in piece.region.cases for slack in case
                                 for one in divisors(slack)):
        text = f"a condition of the plan at {node.name} has a value: what it divides by is not 0"
        yield closed_claim(game, node.name, ClaimKind.DEFINED, text, (), not_zero(divisor))
    if isinstance(node, Choose):
        yield from _feasible(game, node, policy)
    yield from _no_overlap(game, policy)
    if policy.lacks_edges and not (isinstance(node, Choose) and node.whole is not None):  # of a part it is said of the whole
        rest = " but those that are left out" if policy.left_out else ""
        text = f"{policy.player}'s plans at {node.name} cover every history{rest}"
        regions = (*(piece.region for piece in policy.pieces), *policy.left_out)
        covered = tuple(as_printed(case, "") for region in regions for case in region.conditions)
        yield closed_claim(game, node.name, ClaimKind.COVER, text, (), covered)


def _feasible(game: Game, node: Choose, policy: Policy) -> Iterator[Claim]:
    for number, piece in enumerate(policy.pieces, 1):
        action = piece.number
        ends = [Inequality(action - node.lower, node.lower_open)]
        ends += [] if node.upper is None else [Inequality(node.upper - action, node.upper_open)]
        told = tuple(one for one in ends if not _is_plain(one))
        lost = values_lost([action], (one.expression for one in told)) if told else ()
        conclusion: Conclusion = ((*told, *lost) or (Inequality(action**2),),)
        for case in piece.region.conditions:
            text = f"plan {number} of {node.player} at {node.name} can be carried out"
            held = as_printed(case, f"region at {node.name}")
            claim = closed_claim(game, node.name, ClaimKind.FEASIBLE, text, held, conclusion)
            earlier = [as_printed(one, "") for other in policy.pieces[:number - 1] for one in other.region.conditions]
            yield _yielding(claim, earlier)


def _yielding(claim: Claim, earlier: Sequence[tuple[Inequality, ...]]) -> Claim:
    """The claim, with an exception for the earlier cases that hold where it fails as it stands."""
    point = prove_closed(claim).point if earlier else None
    met = () if point is None else tuple(case for case in earlier if all(one.holds_at(point) for one in case))
    return claim if not met else replace(claim, alternatives=(*claim.alternatives, *met), text=claim.text + YIELDS)


def _is_plain(one: Inequality) -> bool:
    """Whether an inequality between numbers holds as it stands."""
    return bool(one.expression.is_Rational and (one.expression > 0 if one.strict else one.expression >= 0))


def _no_overlap(game: Game, policy: Policy) -> Iterator[Claim]:
    source = f"region at {policy.node}"
    for (number, piece), (other_number, other) in combinations(enumerate(policy.pieces, 1), 2):
        if piece.action == other.action:
            continue
        text = f"plans {number} and {other_number} of {policy.player} at {policy.node} touch on an edge at most"
        for case, another in product(piece.region.cases, other.region.cases):
            if not any((one + two).expand() == 0 for one in case for two in another):
                slacks = (*case, *another)
                inside = tuple(Inequality(slack, True, source) for slack in (*slacks, *radicands(slacks)))
                claim = closed_claim(game, policy.node, ClaimKind.NO_OVERLAP, text, inside, ())
                yield replace(claim, hypotheses=tuple(replace(one, strict=True) for one in claim.hypotheses))


def radicands(slacks: tuple[sp.Expr, ...]) -> tuple[sp.Expr, ...]:
    """What stands under square roots in a case, where that is no number: inside the case it is positive.

    >>> k = sp.Symbol("k", real=True)
    >>> radicands((1 - sp.sqrt(k), sp.sqrt(2) - k))
    (k,)
    """
    found = [part.base for slack in slacks for part in sp.preorder_traversal(slack)
             if isinstance(part, sp.Pow) and part.exp.is_Rational and part.exp.q == 2 and not part.base.is_number]
    return tuple(dict.fromkeys(found))

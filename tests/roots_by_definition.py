"""Where a printed root has no value though everything that is printed beside it holds: asked of the prover, one by one.

Slow, and independent of how regions are closed: the oracle of the tests that no such root is printed.
"""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.algebra.factoring import square_roots
from symbolic_alliance.algebra.well_posed import closed_claim, prove_closed
from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.claim import ClaimKind, Inequality, Verdict


def undefined_roots(equilibrium: Equilibrium) -> list[str]:
    """The roots of regions, actions, payoffs and cutoffs that may have no value where the conditions without them hold."""
    return list(dict.fromkeys(
        f"{what}: {write(root)}" for what, case, forms in _printed(equilibrium)
        for root in dict.fromkeys(root for form in (*case, *forms) for root in square_roots(form))
        if not _is_real(equilibrium.game, root, [slack for slack in case if not slack.has(root)])))


def _printed(equilibrium: Equilibrium) -> Iterator[tuple[str, tuple[sp.Expr, ...], tuple[sp.Expr, ...]]]:
    """What is printed together: its name, the conditions, and the values that count under them."""
    for regime in equilibrium.regimes:
        for case in regime.region.cases:
            yield f"regime {regime.name}", case, (*regime.actions.values(), *regime.payoffs.values())
    for policy in equilibrium.strategy.policies:
        for piece in policy.pieces:
            for case in piece.region.cases:
                yield f"plan at {policy.node}", case, (
                    *piece.payoffs, *([] if isinstance(piece.action, str) else [piece.action]))
    for tie in equilibrium.ties:
        yield from ((f"tie at {tie.node}", case, ()) for case in tie.region.cases)
    for cutoff in equilibrium.cutoffs:
        yield from ((f"cutoff {cutoff.name}", one.where, (one.expression,)) for one in cutoff.cases)


def _is_real(game: Game, root: sp.Pow, given: list[sp.Expr]) -> bool:
    claim = closed_claim(game, "root", ClaimKind.DEFINED, "it is real", map(Inequality, given), ((Inequality(root.base),),))
    return prove_closed(claim).verdict is Verdict.PROVED

"""A second opinion on what is proved: walk the tree at exact points where a proof would most likely be wrong.

In:  an equilibrium, all of whose obligations are proved.
Out: what the walk disagrees with; nothing where the two agree.
Method: random points that satisfy the assumptions, one in each regime; and from them, one parameter moved at a time, points
exactly on the edges of regimes and of plans, on the edges of weak assumptions, and where a divisor, a branch condition or a
probability in the parameters alone is 0.  How many depends on the size of the strategy, so that a check stays quick; nothing
else does.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, zip_longest

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.algebra.well_posed import divisors
from symbolic_alliance.closed_form import Surd, UndefinedForm, evaluate, holds_at, sign
from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.check import Check, check, recall
from symbolic_alliance.derivation.project import Project, read_model
from symbolic_alliance.derivation.remembered import remember, sources
from symbolic_alliance.errors import Progress
from symbolic_alliance.explore.refuted import is_borne_out
from symbolic_alliance.explore.walk import Disagreement, disagreements
from symbolic_alliance.explore.walk.grid import Effort
from symbolic_alliance.explore.walk.visits import points_in_regimes
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.points import random_points
from symbolic_alliance.game.tree import Outcome
from symbolic_alliance.proof.claim import Verdict

BUDGET = 400  # pieces of plans that are walked through, all points together
FEWEST, MOST = 6, 40
EFFORT = Effort(kinks=3, between=2, histories=1)


def check_twice(project: Project, name: str, progress: Progress = lambda text: None, full: bool = False, cache: bool = True
                ) -> tuple[Check, tuple[str, ...]]:
    """Check a derivation, and say where the walk disagrees; with ``cache`` a good check of the very same files is believed.

    Raises as `derivation.check.check` does.
    """
    before = sources(project, name)
    model = read_model(project, name)
    known = recall(project, model) if cache and not full else None
    if known is not None:
        return known, ()
    found = check(project, model, progress, full)
    walked = contradictions(found.derivation, progress)
    if found.is_good and not walked:
        remember(project, name, before)
    return found, walked


def contradictions(derivation: Derivation, progress: Progress = lambda text: None) -> tuple[str, ...]:
    """Say where the walk disagrees with a game of which all is solved and proved, and which claims are refuted at a point
    where it sees nothing wrong: one of the two is wrong then."""
    found = []
    for equilibrium in derivation.all_equilibria:
        claims = derivation.judged.get(equilibrium.game.name, ())
        found += [f"{equilibrium.game.name}: {claim.name} is refuted at {point_text(claim.point or {})}, and on the tree "
                  "nothing goes wrong there" for claim in claims
                  if claim.verdict is Verdict.REFUTED and not is_borne_out(equilibrium, claim)]
        if claims and not equilibrium.unsolved and all(claim.verdict is Verdict.PROVED for claim in claims):
            found += [f"{equilibrium.game.name}: every claim is proved, and the walk through the tree says: {one}"
                      for one in second_opinion(equilibrium, progress)]
    return tuple(found)


def second_opinion(equilibrium: Equilibrium, progress: Progress = lambda text: None) -> tuple[Disagreement, ...]:
    """Return what the walk disagrees with at points inside the regimes and on edges; each point is told as it is walked.

    >>> from symbolic_alliance import Assumption, Decide, Game, Outcome, Parameter, Parameters, solve
    >>> c = sp.Symbol("c", real=True)
    >>> strike = Decide("strike", "rival", {"hold": Outcome("bluff", {"rival": 0}), "go": Outcome("war", {"rival": 1 - c})})
    >>> game = Game("threat", "A threat", ("rival",), Parameters((Parameter("c", "c", "the rival's cost of war"),),
    ...     (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2}), strike, ("c",))
    >>> second_opinion(solve(game))
    ()
    """
    found: list[Disagreement] = []
    points = suspects(equilibrium)
    for number, point in enumerate(points, 1):
        progress(f"walk the tree, point {number} of {len(points)}")
        found += disagreements(equilibrium.game, equilibrium.strategy, [point], regimes=equilibrium.in_order, effort=EFFORT)
    return tuple(found)


def suspects(equilibrium: Equilibrium) -> tuple[Mapping[str, Fraction], ...]:
    """Points at which a second opinion is asked: one in each regime, then points on edges, each edge in its turn."""
    pieces = sum(len(policy.pieces) for policy in equilibrium.strategy.policies)
    count = max(FEWEST, min(MOST, BUDGET // max(pieces, 1)))
    inside = points_in_regimes(equilibrium, len(equilibrium.regimes)) or random_points(equilibrium.game.parameters, 1)
    edges = [_on_edge(equilibrium, edge, inside) for edge in _edges(equilibrium)]
    on_edges = (point for turn in zip_longest(*edges) for point in turn if point is not None)
    return tuple(islice(_distinct((*inside[:count // 2], *islice(on_edges, count))), count))


def _distinct(points: Iterable[Mapping[str, Fraction]]) -> Iterator[Mapping[str, Fraction]]:
    seen: set[tuple[Fraction, ...]] = set()
    for point in points:
        if tuple(point.values()) not in seen:
            seen.add(tuple(point.values()))
            yield point


def _edges(equilibrium: Equilibrium) -> tuple[sp.Expr, ...]:
    """What is 0 where something changes: forms in the parameters alone, those of the assumptions first."""
    game = equilibrium.game
    found = [slack for assumption in game.parameters.assumptions for slack, strict in assumption.slacks if not strict]
    found += [slack for regime in equilibrium.regimes for case in regime.region.cases for slack in case]
    for outcome in (node for node in game.nodes if isinstance(node, Outcome)):
        for payoff in outcome.payoffs.values():
            found += [relation.lhs - relation.rhs for relation in sorted(payoff.atoms(Relational), key=sp.default_sort_key)]
            found += divisors(payoff)
    for chance in (chance for lottery in game.lotteries for chance in lottery.probabilities):
        found += [chance, *divisors(chance)]
    found += [slack for policy in equilibrium.strategy.policies for piece in policy.pieces
              for case in piece.region.cases for slack in case]
    known = frozenset(game.parameters.symbols)
    return tuple(edge for edge in dict.fromkeys(found) if edge.free_symbols and edge.free_symbols <= known)


def _on_edge(equilibrium: Equilibrium, edge: sp.Expr,
             points: Iterable[Mapping[str, Fraction]]) -> Iterator[dict[str, Fraction]]:
    """Points that satisfy the assumptions at which an edge is 0, from others, one parameter moved."""
    assumed = [pair for assumption in equilibrium.game.parameters.assumptions for pair in assumption.slacks]
    numerator = sp.fraction(sp.together(edge))[0]
    for symbol in sorted(edge.free_symbols, key=str):
        if not numerator.is_polynomial(symbol) or sp.degree(numerator, symbol) != 1:
            continue
        slope, constant = sp.Poly(numerator, symbol).all_coeffs()
        for point in points:
            moved = _moved(point, symbol.name, slope, constant)
            if moved is not None and all(holds_at(slack, moved, strictly=strict) for slack, strict in assumed):
                yield moved


def _moved(point: Mapping[str, Fraction], name: str, slope: sp.Expr, constant: sp.Expr) -> dict[str, Fraction] | None:
    try:
        value = None if sign(slope, point) == 0 else evaluate(-constant / slope, point)
    except UndefinedForm:
        return None
    return None if value is None or isinstance(value, Surd) else {**point, name: value}

"""From a model to everything that follows from it: solve its games, judge the solutions, prove the theorems.

In:  a `Model`, and a function that is told each step.
Out: a `Derivation`, first with its equilibria, then with its claims.  Solving is search and needs no trust; the claims are
     generated from the tree, independently of how the solution was found.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from symbolic_alliance.claims.obligations import verify
from symbolic_alliance.claims.theorems import certify_theorem, claims_to_certify, judge, state_theorems
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, Model, Settled
from symbolic_alliance.errors import Progress
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.proof.certify import Theorems, certify_claim, certify_results, search
from symbolic_alliance.proof.claim import Result
from symbolic_alliance.solver import solve

NO_THEOREMS: Theorems = MappingProxyType({})


def solved(model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve the games of a model; raises `ModelError` as `solve` does."""
    game, *others = (solve(game, partial(_told, progress, f"solve {game.name}")) for game in model.games)
    benchmark = others.pop(0) if model.benchmark else None
    return Derivation(model, game, benchmark, companions=tuple(others))


def judged(derivation: Derivation, progress: Progress = lambda text: None, theorems: Theorems = NO_THEOREMS) -> Derivation:
    """Settle every obligation and every theorem of a derivation, certified where a proof is known, and keep the verdicts."""
    results = {equilibrium.game.name: _judged_game(equilibrium, progress, theorems)
               for equilibrium in derivation.all_equilibria}
    found = []
    for theorem in state_theorems(derivation.model.theorems, derivation.setting, progress):
        progress(f"prove {theorem.name}")
        found.append(judge(theorem, theorems))
    return _kept(replace(derivation, judged=tuple(found)), results)


def certificates(derivation: Derivation, theorems: Theorems, progress: Progress = lambda text: None) -> Derivation:
    """Search a certificate for every claim that is proved without one; what is known already is not searched again."""
    games = [equilibrium.game.name for equilibrium in derivation.all_equilibria]
    found = search([*(result for name in games for result in derivation.results[name]),
                    *(result for one in derivation.judged for result in claims_to_certify(one))], theorems, progress)
    return _kept(replace(derivation, judged=tuple(certify_theorem(one, found) for one in derivation.judged)),
                 {name: certify_results(derivation.results[name], found) for name in games})


def _kept(derivation: Derivation, results: Mapping[str, tuple[Result, ...]]) -> Derivation:
    every = {**results, THEOREMS: tuple(one.result for one in derivation.judged)}
    game_of = {equilibrium.game.name: equilibrium.game for equilibrium in derivation.all_equilibria}
    settled = {name: tuple(Settled.of(result, game_of.get(name, derivation.model.game)) for result in found)
               for name, found in every.items() if found}
    return replace(derivation, settled=settled, results=every)


def _told(progress: Progress, what: str, text: str) -> None:
    progress(f"{what}: {text}")


def _judged_game(equilibrium: Equilibrium, progress: Progress, theorems: Theorems) -> tuple[Result, ...]:
    game = equilibrium.game
    return verify(game, equilibrium.strategy, partial(_told, progress, f"verify {game.name}"),
                  lambda claim: certify_claim(claim, theorems) if theorems else None)

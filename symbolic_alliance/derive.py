"""From a model to everything that follows from it: solve both games, then judge the solution.

In:  a `Model`, and a function that is told each step.
Out: a `Derivation`, first with its equilibria, then with its claims.  Solving is search and needs no trust; the claims are
     generated from the tree, independently of how the solution was found.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from symbolic_alliance.certify import Theorems, certified, certified_claim, search
from symbolic_alliance.claim import Result
from symbolic_alliance.derivation import Derivation, Model, Settled
from symbolic_alliance.equilibrium import Equilibrium
from symbolic_alliance.game import Game
from symbolic_alliance.obligations import verify
from symbolic_alliance.solver import solve

Progress: TypeAlias = Callable[[str], None]
NO_THEOREMS: Theorems = MappingProxyType({})


def solved(model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve the game of a model, and its benchmark where there is one; raises `ModelError` as `solve` does."""
    equilibrium = _solved_game(model.game, progress)
    return Derivation(model, equilibrium, _solved_game(model.benchmark, progress) if model.benchmark else None)


def judged(derivation: Derivation, progress: Progress = lambda text: None, theorems: Theorems = NO_THEOREMS) -> Derivation:
    """Settle every obligation of a derivation's equilibria, certified where a theorem is known, and keep the verdicts."""
    return _kept(derivation, {equilibrium.game.name: _judged_game(equilibrium, progress, theorems)
                              for equilibrium in derivation.equilibria})


def certificates(derivation: Derivation, theorems: Theorems, progress: Progress = lambda text: None) -> Derivation:
    """Search a certificate for every claim that is proved without one; what is known already is not searched again."""
    every = [result for results in derivation.results.values() for result in results]
    found = search(every, theorems, progress)
    return _kept(derivation, {name: certified(results, found) for name, results in derivation.results.items()})


def _kept(derivation: Derivation, results: Mapping[str, tuple[Result, ...]]) -> Derivation:
    settled = {equilibrium.game.name: tuple(Settled.of(result, equilibrium.game) for result in results[equilibrium.game.name])
               for equilibrium in derivation.equilibria}
    return replace(derivation, settled=settled, results=results)


def _solved_game(game: Game, progress: Progress) -> Equilibrium:
    return solve(game, lambda text: progress(f"solve {game.name}: {text}"))


def _judged_game(equilibrium: Equilibrium, progress: Progress, theorems: Theorems) -> tuple[Result, ...]:
    game = equilibrium.game
    return verify(game, equilibrium.strategy, lambda text: progress(f"verify {game.name}: {text}"),
                  lambda claim: certified_claim(claim, theorems) if theorems else None)

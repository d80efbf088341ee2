"""Each stage adds to a derivation: its equilibria, then its claims, then their certificates, and says what it does."""

from dataclasses import replace

import pytest

from symbolic_alliance.claims.theorems import Setting, Stated, always, inside, proposition, state
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation
from symbolic_alliance.derivation.derive import certify_derivation, judge_derivation, solve_games
from symbolic_alliance.proof.claim import Grade, Verdict
from tests.derivation.test_lock import MODEL, SOLVED
from tests.games import ULTIMATUM
from tests.project.derivations.walls import b, k, v


@proposition("Worth it")
def walls_are_worth_it(paper: Setting) -> Stated:
    """Where peace is kept, walls that deter cost less than it is worth."""
    return state("Peace is worth more than {cost}.", always(k**2 * b < v**2, given=[inside(paper["walls"].regime("peace"))]),
                 cost=k**2 * b)


WALLS = replace(MODEL, theorems=(walls_are_worth_it,))


@pytest.fixture(scope="module")
def decided() -> Derivation:
    return judge_derivation(solve_games(WALLS))


@pytest.fixture(scope="module")
def certified(decided: Derivation) -> Derivation:
    return certify_derivation(decided, {})


def test_every_game_of_a_model_is_solved_in_its_place() -> None:
    told: list[str] = []
    derivation = solve_games(replace(MODEL, companions=(ULTIMATUM,)), told.append)
    assert (derivation.equilibrium, derivation.benchmark) == (SOLVED.equilibrium, SOLVED.benchmark)
    assert [companion.game.name for companion in derivation.companions] == ["ultimatum"]
    assert list(dict.fromkeys(line.split(":")[0] for line in told)) == ["solve walls", "solve unwalled", "solve ultimatum"]
    assert solve_games(replace(MODEL, benchmark=None, effects={}, companions=(ULTIMATUM,))).benchmark is None


def test_what_is_judged_is_kept_with_its_formulas(decided: Derivation) -> None:
    assert list(decided.judged) == ["walls", "unwalled", THEOREMS]
    assert {claim.verdict for claim in decided.claims.values()} == {Verdict.PROVED}
    assert decided.claims["walls_are_worth_it"].kind == "proposition"
    assert all(claim.result is not None and claim.result.claim.text == claim.text for claim in decided.claims.values())


def test_certificates_raise_what_was_decided(decided: Derivation, certified: Derivation) -> None:
    assert {claim.grade for claim in decided.claims.values()} == {Grade.DECIDED}
    assert {claim.grade for claim in certified.claims.values()} == {Grade.CERTIFIED}
    assert list(certified.claims) == list(decided.claims)
    assert certified.claims["walls_are_worth_it"].assumptions == ("positive",)


def test_what_has_a_certificate_is_certified_at_once(certified: Derivation) -> None:
    theorems = {theorem.statement: theorem for claim in certified.claims.values() if claim.result is not None
                for theorem in claim.result.certificate}
    told: list[str] = []
    again = judge_derivation(solve_games(WALLS), told.append, theorems)
    assert again.judged == certified.judged
    assert told[-1] == "prove walls_are_worth_it"
    told.clear()
    assert certify_derivation(again, theorems, told.append) == again
    assert told == [], "nothing is left to be searched"

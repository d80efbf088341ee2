"""A refutation is borne out where the tree shows it, and is told as a contradiction where it does not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from symbolic_alliance import put_in_order, solve, verify
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import UserError
from symbolic_alliance.explore.refuted import is_borne_out
from symbolic_alliance.explore.second_opinion import contradictions
from symbolic_alliance.game.equilibrium import Equilibrium, Policy, Region, Strategy
from symbolic_alliance.proof.claim import ClaimKind, Verdict
from tests.arena.test_arena import STRATEGIES, module_of, name
from tests.games import BARGAINING, CONTEST, HAGGLING

BARGAINED = solve(BARGAINING)
POINT = {"p": Fraction(1, 2), "c_A": Fraction(1, 4), "c_B": Fraction(1, 4), "x": Fraction(1, 3)}


def refuted(kind: ClaimKind, about: str, **point: Fraction) -> JudgedClaim:
    return JudgedClaim("it", kind, about, "said", (), Verdict.REFUTED, point={**POINT, **point})


@pytest.mark.parametrize("entry", [one for one in STRATEGIES if one.parent.name == "bad"], ids=name)
def test_every_deviation_and_gap_that_refutes_a_bad_strategy_is_there_on_the_tree(entry) -> None:
    module = module_of(entry)
    try:
        results, strategy = verify(module.GAME, module.STRATEGY), put_in_order(module.GAME, module.STRATEGY)
    except UserError:
        return
    equilibrium = Equilibrium(module.GAME, strategy, ())
    claims = [JudgedClaim.of(result, module.GAME) for result in results if result.verdict is Verdict.REFUTED]
    assert [claim.name for claim in claims if not is_borne_out(equilibrium, claim)] == []


def test_of_the_equilibrium_itself_no_refutation_is_borne_out() -> None:
    for about in ("demand", "answer"):
        assert not is_borne_out(BARGAINED, refuted(ClaimKind.BEST_RESPONSE, about))
        assert not is_borne_out(BARGAINED, refuted(ClaimKind.COVER, about))
    contest = JudgedClaim("it", ClaimKind.BEST_RESPONSE, "arms", "", (), Verdict.REFUTED,
                          point={"k": Fraction(1, 4), "c": Fraction(1), "m": Fraction(2)})
    assert not is_borne_out(solve(CONTEST), contest)


def test_a_gap_bears_out_a_refutation_below_it_and_above() -> None:
    answer = BARGAINED.strategy["answer"]
    gap = Policy("answer", answer.player, tuple(replace(one, region=Region(())) for one in answer.pieces))
    silent = replace(BARGAINED, strategy=Strategy((BARGAINED.strategy["demand"], gap)))
    assert is_borne_out(silent, refuted(ClaimKind.COVER, "answer"))
    assert is_borne_out(silent, refuted(ClaimKind.BEST_RESPONSE, "demand"))


def test_what_is_said_of_forms_is_not_looked_for_on_the_tree() -> None:
    assert is_borne_out(BARGAINED, refuted(ClaimKind.FEASIBLE, "demand"))
    assert is_borne_out(BARGAINED, replace(refuted(ClaimKind.BEST_RESPONSE, "demand"), point=None))


def test_a_refutation_that_the_tree_does_not_show_is_a_contradiction() -> None:
    solved = solve(HAGGLING)
    claim = JudgedClaim("offer_best_response_1", ClaimKind.BEST_RESPONSE, "offer", "said", (), Verdict.REFUTED,
                        point={"b": Fraction(3), "c": Fraction(1), "v": Fraction(1), "x": Fraction(2)})
    derivation = Derivation(Model(name="haggling", game=HAGGLING), solved, judged={"haggling": (claim,)})
    assert contradictions(derivation) == (
        "haggling: offer_best_response_1 is refuted at b = 3, c = 1, v = 1, x = 2, and on the tree nothing goes wrong there",)
    assert contradictions(replace(derivation, judged={"haggling": (replace(claim, verdict=Verdict.UNDECIDED),)})) == ()

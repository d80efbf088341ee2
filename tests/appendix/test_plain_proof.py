"""A proof as text: the claim, how it is settled, and the lemma of its node."""

from dataclasses import replace

from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.interface.notebook import Paper
from symbolic_alliance.proof.claim import Verdict
from tests.derivation.test_lock import SOLVED
from tests.interface.test_show import PAPER


def test_a_claims_proof_is_the_lemma_of_its_node() -> None:
    walls = Paper(judge_derivation(SOLVED))
    name = next(name for name in walls.claims if name.startswith("challenger_moves_best_response"))
    proof = walls.claims[name].proof
    assert proof.startswith(f"{name}: at challenger_moves challenger gains nothing")
    assert "proved, decided by" in proof
    assert "Lemma.\nAt challenger moves the policy" in proof
    assert "is not negative" in proof
    assert repr(proof) == str(proof)
    assert max(map(len, proof.splitlines())) <= 120


def test_where_there_is_no_lemma_the_verdict_stands_alone() -> None:
    assert Paper(SOLVED).claims["unique_1"].proof == "unique_1: only this\n\nundecided, z3, 10 s: no answer."


def test_a_theorems_proof_is_its_statement_and_what_was_compared() -> None:
    proof = Paper(PAPER).claims["blockade"].proof
    assert proof.startswith("blockade: Blockade\n\nIn a blockade F is more than D^2/16.\n\n"
                            "Proof.\nIn [monopoly_2]: F > D^2/16 (claim 1).")
    assert "Settled by: 1 claim" in proof


def test_what_is_refuted_has_no_proof_but_a_point_and_what_fails_there() -> None:
    told = Paper(PAPER).claims["false"].proof
    point = PAPER.claims["false"].point
    assert "Proof." not in told
    assert f"Refuted: at D = {point['D']} and F = {point['F']} this is false: F < D (claim 1)." in told


def test_a_lemma_with_a_claim_that_is_not_proved_is_none() -> None:
    judged = judge_derivation(SOLVED)
    name = next(name for name in judged.claims if name.startswith("challenger_moves_best_response"))
    broken = {game: tuple(replace(one, verdict=Verdict.REFUTED, grade=None, point={}) if one.name == name else one
                          for one in claims) for game, claims in judged.judged.items()}
    assert "Proof." in Paper(judged).claims[name].proof
    told = Paper(replace(judged, judged=broken)).claims[name].proof
    assert "Proof." not in told
    assert "1 claim refuted" in told

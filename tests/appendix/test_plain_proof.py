"""A proof as text: the claim, how it is settled, and the lemma of its node."""

from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.interface.notebook import Paper
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

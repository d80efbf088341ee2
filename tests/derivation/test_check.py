"""A check tells what is not as it should be."""

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from symbolic_alliance.certificate import Deny, Fact, Identity, Statement, Term, Theorem
from symbolic_alliance.derivation.check import Check, LockState, check, check_json, check_text, tally
from symbolic_alliance.derivation.project import Project, read_model
from symbolic_alliance.derivation.update import update
from symbolic_alliance.game.equilibrium import EVERYWHERE, Strategy, Unsolved
from symbolic_alliance.proof.claim import Grade, Verdict
from symbolic_alliance.proof.deposit import deposit
from tests.derivation.test_lock import SOLVED

HERE = Project(Path(__file__).parents[1] / "project")


def test_a_solved_model_checks_out() -> None:
    told: list[str] = []
    found = check(HERE, read_model(HERE, "walls"), told.append)
    assert found.derivation.is_complete
    assert (found.is_good, found.lock) == (False, LockState.MISSING)
    assert {line.split(":")[0] for line in told} == {"solve walls", "solve unwalled", "cutoffs of walls", "verify walls",
                                                   "verify unwalled", "normal forms of walls",
                                                   "normal forms of unwalled"}
    assert all(claim["seconds"] >= 0 for claim in check_json(found)["claims"])


@pytest.fixture
def locked(tmp_path: Path) -> Project:
    """A project with a lock and no certificates."""
    shutil.copytree(HERE.root / "derivations", tmp_path / "derivations")
    update(Project(tmp_path), "walls", certify=False)
    return Project(tmp_path)


def forge(project: Project, old: str, new: str) -> None:
    """Edit a lock and seal it again, as whoever forges one would."""
    text = project.lock("walls").read_text()
    body = text[:text.index("seal ")].replace(old, new, 1)
    assert body not in text
    project.lock("walls").write_text(f"{body}seal {sha256(body.encode()).hexdigest()}\n")


def test_a_current_lock_is_judged_and_not_solved_again(locked: Project) -> None:
    told: list[str] = []
    model = read_model(locked, "walls")
    found = check(locked, model, told.append)
    assert (found.is_good, found.is_solved, found.lock) == (True, False, LockState.SAME)
    assert {line.split(":")[0] for line in told} == {"verify walls", "verify unwalled"}
    told.clear()
    again = check(locked, model, told.append, full=True)
    assert (again.derivation, again.is_solved) == (found.derivation, True)
    assert told[0].startswith("solve walls")


def test_a_forged_strategy_does_not_pass(locked: Project) -> None:
    forge(locked, "      choose sqrt(b)", "      choose 2*sqrt(b)")
    found = check(locked, read_model(locked, "walls"))
    assert not found.is_good
    refuted = [claim for claim in found.derivation.claims.values() if claim.verdict is Verdict.REFUTED]
    assert any(claim.about == "defender_chooses" and claim.point for claim in refuted)


@pytest.mark.parametrize(("old", "new"), [
    (" proved decided z3\n", " proved certified\n"), ("proved decided z3", "undecided"),
    ("claim challenger_", "claim attacker_")])
def test_a_forged_verdict_does_not_pass(locked: Project, old: str, new: str) -> None:
    forge(locked, old, new)
    assert check(locked, read_model(locked, "walls")).lock is LockState.CHANGED


def test_a_certificate_counts_for_its_statement_and_not_for_its_name(locked: Project) -> None:
    # A true statement, deposited under the name of every claim, certifies none of them.
    square = Statement(("x",), (), ((Fact(">=", (((2,), 1),)),),))
    proof = Deny(0, (Identity((Term(1, (0,)), Term(1, (), ((((1,), 1),),)))),))
    model = read_model(locked, "walls")
    names = check(locked, model).derivation.claims
    locked.deposit("walls").write_text(deposit({name: [Theorem(square, proof)] for name in names}))
    assert {claim.grade for claim in check(locked, model).derivation.claims.values()} == {Grade.DECIDED}


def test_bad_news_is_told_in_full() -> None:
    unsolved = replace(SOLVED.equilibrium, unsolved=(Unsolved("defender_chooses", EVERYWHERE, "no closed form"),))
    found = Check(replace(SOLVED, equilibrium=unsolved), LockState.CHANGED)
    assert not found.is_good
    assert check_text(found) == """\
walls: 4 claims, 1 proved (1 decided), 1 refuted, 1 undecided, 1 unstated; the lock says something else
  'symbolic-alliance update walls' writes what is derived now
  unsolved at defender_chooses: no closed form
  refuted: best_response_1 at b = -1/3, k = 2
  undecided: unique_1 (z3, 10 s: no answer)
  unstated: of_war (no regime is named war)"""


def test_what_is_left_out_of_a_plan_is_bad_news_where_the_lock_does_not_list_it() -> None:
    proved = replace(SOLVED, judged={"walls": SOLVED.judged["walls"][:1]})
    policy, *others = proved.equilibrium.strategy.policies
    left = Strategy((replace(policy, left_out=(EVERYWHERE,)), *others))
    assert not Check(replace(proved, equilibrium=replace(proved.equilibrium, strategy=left)), LockState.SAME).is_good


def test_a_changed_lock_alone_is_bad_news() -> None:
    proved = replace(SOLVED, judged={"walls": SOLVED.judged["walls"][:1]})
    assert Check(proved, LockState.SAME).is_good
    assert not Check(proved, LockState.CHANGED).is_good
    assert not Check(proved, LockState.VOID).is_good
    assert not Check(proved, LockState.OLD).is_good
    assert not Check(proved, LockState.MISSING).is_good
    assert tally(replace(SOLVED, judged={})) == "no claims"

"""A check tells what is not as it should be."""

from dataclasses import replace
from pathlib import Path

from symbolic_alliance.check import Check, LockState, check, check_json, check_text, tally
from symbolic_alliance.equilibrium import EVERYWHERE, Unsolved
from symbolic_alliance.project import Project, read_model
from tests.test_snapshot import SOLVED

HERE = Project(Path(__file__).parent / "project")


def test_a_solved_model_checks_out() -> None:
    told: list[str] = []
    found = check(HERE, read_model(HERE, "walls"), told.append)
    assert found.is_good
    assert found.lock is LockState.MISSING
    assert {line.split(":")[0] for line in told} == {"solve walls", "solve unwalled", "verify walls", "verify unwalled"}
    assert all(claim["seconds"] >= 0 for claim in check_json(found)["claims"])


def test_bad_news_is_told_in_full() -> None:
    unsolved = replace(SOLVED.equilibrium, unsolved=(Unsolved("defender_chooses", EVERYWHERE, "no closed form"),))
    found = Check(replace(SOLVED, equilibrium=unsolved), LockState.CHANGED)
    assert not found.is_good
    assert check_text(found) == """\
walls: 3 claims, 1 proved (1 decided), 1 refuted, 1 undecided; the lock says something else
  unsolved at defender_chooses: no closed form
  refuted: best_response_1 at b = -1/3, k = 2
  undecided: unique_1 (z3, 10 s: no answer)"""


def test_a_changed_lock_alone_is_bad_news() -> None:
    proved = replace(SOLVED, settled={"walls": SOLVED.settled["walls"][:1]})
    assert Check(proved, LockState.SAME).is_good
    assert not Check(proved, LockState.CHANGED).is_good
    assert not Check(proved, LockState.VOID).is_good
    assert tally(replace(SOLVED, settled={})) == "no claims"

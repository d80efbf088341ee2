"""In a paper's repository pytest settles every claim of every derivation, where it is asked to."""

import re
from pathlib import Path
from typing import Any

import pytest

from symbolic_alliance.derivation.check import Check
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.update import update
from tests.derivation.test_check import forge
from tests.interface.test_build import THEOREM

pytest_plugins = ["pytester"]

DERIVATIONS = Path(__file__).parents[1] / "project" / "derivations"
ON = "[pytest]\nsymbolic_alliance = true\n"


@pytest.fixture
def paper(pytester: pytest.Pytester) -> pytest.Pytester:
    """A paper's repository: a derivation that is a module, a test of the author's own, and no lock."""
    folder = pytester.mkdir("derivations")
    (folder / "walls.py").write_text((DERIVATIONS / "walls.py").read_text())
    pytester.makepyfile(test_own="def test_own():\n    assert True\n")
    return pytester


def locked(paper: pytest.Pytester) -> Project:
    """The repository with its lock committed."""
    project = Project(paper.path)
    update(project, "walls")
    return project


@pytest.mark.parametrize("arguments", [[], ["derivations"]])
def test_nothing_is_collected_unless_it_is_asked_for(paper: pytest.Pytester, arguments: list[str]) -> None:
    paper.runpytest(*arguments).assert_outcomes(passed=0 if arguments else 1)


def test_every_claim_is_a_test_with_its_name(paper: pytest.Pytester) -> None:
    project = locked(paper)
    paper.makeini(ON)
    run = paper.runpytest("-v")
    run.assert_outcomes(passed=40 + 2)
    run.stdout.fnmatch_lines([
        "derivations/walls.py::lock*PASSED*", "derivations/walls.py::challenger_moves_follows_1*PASSED*",
        "derivations/walls.py::unwalled.*PASSED*", "test_own.py::test_own*PASSED*"])
    paper.runpytest("derivations/walls.py::defender_builds_cover_1").assert_outcomes(passed=1)
    best_replies = len(re.findall(r"claim \w+best_response", project.lock("walls").read_text()))
    paper.runpytest("-k", "best_response").assert_outcomes(passed=best_replies, deselected=42 - best_replies)


def test_a_theorem_of_today_is_a_test_though_the_lock_does_not_have_it(paper: pytest.Pytester) -> None:
    locked(paper)
    with (paper.path / "derivations" / "walls.py").open("a") as source:
        source.write(THEOREM)
    run = paper.runpytest("--derivations", "-v")
    run.assert_outcomes(passed=40 + 1, failed=2)
    run.stdout.fnmatch_lines(["derivations/walls.py::walls_are_cheap*FAILED*",
                              "walls_are_cheap is refuted: Walls cost less than b."])


def test_a_package_is_collected_once_and_not_imported_by_pytest(paper: pytest.Pytester) -> None:
    locked(paper)
    folder = paper.path / "derivations"
    package = folder / "walls"
    package.mkdir()
    (folder / "walls.py").rename(package / "game.py")
    for name in ("walls.lock", "walls.certificates.json"):
        (folder / name).rename(package / name)
    (package / "__init__.py").write_text("from derivations.walls.game import BENCHMARK, EFFECTS, GAME\n")
    run = paper.runpytest("--derivations", "-v")
    run.assert_outcomes(passed=40 + 2)
    run.stdout.fnmatch_lines(["derivations/walls/__init__.py::lock*PASSED*"])


def test_a_derivation_is_judged_once_and_collected_without_being_judged(
        paper: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    locked(paper)
    import symbolic_alliance.explore.second_opinion as judging

    calls: list[str] = []
    judge = judging.check

    def counted(project: Project, model: Model, *options: Any) -> Check:
        calls.append(model.name)
        return judge(project, model, *options)

    monkeypatch.setattr(judging, "check", counted)
    paper.runpytest("--derivations", "--collect-only").assert_outcomes()
    assert calls == []
    for options in ([], [], ["--cache-clear"]):  # the second run believes the first
        paper.runpytest("--derivations", *options).assert_outcomes(passed=42)
    assert calls == ["walls", "walls"]


def test_the_folder_is_added_to_the_paths_of_the_configuration(paper: pytest.Pytester) -> None:
    locked(paper)
    paper.makeini(ON + "testpaths = test_own.py\n")
    paper.runpytest().assert_outcomes(passed=42)
    paper.runpytest("test_own.py").assert_outcomes(passed=1)


def test_a_missing_lock_fails_with_the_remedy_and_is_written_when_that_is_asked_for(paper: pytest.Pytester) -> None:
    run = paper.runpytest("--derivations")
    run.assert_outcomes(passed=41, failed=1)
    run.stdout.fnmatch_lines([
        "walls: there is no lock",
        "'symbolic-alliance update walls' or 'pytest --update-locks' accepts what is derived now"])
    lock = Project(paper.path).lock("walls")
    assert not lock.exists()
    paper.runpytest("--update-locks", "--collect-only")
    assert not lock.exists()
    run = paper.runpytest("--update-locks")
    run.assert_outcomes(passed=42)
    run.stdout.fnmatch_lines([f"wrote {lock}: 40 claims, 40 proved (40 certified)"])
    written = lock.read_bytes()
    update(Project(paper.path), "walls")
    assert lock.read_bytes() == written


def test_a_changed_model_fails_at_its_lock(paper: pytest.Pytester) -> None:
    source = locked(paper).source("walls")
    source.write_text(source.read_text().replace("b - height**2", "b - 4*height**2"))
    run = paper.runpytest("--derivations")
    run.assert_outcomes(passed=41, failed=1)
    run.stdout.fnmatch_lines(["walls: the lock is of another model", "'symbolic-alliance diff walls' says what changed; *"])


def test_a_broken_claim_fails_with_the_point_what_was_expected_and_what_came(paper: pytest.Pytester) -> None:
    forge(locked(paper), "      choose sqrt(b)", "      choose 2*sqrt(b)")
    run = paper.runpytest("--derivations")
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines([
        "* walls: defender_chooses_best_response_* *",
        "defender_chooses_best_response_* is refuted: at defender_chooses defender gains nothing by leaving plan 1 for *",
        "  at        * b = *, k = *, f = *",
        "  expected  * >= 0",
        "  got       -*",
    ])
    assert "Traceback" not in run.stdout.str()
    assert "pytest_plugin.py" not in run.stdout.str()


@pytest.mark.parametrize(("break_it", "complaint"), [
    (lambda project: project.source("walls").write_text("GAME = None\n"),
     "derivations/walls.py: it exposes no DERIVATION = Model(game=...)"),
    (lambda project: project.lock("walls").write_text("lock 1\n====\n"),
     "derivations/walls.lock: the lock is not as it was written: *"),
    (lambda project: project.lock("walls").write_text(project.lock("walls").read_text().replace("sqrt(b)", "b")),
     "derivations/walls.lock: the lock is not as it was written: put it back, or write it with 'update walls'"),
])
def test_what_cannot_be_read_is_an_error_in_one_sentence(paper: pytest.Pytester, break_it, complaint: str) -> None:
    break_it(locked(paper))
    run = paper.runpytest("--derivations")
    run.assert_outcomes(errors=1)
    assert run.ret == pytest.ExitCode.INTERRUPTED
    run.stdout.fnmatch_lines(["* ERROR collecting derivations/walls.py *", complaint])
    assert "Traceback" not in run.stdout.str()


def test_a_certificate_that_does_not_replay_fails_every_claim(paper: pytest.Pytester) -> None:
    deposit = locked(paper).deposit("walls")
    deposit.write_text(deposit.read_text().replace('"terms": [[1, ', '"terms": [[9, ', 1))
    run = paper.runpytest("--derivations")
    run.assert_outcomes(passed=1, failed=41)
    run.stdout.fnmatch_lines(["derivations/walls.certificates.json: the certificate of * does not hold: *"])


def test_locks_are_written_by_one_process(paper: pytest.Pytester) -> None:
    paper.makeconftest("def pytest_addoption(parser):\n    parser.addoption('--workers', dest='numprocesses', type=int)\n")
    run = paper.runpytest("-p", "no:xdist", "--update-locks", "--workers", "2")
    assert run.ret == pytest.ExitCode.USAGE_ERROR
    run.stderr.fnmatch_lines(["ERROR: --update-locks writes files: run it in one process, without -n"])


COUNTED = '''
from symbolic_alliance.explore import second_opinion
check_twice = second_opinion.check_twice

def counted(*arguments, **options):
    with open("judged.log", "a") as log:
        log.write("judged\\n")
    return check_twice(*arguments, **options)

second_opinion.check_twice = counted
'''


@pytest.mark.parametrize(("edit", "failed"), [(("", ""), 0), (("b - height**2", "b - 2*height**2"), 1)])
def test_several_workers_judge_once(paper: pytest.Pytester, edit: tuple[str, str], failed: int) -> None:
    locked(paper)
    model = paper.path / "derivations" / "walls.py"
    model.write_text(model.read_text().replace(*edit, 1) if edit[0] else model.read_text())
    paper.makeconftest(COUNTED)
    run = paper.runpytest_subprocess("--derivations", "--cache-clear", "-n", "2")
    found = run.parseoutcomes()
    assert (found.get("failed", 0), found["passed"] > 30) == (failed, True)
    assert (paper.path / "judged.log").read_text() == "judged\n"

"""The command line as its users meet it: what it prints, where, and with which exit status."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbolic_alliance import __version__
from symbolic_alliance.interface.cli import app
from symbolic_alliance.proof import smtlib
from tests.derivation.test_storage import MORTAL, killed

WALLS = (Path(__file__).parents[1] / "project" / "derivations" / "walls.py").read_text()
AT = ["--at", "b=4", "--at", "k=1", "--at", "v=3"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own, with one derivation and no lock."""
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "walls.py").write_text(WALLS)
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command on a project."""
    result = CliRunner().invoke(app, [*arguments, "--project", str(folder)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_the_version_is_told_everywhere_alike() -> None:
    root = Path(__file__).parents[2]
    assert CliRunner().invoke(app, ["--version"]).stdout == f"symbolic_alliance {__version__}\n"
    assert f"\nversion: {__version__}\n" in (root / "CITATION.cff").read_text()
    assert f"\n## {__version__}\n" in (root / "CHANGELOG.md").read_text()


def test_evaluate_prints_the_report(folder: Path) -> None:
    status, out, _ = run(folder, "evaluate", "walls", *AT, "--edges", "--deviations")
    assert status == 0
    assert out == """\
walls at b = 4, k = 1, v = 3

equilibrium: regime peace, outcome peace
  f                2
  defender gets    1
  challenger gets  0

unwalled: regime war, outcome war
  defender gets    0
  challenger gets  4

effect: deterrence

equilibrium, cutoffs in k:
> 1          here
  3/2 (1.5)  peace to war  k_peace_to_war

equilibrium, cutoffs in b:
> 4  here
  9  peace to war  b_peace_to_war

unwalled: no cutoff arises here

the smallest change of one parameter alone that leaves the regime:
  b  5
  k  1/2 (0.5)
  v  -1

what the mover loses by leaving the path once:
  defender_builds   defender    leave   war  1
  defender_chooses  defender    0       war  1
  challenger_moves  challenger  attack  war  0
"""


def test_evaluate_as_json_is_one_object(folder: Path) -> None:
    status, out, _ = run(folder, "evaluate", "walls", *AT, "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert list(found) == ["derivation", "parameters", "equilibrium", "unwalled", "effect", "cutoffs"]
    assert found["equilibrium"]["actions"] == {"f": {"exact": "2", "value": 2.0}}


def test_update_writes_the_lock_and_evaluate_reads_it(folder: Path) -> None:
    lock = folder / "derivations" / "walls.lock"
    assert run(folder, "list")[:2] == (0, "walls  Walls  there is no lock\n")
    assert run(folder, "evaluate", "walls", *AT)[0] == 0
    assert not lock.exists()
    status, out, _ = run(folder, "update", "walls")
    assert (status, out) == (0, f"{lock}: 40 claims, 40 proved (40 certified)\n")
    written = lock.read_bytes()
    assert run(folder, "list")[1] == "walls  Walls  locked: 40 claims, 40 proved (40 certified)\n"

    # What evaluate says now comes from the lock, and from no lock that was edited.
    lock.write_bytes(written.replace(b"choose defender_chooses = sqrt(b)", b"choose defender_chooses = b"))
    for command in (["evaluate", "walls", *AT], ["show", "walls"], ["diff", "walls"]):
        status, out, complaint = run(folder, *command)
        assert (status, out) == (2, "")
        assert "the lock is not as it was written: " in complaint
    run(folder, "update", "walls")
    assert lock.read_bytes() == written


def test_check_compares_with_the_lock(folder: Path) -> None:
    lock = folder / "derivations" / "walls.lock"
    assert run(folder, "check")[:2] == (1, "walls: 40 claims, 40 proved (40 decided); there is no lock\n"
                                           "  'symbolic-alliance update walls' writes what is derived now\n")
    tally = "walls: 40 claims, 40 proved (40 certified); "
    run(folder, "update", "walls")
    judged = tally + "the lock says the same (judged again, not solved again)\n"
    assert run(folder, "check", "walls")[:2] == (0, judged)
    assert run(folder, "check", "--full")[:2] == (0, tally + "the lock says the same\n")
    written = lock.read_text()
    lock.write_text(written.replace("choose defender_chooses = sqrt(b)", "choose defender_chooses = b"))
    assert run(folder, "check") == (
        2, "", "symbolic-alliance: derivations/walls.lock: the lock is not as it was written: "
               "put it back, or write it with 'update walls'\n")
    assert run(folder, "check", "--full")[0] == 2
    lock.write_text(written)
    source = folder / "derivations" / "walls.py"
    source.write_text(WALLS.replace("b - height**2", "b - 4*height**2"))
    status, said, _ = run(folder, "check")
    assert status == 1
    assert "; the lock is of another model\n" in said
    assert run(folder, "list")[:2] == (0, "walls  Walls  the lock is of another model\n")


def test_a_certificate_that_does_not_replay_is_status_2(folder: Path) -> None:
    run(folder, "update", "walls")
    deposit = folder / "derivations" / "walls.certificates.json"
    written = deposit.read_text()
    number = re.search(r'"terms": \[\[(\d+)', written)
    assert number is not None
    deposit.write_text(written[:number.start(1)] + "9" + written[number.end(1):])
    status, out, err = run(folder, "check")
    assert (status, out) == (2, "")
    assert re.fullmatch(r"symbolic-alliance: derivations/walls.certificates.json: the certificate of \w+ does not hold: "
                        r"the terms of an identity do not add up to zero\n", err)
    deposit.write_text(written[:len(written) // 2])
    assert run(folder, "check")[0] == 2


def test_check_as_json_maps_derivations_to_claims(folder: Path) -> None:
    status, out, _ = run(folder, "check", "--format", "json")
    found = json.loads(out)["walls"]
    assert (status, found["lock"], found["unsolved"], found["solved"]) == (1, "missing", [], True)
    assert list(found["claims"][0]) == ["name", "verdict", "grade", "deciders", "assumptions", "tried", "point",
                                       "seconds"]
    assert {(claim["tried"], claim["point"]) for claim in found["claims"]} == {("", None)}
    names = [claim["name"] for claim in found["claims"]]
    assert len(set(names)) == len(names) == 40
    assert any(name.startswith("unwalled.") for name in names)


def test_show_lists_and_shows_results(folder: Path) -> None:
    run(folder, "update", "walls")
    status, out, _ = run(folder, "show", "walls")
    assert status == 0
    listed = [tuple(line.split()) for line in out.splitlines()]
    assert listed[:4] == [("peace", "regime"), ("war", "regime"), ("k_peace_to_war", "cutoff"), ("b_peace_to_war", "cutoff")]
    assert any(row[:3] == ("defender_builds_cover_1", "claim", "proved") for row in listed)
    assert run(folder, "show", "walls", "--graph")[1] == "walls states no theorem\n"
    assert run(folder, "show", "walls", "peace")[1] == """\
regime peace
  outcome peace
  where k <= v/sqrt(b)
  at defender_builds: build
  at defender_chooses: f = sqrt(b)
  at challenger_moves: hold
  defender gets v - k*sqrt(b)
  challenger gets 0
"""
    assert run(folder, "show", "walls", "k_peace_to_war", "--format", "latex")[1] == """\
cutoff k_peace_to_war
  $k$ = $v/\\sqrt{b}$ between peace and war
"""
    assert json.loads(run(folder, "show", "walls", "b_peace_to_war", "--format", "json")[1])["cases"] == [
        {"exact": "v^2/k^2", "between": ["peace", "war"], "where": [], "suffices": True}]


def test_plot_writes_the_file_that_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    asked = ["plot", "walls", "--x", "b=1:20", "--y", "k", "--at", "v=3", "--out", "map.svg"]
    assert run(folder, *asked)[:2] == (0, "map.svg\n")
    assert "<svg" in (folder / "map.svg").read_text()
    assert run(folder, "plot", "walls", "--x", "b", "--y", "f", "--at", "k=1", "--at", "v=3")[:2] == (0, "walls_b_f.pdf\n")
    assert (folder / "walls_b_f.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("options", "complaint"), [
    (["--x", "b", "--y", "kk", "--at", "v=3"], "no parameter or quantity kk; did you mean k"),
    (["--x", "b=2:1", "--y", "k", "--at", "v=3"], "the range of b is empty"),
    (["--x", "b=(1).__class__:2", "--y", "k", "--at", "v=3"], "is not an exact number"),
    (["--x", "b", "--y", "k"], "the point gives no value for v"),
    (["--x", "b", "--y", "k", "--at", "v=3", "--out", "map.exe"], "written as png, svg, pdf, pgf, not as exe"),
    (["--x", "b", "--y", "k", "--at", "v=3", "--out", "/dev/null/map.svg"], "cannot be written"),
])
def test_a_wrong_figure_is_one_sentence_and_status_2(folder: Path, options: list[str], complaint: str) -> None:
    status, out, err = run(folder, "plot", "walls", *options)
    assert (status, out) == (2, "")
    assert complaint in err.splitlines()[-1]


def test_build_replaces_its_output_as_a_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no TeX here
    out = folder / "out"
    (out / "walls").mkdir(parents=True)
    for name in ("appendix.tex", "left_over.tex"):
        (out / "walls" / name).write_text("from an earlier build")
    status, said, err = run(folder, "build", "--out", str(out))
    assert status == 0
    assert said.startswith(f"walls: 40 claims, 40 proved (40 decided); {out / 'walls'}: ")
    assert "There is no PDF: no TeX engine was found" in err
    written = {path.name: path.read_bytes() for path in (out / "walls").rglob("*.*")}
    assert {"appendix.tex", "appendix.html", "macros.tex"} <= set(written)
    assert "left_over.tex" not in written
    assert b"\\sqrt{b}" in written["appendix.tex"]

    run(folder, "build", "walls", "--out", str(out))
    assert {path.name: path.read_bytes() for path in (out / "walls").rglob("*.*")} == written
    (folder / "derivations" / "walls.py").write_text("GAME = None")
    assert run(folder, "build", "--out", str(out))[0] == 2
    assert {path.name: path.read_bytes() for path in (out / "walls").rglob("*.*")} == written


def test_a_ledger_drops_each_assumption_of_a_claim_in_turn(folder: Path) -> None:
    run(folder, "update", "walls")
    status, out, _ = run(folder, "show", "walls", "defender_chooses_best_response_1", "--ledger")
    assert status == 0
    assert "\n  proved, certified\n  its certificate uses positive, region at defender_chooses\n" in out
    assert out.splitlines()[-1].startswith("  without positive: refuted at ")
    told = json.loads(run(folder, "show", "walls", "challenger_moves_best_response_1", "--ledger", "--format", "json")[1])
    assert (told["verdict"], told["grade"], set(told["witness"])) == ("proved", "certified", {"b", "f", "k", "v"})
    assert told["without"]["positive"]["verdict"] == "proved"
    status, _, complaint = run(folder, "show", "walls", "peace", "--ledger")
    assert (status, complaint.splitlines()[-1]) == (
        2, "symbolic-alliance: peace is a regime; an assumption ledger is kept of a claim")


@pytest.mark.parametrize(("arguments", "complaint"), [
    (["evaluate", "walls", "--at", "b"], "--at b is no assignment: write --at NAME=VALUE, such as --at q=1/2"),
    (["evaluate", "walls", *AT, "--at", "b=2"], "--at gives b twice"),
    (["evaluate", "walls", "--at", "b=0x10"], "b = '0x10' is not an exact number: write it as text, such as '1/10' or '0.1'"),
    (["evaluate", "walls", "--at", "b=1/0"], "b = '1/0' is not an exact number: write it as text, such as '1/10' or '0.1'"),
    (["evaluate", "walls", "--at", "b=nan"], "b = 'nan' is not an exact number: write it as text, such as '1/10' or '0.1'"),
    (["evaluate", "walls", "--at", "b=1"], "the point gives no value for k, v"),
    (["evaluate", "walls", *AT, "--at", "q=1"],
     "the point gives a value for q, which the model does not declare; its parameters are b, k, v"),
    (["evaluate", "walls", "--at", "b=4", "--at", "k=-1", "--at", "v=3"],
     "the point violates the assumption k > 0 (positive): k = -1"),
    (["show", "walls", "truce"], "walls has no result truce; 'show walls' lists them"),
])
def test_a_wrong_request_is_one_sentence_and_status_2(folder: Path, arguments: list[str], complaint: str) -> None:
    status, out, err = run(folder, *arguments)
    assert (status, out, err.splitlines()[-1]) == (2, "", f"symbolic-alliance: {complaint}")


@pytest.mark.parametrize("command", [
    ["evaluate", "moats", *AT], ["show", "moats"], ["update", "moats"], ["check", "moats"], ["build", "moats"]])
def test_an_unknown_derivation_is_named(folder: Path, command: list[str]) -> None:
    status, out, err = run(folder, *command)
    assert (status, out) == (2, "")
    assert err == f"symbolic-alliance: no derivation moats in {folder / 'derivations'}; there are walls\n"


@pytest.mark.parametrize("arguments", [
    ["bogus"], ["evaluate"], ["evaluate", "walls", "--bogus"], ["check", "--format", "xml"]])
def test_what_typer_refuses_is_status_2_too(folder: Path, arguments: list[str]) -> None:
    status, out, err = run(folder, *arguments)
    assert (status, out) == (2, "")
    assert "Error: " in err
    assert "Traceback" not in err


def test_a_broken_model_is_status_2_everywhere(folder: Path) -> None:
    (folder / "derivations" / "walls.py").write_text(WALLS.replace("b - height**2", "b - altitude**2"))
    complaint = "derivations/walls.py, line 16: NameError: name 'altitude' is not defined"
    for command in (["evaluate", "walls", *AT], ["check"], ["build"], ["update", "walls"], ["show", "walls"]):
        assert run(folder, *command) == (2, "", f"symbolic-alliance: {complaint}\n")
    assert run(folder, "list")[:2] == (2, f"walls    {complaint}\n")


def test_a_broken_lock_is_status_2(folder: Path) -> None:
    (folder / "derivations" / "walls.lock").write_text("lock 1\nderivation walls\nimport os\n")
    for command in (["evaluate", "walls", *AT], ["check"], ["show", "walls"]):
        assert run(folder, *command) == (
            2, "", "symbolic-alliance: derivations/walls.lock: the lock is not as it was written: "
                   "put it back, or write it with 'update walls'\n")
    assert run(folder, "update", "walls")[0] == 0


def test_one_derivation_that_is_wrong_does_not_stop_the_others(folder: Path) -> None:
    (folder / "derivations" / "awry.py").write_text("GAME = nothing\n")
    run(folder, "update", "walls", "--no-certify")
    status, out, complaint = run(folder, "check")
    assert status == 2
    assert out.startswith("walls: 40 claims, 40 proved")
    assert complaint.startswith("symbolic-alliance: derivations/awry.py, line 1: NameError")


def test_nothing_that_is_absent_is_in_the_help() -> None:
    helped = CliRunner().invoke(app, ["--help"]).stdout
    commands = [line.split()[0] for line in helped.split("Commands:\n")[1].splitlines() if line.strip()]
    assert commands == ["list", "build", "show", "evaluate", "plot", "update", "check", "export", "new", "diff", "prove"]


def test_the_module_runs_as_a_program(folder: Path) -> None:
    command = [sys.executable, "-m", "symbolic_alliance", "list", "--project", str(folder), "--format", "json"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert json.loads(finished.stdout) == {
        "walls": {"name": "walls", "title": "Walls", "status": "there is no lock", "broken": False}}


# ---- prove

PROBLEMS = Path(__file__).parents[1] / "data" / "economics-mulligan"


def test_a_satisfiable_and_an_unsatisfiable_problem_are_told_apart():
    files = [str(PROBLEMS / "MulliganEconomicsModel0001a.smt2"), str(PROBLEMS / "MulliganEconomicsModel0055c.smt2")]
    result = CliRunner().invoke(app, ["prove", *files, "--format", "json"])
    assert result.exit_code == 0
    assert [(one["file"], one["status"], one["grade"]) for one in json.loads(result.stdout)] == [
        (files[0], "sat", "point"), (files[1], "unsat", "certified")]


def test_each_question_is_answered_on_its_line(tmp_path):
    file = tmp_path / "problem.smt2"
    file.write_text("(declare-const x Real)(declare-const p Bool)(assert (= (* x x) 4))(assert (=> p (> x 2)))"
                    "(check-sat-assuming ((not p) (> x 0)))(assert p)(check-sat)(exit)(check-sat)")
    result = CliRunner().invoke(app, ["prove", str(file)])
    assert result.exit_code == 0
    assert [line.split(maxsplit=3)[1:] for line in result.stdout.splitlines()] == [
        ["sat", "point", "x = 2, p = false"], ["unsat", "certified"]]
    told = json.loads(CliRunner().invoke(app, ["prove", str(file), "--format", "json"]).stdout)
    assert [(one["status"], one["point"]) for one in told] == [("sat", {"p": "false", "x": "2"}), ("unsat", {})]


def test_an_unknown_answer_is_bad_news(tmp_path, monkeypatch):
    answers = [smtlib.ScriptAnswer("unknown"), smtlib.ScriptAnswer("sat", "point")]
    monkeypatch.setattr(smtlib, "prove_file", lambda file, seconds: iter(answers))
    assert CliRunner().invoke(app, ["prove", str(tmp_path)]).exit_code == 1


def test_what_is_no_smtlib_is_refused_in_one_sentence(tmp_path):
    file = tmp_path / "problem.smt2"
    file.write_text("import os")
    result = CliRunner().invoke(app, ["prove", str(file)])
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert str(file) in result.output


@pytest.mark.parametrize("name", ["../walls", "derivations/walls", "walls.py", "a\0b", "*", "$(ls)", "{{ 7*7 }}", "-x"])
def test_a_hostile_name_is_data(folder: Path, name: str) -> None:
    def status_and_complaint(command: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [command, "--project", str(folder), "--", name], catch_exceptions=False)
        return result.exit_code, result.stdout, result.stderr

    before = sorted(folder.rglob("*"))
    complaint = f"symbolic-alliance: no derivation {name} in {folder / 'derivations'}; there are walls\n"
    for command in ("build", "check", "update", "show"):
        assert status_and_complaint(command) == (2, "", complaint)
    assert status_and_complaint("new")[0] == 2
    assert sorted(folder.rglob("*")) == before


def test_an_output_folder_that_is_a_link_is_not_followed(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "paper.tex").write_text("mine")
    (folder / "out").mkdir()
    (folder / "out" / "walls").symlink_to(folder / "mine")
    status, out, err = run(folder, "build", "--out", str(folder / "out"))
    assert (status, out) == (2, "")
    assert err.endswith(f"symbolic-alliance: {folder / 'out' / 'walls'} is to be replaced as a folder, and is a link\n")
    assert [path.name for path in (folder / "mine").iterdir()] == ["paper.tex"]


def test_a_build_killed_at_any_time_leaves_the_earlier_output_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    program = f"{MORTAL}from symbolic_alliance.interface.cli import app\napp(['build', 'walls', '--out', 'out'])\n"

    def output() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (folder / "out" / "walls").rglob("*") if path.is_file()}

    assert run(folder, "build", "--out", str(folder / "out"))[0] == 0
    old = output()
    (folder / "derivations" / "walls.py").write_text(WALLS.replace("b - height**2", "b - 4*height**2"))
    for operation in (1, 4, 20, 40):
        assert killed(program, operation, folder)
        assert output() == old
    assert run(folder, "build", "--out", str(folder / "out"))[0] == 0
    assert output().keys() == old.keys()
    assert output() != old


def test_published_models_are_listed_apart_and_shown_by_name() -> None:
    root = Path(__file__).parents[2]
    status, out, _ = run(root, "list")
    own, _, published = out.partition("\n\npublished models, to start from with 'new NAME --from KEY':\n")
    assert (status, [line.split()[0] for line in own.splitlines()]) == (0, ["burden_sharing", "offensive_clause"])
    line = r"^fearon1995 +Bargaining in the shadow of war +locked: 26 claims, 26 proved \(26 certified\)$"
    assert re.search(line, published, re.MULTILINE)
    assert "outcome settlement" in run(root, "show", "fearon1995", "settlement_1")[1]


def test_export_writes_a_bundle_for_coq_or_says_why_not(folder: Path, tmp_path: Path) -> None:
    status, _, err = run(folder, "export", "walls", "--coq", str(tmp_path / "coq"))
    assert (status, err) == (2, "symbolic-alliance: walls has no certified claim to export; 'symbolic-alliance update walls' "
                                "searches certificates\n")
    claim = ('{"format": "symbolic_alliance certificates, version 1", "claims": {"one": [{"variables": [], "hypotheses": [], '
             '"alternatives": [[]], "proof": {"deny": 0, "branches": []}}]}}')
    (folder / "derivations" / "walls.certificates.json").write_text(claim)
    status, out, _ = run(folder, "export", "walls", "--coq", str(tmp_path / "coq"))
    assert status == 0
    assert out.startswith(f"{tmp_path / 'coq'}: 4 files")

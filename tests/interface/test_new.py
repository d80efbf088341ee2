"""A new derivation can be listed, built and checked as it stands; a name that will not do is refused."""

import subprocess
import sys
import tomllib
from functools import reduce
from pathlib import Path

import pytest
import yaml

from symbolic_alliance.derivation.derive import restate, solve_model
from symbolic_alliance.derivation.project import Project, read_locked, read_model, write_locked
from symbolic_alliance.errors import RequestError
from symbolic_alliance.interface.new import LONGEST_NAME, home, new


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """A command as it is run in a folder of its own, with no TeX."""
    finished = subprocess.run([sys.executable, "-m", "symbolic_alliance", *arguments], cwd=folder, capture_output=True,
                              text=True, check=False, timeout=300, env={"PATH": "", "NO_COLOR": "1"})
    return finished.returncode, finished.stdout, finished.stderr


def test_what_is_written_builds_as_it_stands(tmp_path: Path) -> None:
    said = "derivations/arming.py: edit it, then 'symbolic-alliance build arming'\n"
    assert run(tmp_path, "new", "arming") == (0, said, "")
    assert run(tmp_path, "list") == (0, "arming  Deterrence by arms  there is no lock\n", "")
    status, said, _ = run(tmp_path, "build", "arming")
    assert (status, said.partition(" (")[0]) == (0, "arming: 92 claims, 92 proved")
    assert (tmp_path / "build" / "arming" / "appendix.html").is_file()
    assert run(tmp_path, "check", "arming")[0] == 1  # there is no lock yet
    assert run(tmp_path, "update", "arming", "--no-certify")[0] == 0
    assert run(tmp_path, "check", "arming")[0] == 0


def test_a_workflow_comes_with_it_once(tmp_path: Path) -> None:
    new(tmp_path, "arming")
    path = tmp_path / ".github" / "workflows" / "derivations.yml"
    steps = yaml.safe_load(path.read_text())["jobs"]["check"]["steps"]
    assert [step["run"] for step in steps if "run" in step][1] == "symbolic-alliance check"
    assert steps[-1]["env"] == {"BASE": "${{ github.event.pull_request.base.sha }}"}
    assert "${{" not in steps[-1]["run"]
    path.write_text("mine")
    new(tmp_path, "rearming")
    assert path.read_text() == "mine"


def git(folder: Path, *words: str) -> int:
    """Run git in a folder, as somebody."""
    named = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    return subprocess.run(["git", *named, *words], cwd=folder, check=False, capture_output=True).returncode


def test_a_merge_needs_no_more_than_the_model_and_an_update(tmp_path: Path) -> None:
    run(tmp_path, "new", "arming")
    known = (tmp_path / ".gitattributes").read_text()
    run(tmp_path, "new", "rearming")
    assert (tmp_path / ".gitattributes").read_text() == known  # once is enough
    (tmp_path / "derivations" / "rearming.py").unlink()
    model = tmp_path / "derivations" / "arming.py"
    source = model.read_text()
    assert run(tmp_path, "update", "arming", "--no-certify")[0] == 0
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "start")
    for branch, share in (("left", "1/3"), ("right", "2/5")):
        git(tmp_path, "checkout", "-b", branch, "main")
        model.write_text(source.replace('"q": "1/2"', f'"q": "{share}"'))
        assert run(tmp_path, "update", "arming", "--no-certify")[0] == 0
        git(tmp_path, "commit", "-am", branch)
    assert git(tmp_path, "merge", "left") != 0
    assert "<<<<<<<" in model.read_text()
    assert "<<<<<<<" not in (tmp_path / "derivations" / "arming.lock").read_text()
    model.write_text(source)
    assert run(tmp_path, "update", "arming", "--no-certify")[0] == 0
    assert run(tmp_path, "check", "arming")[0] == 0


Edits = tuple[tuple[str, str], ...]
PAPER = tomllib.loads((Path(__file__).parents[1] / "data" / "edits" / "haggling.toml").read_text())["source"]
THEOREM = """@remark("{0}")
def {0}(setting):
    return state("It holds that {{it}}.", always({1} > 0), it={1})


"""
RANGE, LAST, LISTED = '@proposition("Bargaining range")', "THEOREMS = (", "THEOREMS = (demand_rises_with_cost, "
EARLY = ((RANGE, THEOREM.format("early", "c_A") + RANGE), (LISTED, LISTED + "early, "))
LATE = ((LAST, THEOREM.format("late", "c_B") + LAST), ("not_always_whole)\n", "not_always_whole, late)\n"))
DEARER, WEAKER = (('"A": p - c_A,', '"A": p - 2*c_A,'),), (("always(c_A + c_B > 0, c_A > 0)", "always(c_A + c_B > 0)"),)
RENAMED = (('"accept"', '"yes"'),)
TAXED = (('Parameter("p", "p", "the chance that A wins")', 'Parameter("p", "p", "A\'s chance")'),)
GONE = ((LISTED, LAST),)
MERGES = {  # what each of two branches does
    "theorems on both sides": (EARLY, LATE), "payoff and theorem": (DEARER, LATE), "theorem and payoff": (EARLY, DEARER),
    "payoff and weaker theorem": (DEARER, WEAKER), "rename and payoff": (RENAMED, DEARER),
    "rename and theorem": (RENAMED, EARLY), "rename and weaker theorem": (RENAMED, WEAKER),
    "words and payoff": (TAXED, DEARER), "words and rename": (TAXED, RENAMED),
    "words and theorem": (TAXED, LATE), "weaker theorem and another": (WEAKER, LATE),
    "a theorem goes, another comes": (GONE, LATE),
    "a theorem goes, payoff": (GONE, DEARER), "a theorem goes, another is weaker": (GONE, WEAKER),
    "a theorem goes and comes in one line": (GONE, EARLY), "the same on both sides": (DEARER, DEARER),
    "two payoffs in one line": (DEARER, (('"A": p - c_A, "B": 1 - p - c_B', '"A": p - c_A, "B": 1 - p - 2*c_B'),)),
    "assumptions": ((("c_A > 0, c_B > 0)", "c_A > 0, c_B > 0, c_A < 2)"),), (("(p > 0, p < 1)", "(p > 0, p < 1, p < 2)"),)),
    "the witness": ((('"p": "1/2"', '"p": "1/3"'),), (('"c_B": "1/5"', '"c_B": "2/5"'),)),
    "nothing and payoff": (((RANGE, f"# a comment\n{RANGE}"),), DEARER)}


def edited(source: str, edit: tuple[str, str]) -> str:
    """The source with a text that it has in another form."""
    assert edit[0] in source
    return source.replace(*edit, 1)


def lock(project: Project) -> None:
    """Write a lock of what the model says, as `update` does, with no claim judged."""
    model = read_model(project, "haggling")
    write_locked(project, restate(solve_model(project, model)))


@pytest.mark.parametrize("sides", MERGES.values(), ids=MERGES.keys())
def test_after_a_merge_the_lock_is_written_anew_and_no_more(tmp_path: Path, sides: tuple[Edits, Edits]) -> None:
    new(tmp_path, "haggling")
    model, project = tmp_path / "derivations" / "haggling.py", Project(tmp_path)
    states = [PAPER, *(reduce(edited, edits, PAPER) for edits in sides)]
    git(tmp_path, "init", "-b", "main")
    for branch, source in zip(("main", "left", "right"), states, strict=True):
        git(tmp_path, "checkout", "-B", branch, *(["main"] if branch != "main" else []))
        model.write_text(source)
        lock(project)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-m", branch)
    git(tmp_path, "merge", "left")
    assert "<<<<<<<" not in project.lock("haggling").read_text()
    if "<<<<<<<" in model.read_text():  # the author resolves the model, and nothing else
        model.write_text(reduce(lambda text, edit: text.replace(*edit, 1), sides[0], states[2]))
    lock(project)
    git(tmp_path, "commit", "-am", "merged")
    assert not subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, check=True).stdout
    locked = read_locked(project, read_model(project, "haggling"))
    assert locked is not None
    assert locked.edition == locked.model.edition


def test_a_new_derivation_joins_the_nearest_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "derivations").mkdir()
    (tmp_path / "paper" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "paper" / "drafts")
    assert home() == tmp_path
    assert home(tmp_path / "paper") == tmp_path / "paper"
    with pytest.raises(RequestError, match="drafts/elsewhere is no folder"):
        home(tmp_path / "paper" / "drafts" / "elsewhere")
    assert new(home(), "arming") == tmp_path / "derivations" / "arming.py"
    model = read_model(Project(tmp_path), "arming")
    assert (model.game.name, model.effects) == ("arming", {("war", "status_quo"): "deterrence"})


@pytest.mark.parametrize("name", [
    "", "my paper", "my-paper", "2021", "class", "None", "_private", "../up", "/etc/passwd", "a/b", "a\0b", "a\nb", "--help",
    "{{ name }}", r"\VAR{name}", "été", "a" * (LONGEST_NAME + 1)])
def test_a_name_that_will_not_do_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError, match="is no name for a derivation: it takes a Python name") as refusal:
        new(tmp_path, name)
    assert "\n" not in str(refusal.value)
    assert "\0" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("taken", ["arming.py", "arming/__init__.py", "Arming.py", "arming.lock", "arming.certificates.json"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    path = tmp_path / "derivations" / taken
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(RequestError, match=r"the name arming is taken by .*derivations/[aA]rming"):
        new(tmp_path, "arming")
    assert [entry.read_text() for entry in tmp_path.rglob("*.*")] == ["mine"]


def test_a_published_model_is_a_start(tmp_path: Path) -> None:
    assert new(tmp_path, "prewar", "fearon1995") == tmp_path / "derivations" / "prewar.py"
    model = read_model(Project(tmp_path), "prewar")
    assert (model.name, model.game.name) == ("prewar", "prewar")
    assert "Fearon (1995)" in model.about
    assert (tmp_path / ".github" / "workflows" / "derivations.yml").exists()
    said = "derivations/opening.py: edit it, then 'symbolic-alliance build opening'\n"
    assert run(tmp_path, "new", "opening", "--from", "stahl1972") == (0, said, "")


def test_a_model_that_is_not_in_the_catalogue_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no model fearon95 in the catalogue; there are dixit1979, fearon1995, jackson"):
        new(tmp_path, "prewar", "fearon95")
    assert not (tmp_path / "derivations").exists()

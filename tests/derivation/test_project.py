"""Derivations are found, loaded from this project and no other, and a broken one is told in one sentence."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from symbolic_alliance.derivation.check import LockState, check, check_text, standing
from symbolic_alliance.derivation.derive import open_derivation
from symbolic_alliance.derivation.lock import StaleLockError
from symbolic_alliance.derivation.project import Project, find_project, read_locked, read_model, write_locked
from symbolic_alliance.derivation.update import update
from symbolic_alliance.errors import LockError, ModelError, RequestError
from symbolic_alliance.interface.notebook import LockWarning, load
from tests.derivation.test_lock import MODEL, SOLVED

HERE = Path(__file__).parents[1] / "project"
WALLS = (HERE / "derivations" / "walls.py").read_text()


def project_with(tmp_path: Path, source: str = WALLS, name: str = "walls.py") -> Project:
    path = tmp_path / "derivations" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source)
    return Project(tmp_path)


def test_the_nearest_project_upwards_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project_with(tmp_path)
    below = tmp_path / "paper" / "sections"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_project() == Project(tmp_path)
    assert find_project(HERE) == Project(HERE)


def test_elsewhere_the_example_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "burden_sharing" in find_project().names


def test_a_folder_without_derivations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"has no folder derivations/"):
        find_project(tmp_path)


def test_packages_and_modules_are_derivations(tmp_path: Path) -> None:
    for name in ("walls.py", "paper/__init__.py", "_private.py", "no-name.py", "notes/readme.py"):
        project = project_with(tmp_path, name=name)
    assert project.names == ("paper", "walls")
    assert project.source("paper") == tmp_path / "derivations" / "paper" / "__init__.py"
    assert project.lock("paper") == tmp_path / "derivations" / "paper" / "paper.lock"
    assert project.lock("walls") == tmp_path / "derivations" / "walls.lock"
    with pytest.raises(RequestError, match=r"no derivation other in .*derivations; there are paper, walls"):
        project.source("other")
    with pytest.raises(RequestError, match=r"no derivation \.\./walls in"):
        project.source("../walls")


def test_an_edit_counts_and_leaves_no_trace(tmp_path: Path) -> None:
    before = {name for name in sys.modules if name.startswith("derivations")}
    project = project_with(tmp_path)
    assert read_model(project, "walls").game.title == "Walls"
    project_with(tmp_path, WALLS.replace('"Walls"', '"Moats"'))
    assert read_model(project, "walls").game.title == "Moats"
    assert {name for name in sys.modules if name.startswith("derivations")} == before
    assert [path.name for path in (tmp_path / "derivations").iterdir()] == ["walls.py"]


def test_threads_read_models_at_the_same_time() -> None:
    project = Project(Path(__file__).parents[1] / "project")
    with ThreadPoolExecutor(4) as executor:
        assert {model.name for model in executor.map(partial(read_model, project), ["walls"] * 60)} == {"walls"}


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("import sympy as sp", "import sympy as", "derivations/walls.py, line 3: SyntaxError: invalid syntax"),
    ("import sympy as sp", "import sumpy", "derivations/walls.py, line 3: ModuleNotFoundError: No module named 'sumpy'"),
    ("b - height**2", "b - height**c", "derivations/walls.py, line 16: NameError: name 'c' is not defined"),
    ('"challenger": 0}', '"challenger": 0 * sp.Symbol("u", real=True) + sp.Symbol("u", real=True)}',
     "derivations/walls.py, line 20: outcome peace (after defender_builds, challenger_moves_unwalled): "
     "the payoff of challenger uses u, which is no declared parameter or choice"),
    ('{"b": 4, "k": 1, "v": 3}', '{"b": 4, "k": 0, "v": 3}',
     "derivations/walls.py, line 22: the witness violates the assumption k > 0 (positive): k = 0"),
    ("EFFECTS = {", "raise OSError('disk')\nEFFECTS = {", "derivations/walls.py, line 32: OSError: disk"),
])
def test_a_broken_model_is_one_sentence_with_the_file(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in WALLS
    project = project_with(tmp_path, WALLS.replace(old, new, 1))
    with pytest.raises(ModelError) as refusal:
        read_model(project, "walls")
    assert str(refusal.value).startswith(complaint)
    assert "\n" not in str(refusal.value)


def test_a_lock_is_used_until_the_model_changes(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    model = read_model(project, "walls")
    assert read_locked(project, model) is None
    told: list[str] = []
    solved = open_derivation(project, model, told.append)
    assert told[0] == "walls has no lock, so it is solved again; 'symbolic-alliance update walls' writes a new one"
    assert len(told) > 1

    assert write_locked(project, solved) == tmp_path / "derivations" / "walls.lock"
    told.clear()
    assert open_derivation(project, model, told.append) == solved
    assert told == ["read from its lock"]

    project_with(tmp_path, WALLS.replace("b - height**2", "b - 2*height**2"))
    changed = read_model(project, "walls")
    with pytest.raises(StaleLockError, match=r"^derivations/walls.lock: the lock is of another model"):
        read_locked(project, changed)
    told.clear()
    assert open_derivation(project, changed, told.append).equilibrium.regime("peace") != solved.equilibrium.regime("peace")
    assert told[0].startswith("the lock of walls is older than its model, so it is solved again")


def test_a_malformed_lock_is_refused_by_its_path(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    (tmp_path / "derivations" / "walls.lock").write_text("lock 1\n=======\n")
    with pytest.raises(LockError) as refusal:
        load("walls", tmp_path)
    assert str(refusal.value) == ("derivations/walls.lock: the lock holds the marks of a merge: "
                                  "put it back, or write it with 'update walls'")
    with pytest.raises(LockError):
        read_locked(project, read_model(project, "walls"))


def test_load_solves_what_has_no_lock() -> None:
    with pytest.warns(LockWarning):
        found = load("walls", HERE)
    assert found.derivation.equilibrium.regimes == SOLVED.equilibrium.regimes
    assert found.derivation.model.effects == MODEL.effects


def test_an_interval_that_crosses_is_told_with_the_file(tmp_path: Path) -> None:
    project = project_with(tmp_path, WALLS.replace("HEIGHT, sp.Integer(0), None", "HEIGHT, sp.Integer(0), b - k"))
    with pytest.raises(ModelError, match=r"^derivations/walls.py: "):
        open_derivation(project, read_model(project, "walls"))


THEOREM = '''

from symbolic_alliance.claims.theorems import always, proposition, state


@proposition("Prizes")
def prizes_matter(setting):
    return state("The prize {b} is worth having.", always(b > 0), b=b)


THEOREMS = (prizes_matter,)
'''


def test_a_theorem_edited_since_the_lock_is_told_as_locked(tmp_path: Path) -> None:
    project = project_with(tmp_path, WALLS + THEOREM)
    update(project, "walls", certify=False)
    told: list[str] = []
    opened = open_derivation(project, read_model(project, "walls"), warn=told.append)
    assert (told, opened.claims["prizes_matter"].sentence) == ([], "The prize b is worth having.")
    project_with(tmp_path, WALLS + THEOREM + "\n# a comment is no edit of a theorem\n")
    open_derivation(project, read_model(project, "walls"), warn=told.append)
    assert (told, "changed" in standing(project, "walls")["status"]) == ([], False)
    project_with(tmp_path, WALLS + THEOREM.replace("always(b > 0)", "always(b >= 0)"))
    opened = open_derivation(project, read_model(project, "walls"), warn=told.append)
    said = "the theorem prizes_matter changed"
    assert told == [f"since walls was locked, {said}: verdicts and letters are as locked; "
                    "'symbolic-alliance update walls' writes new ones"]
    assert standing(project, "walls")["status"].endswith(f"; since then {said}: 'update walls'")
    with pytest.warns(LockWarning, match=said):
        load("walls", tmp_path)


def test_a_lock_of_an_older_format_is_said_to_be_due(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    path, _ = update(project, "walls", certify=False)
    body = re.sub("lock 3", "lock 2", re.sub(r"\\n +(meaning .*|suffices)", "", path.read_text()))
    body = body[:body.rindex("seal ")]
    path.write_text(f"{body}seal {sha256(body.encode()).hexdigest()}\n")
    assert standing(project, "walls")["status"].endswith("; the lock is of an older format: 'update walls'")
    found = check(project, read_model(project, "walls"))
    assert found.lock is LockState.SAME
    assert "  the lock is of an older format: 'symbolic-alliance update walls'" in check_text(found)


def test_a_catalogue_stands_beside_the_derivations(tmp_path: Path) -> None:
    (tmp_path / "derivations" / "catalogue").mkdir(parents=True)
    for name in ("walls", "catalogue/smith1999"):
        (tmp_path / "derivations" / f"{name}.py").write_text(WALLS)
    project = Project(tmp_path)
    assert (project.names, project.catalogue) == (("walls",), ("smith1999",))
    assert project.lock("smith1999") == tmp_path / "derivations" / "catalogue" / "smith1999.lock"
    assert read_model(project, "smith1999").name == "smith1999"
    with pytest.raises(RequestError, match="there are walls; did you mean smith1999"):
        project.source("smith1998")

"""Derivations are found, loaded from this project and no other, and a broken one is told in one sentence."""

import re
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from symbolic_alliance.derivation.derive import open_derivation
from symbolic_alliance.derivation.lock import StaleLockError
from symbolic_alliance.derivation.project import Project, find_project, read_locked, read_model, write_locked
from symbolic_alliance.errors import LockError, ModelError, RequestError
from symbolic_alliance.interface.notebook import LockWarning, load
from tests.derivation.test_lock import MODEL, SOLVED

HERE = Path(__file__).parents[1] / "project"
WALLS = (HERE / "derivations" / "walls.py").read_text()
AS_ONE_MODEL = """
from symbolic_alliance import Model
FIELDS = ("game", "benchmark", "effects", "held_fixed", "example", "companions", "theorems", "sentences", "abbreviations",
          "variant_of")
DERIVATION = Model(**{name: globals().pop(name.upper()) for name in FIELDS if name.upper() in globals()})
"""


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


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("\nBENCHMARK = GAME", "\nBENCHMARK = 3 or GAME", "its benchmark is 3, not a Game"),
    ("BENCHMARK = GAME.sub", 'BENCHMARK = Game("other", "Other", GAME.players, GAME.parameters, challenge("_far", '
     "sp.Integer(0)))\nTHIRD = GAME.sub", "its benchmark is no subgame of its game"),
    ("\nBENCHMARK = GAME", "\nBENCHMARK = None and GAME", "effects speaks of the outcome 'war'; there is no benchmark"),
    ('("war", "peace")', '("war", "truce")', "effects speaks of the outcome 'truce'; the outcomes of walls are peace, war"),
    ('("war", "peace")', '"war"', "effects maps a pair of outcomes to a name, and 'war' is no pair"),
    ("EFFECTS = {", "HELD_FIXED = {'g': 0}\nEFFECTS = {", "held_fixed names g, no choice of the game; its choices are f"),
    ("EFFECTS = {", "HELD_FIXED = {'f': 0.5}\nEFFECTS = {", "held_fixed: f = 0.5 is not an exact number: write it as text, "
     "such as '1/10' or '0.1'"),
    ("EFFECTS = {", "EXAMPLE = {'b': 4, 'k': -1, 'v': 3}\nEFFECTS = {",
     "example violates the assumption k > 0 (positive): k = -1"),
    ("EFFECTS = {", "THEOREMS = (1, 2)\nEFFECTS = {",
     "its theorems hold 1, which is no theorem: head it as lemma, proposition or the like"),
    ("EFFECTS = {", "THEOREMS = 3\nEFFECTS = {", "its theorems is 3, not a module or a tuple"),
    ("EFFECTS = {", "from symbolic_alliance.claims.theorems import lemma\n"
     "THEOREMS = (lemma('Peace', answers=(2,))(challenge),)\nSENTENCES = {1: 'War.', 3: 'Peace.'}\nEFFECTS = {",
     "challenge answers question 2, and its sentences are numbered 1, 3"),
    ("EFFECTS = {", "SENTENCES = ['War.']\nEFFECTS = {", "its sentences is ['War.'], not a Mapping"),
    ("EFFECTS = {", "COMPANIONS = GAME\nEFFECTS = {", "its companions is a Game, not a tuple"),
    ("EFFECTS = {", "COMPANIONS = ('moats',)\nEFFECTS = {", "its companions hold 'moats', which is not a Game"),
    ("EFFECTS = {", "COMPANIONS = (GAME,)\nEFFECTS = {", "its companions give the name walls to a second game"),
    ("EFFECTS = {", "VARIANT_OF = 'moats'\nEFFECTS = {", "its variant_of is 'moats'; the derivations here are walls"),
])
def test_a_model_that_does_not_fit_is_told_in_the_same_words_in_both_forms(
        tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in WALLS
    source = WALLS.replace(old, new, 1)
    for text in (source, source + AS_ONE_MODEL):
        with pytest.raises(ModelError) as refusal:
            read_model(project_with(tmp_path, text), "walls")
        assert re.sub(r", line \d+", "", str(refusal.value)) == f"derivations/walls.py: {complaint}"


def test_both_forms_declare_the_same_model(tmp_path: Path) -> None:
    fields = 'HELD_FIXED = {"f": "1/2"}\nEXAMPLE = {"b": 1, "k": 2, "v": 3}\nSENTENCES = {1: "War."}\nEFFECTS = {'
    source = WALLS.replace("EFFECTS = {", fields)
    old, new = (read_model(project_with(tmp_path, text), "walls") for text in (source, source + AS_ONE_MODEL))
    for model in (old, new):
        assert (model.name, model.game.name, model.effects) == ("walls", "walls", {("war", "peace"): "deterrence"})
        assert model.about == "A defender may build walls; a challenger attacks where they are low."
        assert (model.held_fixed, model.example["k"], model.sentences) == ({"f": Fraction(1, 2)}, 2, {1: "War."})
        assert model.benchmark is not None
        assert model.benchmark.root is model.game.node("challenger_moves_unwalled")


@pytest.mark.parametrize(("source", "complaint"), [
    ('"""Nothing."""\n', "it exposes no DERIVATION = Model(game=...)"),
    (WALLS + "DERIVATION = GAME\n", "its DERIVATION is a Game, not a Model"),
    (WALLS + "from symbolic_alliance import Model\nDERIVATION = Model(game=GAME, name='moats')\n",
     "its name is 'moats', and that of its file walls: leave it out"),
])
def test_a_module_without_a_model_is_refused(tmp_path: Path, source: str, complaint: str) -> None:
    with pytest.raises(ModelError) as refusal:
        read_model(project_with(tmp_path, source), "walls")
    assert re.sub(r", line \d+", "", str(refusal.value)) == f"derivations/walls.py: {complaint}"


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
    with pytest.raises(LockError, match=r"^derivations/walls.lock: line 2: '=======' is no keyword"):
        load("walls", tmp_path)
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

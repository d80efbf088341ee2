"""A paper goes to another process and comes back, theorems and all."""

import copy
import pickle  # noqa: TID251 what we wrote ourselves is read back
import subprocess
import sys
from pathlib import Path

import pytest

from symbolic_alliance.derivation.project import read_model
from symbolic_alliance.errors import RequestError
from symbolic_alliance.interface.notebook import load
from tests.derivation.test_project import THEOREM, WALLS, project_with

ELSEWHERE = """
import pickle, sys
paper = pickle.loads(sys.stdin.buffer.read())
theorem, = paper.derivation.theorems
print(theorem.name, paper.at(b=4, k=1, v=3).equilibrium.regime)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a theorem."""
    project_with(tmp_path, WALLS + THEOREM)
    return tmp_path


@pytest.mark.filterwarnings("ignore::symbolic_alliance.interface.notebook.LockWarning")
def test_a_paper_is_read_back_here_and_elsewhere(folder: Path) -> None:
    paper = load("walls", folder)
    assert paper.at(b=4, k=1, v=3).equilibrium.regime == "peace"
    written = pickle.dumps(paper)
    assert pickle.loads(written) == copy.deepcopy(paper) == paper  # noqa: S301
    run = subprocess.run([sys.executable, "-c", ELSEWHERE], input=written, capture_output=True, timeout=300, check=True)
    assert run.stdout.decode() == "prizes_matter peace\n"


def test_a_theorem_keeps_its_name_and_its_line(folder: Path) -> None:
    theorem, = read_model(project_with(folder, WALLS + THEOREM), "walls").theorems
    path, line = theorem.place
    assert (theorem.name, path) == ("prizes_matter", folder / "derivations" / "walls.py")
    assert path.read_text().split("\n")[line - 1] == '@proposition("Prizes")'


def test_a_theorem_that_is_gone_is_told(folder: Path) -> None:
    theorem, = read_model(project_with(folder, WALLS + THEOREM), "walls").theorems
    written = pickle.dumps(theorem)
    project_with(folder, WALLS)
    with pytest.raises(RequestError, match="has no theorem prizes_matter any more"):
        pickle.loads(written)  # noqa: S301

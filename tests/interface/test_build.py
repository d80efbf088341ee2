"""A build from a lock writes what a build from nothing does, and nothing is written again that has not changed."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.update import update
from symbolic_alliance.interface.build import Built, build_all

DERIVATIONS = Path(__file__).parents[1] / "project" / "derivations"
THEOREM = """

from symbolic_alliance.claims.theorems import always, remark, state


@remark("Walls")
def walls_are_cheap(setting):
    return state("Walls cost less than {b}.", always(k < b), b=b)


THEOREMS = (walls_are_cheap,)
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of one derivation, which is locked."""
    monkeypatch.setenv("PATH", "")  # no TeX here
    shutil.copytree(DERIVATIONS, tmp_path / "derivations")
    found = Project(tmp_path)
    update(found, "walls", certify=False)
    return found


def built(project: Project, folder: str = "out", full: bool = False) -> Built:
    found, = build_all(project, ["walls"], project.root / folder, full)
    return found


def written(project: Project, folder: str = "out") -> dict[str, bytes]:
    place = project.root / folder / "walls"
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*.*") if path.suffix != ".pdf"}


def test_a_lock_gives_the_same_bytes_as_a_solution(project: Project) -> None:
    assert ", as the lock has them; " in built(project).said
    assert "as the lock" not in built(project, "anew", full=True).said
    assert written(project) == written(project, "anew") != {}


def test_what_was_built_of_the_same_files_is_left_as_it_is(project: Project) -> None:
    assert built(project).status == 0
    before = written(project)
    again = built(project)
    assert (again.status, again.complaint) == (0, "")
    assert "of the very same model and lock" in again.said
    page = project.root / "out" / "walls" / "appendix.tex"
    page.write_text("edited by hand")
    assert "of the very same" not in built(project).said
    assert written(project) == before


def test_a_theorem_that_the_lock_does_not_have_is_judged(project: Project) -> None:
    with project.source("walls").open("a") as source:
        source.write(THEOREM)
    found = built(project)
    assert found.status == 1
    assert "40 proved" in found.said
    assert "1 refuted" in found.said
    assert "theorems that have changed: 'symbolic-alliance update walls'" in found.said
    assert "of the very same" not in built(project).said  # bad news is not remembered


def test_an_old_lock_is_no_ground_to_build_on(project: Project) -> None:
    source = project.source("walls")
    source.write_text(source.read_text().replace("b - height**2", "b - 4*height**2"))
    assert "as the lock" not in built(project).said
    assert b"\\sqrt{b}" in written(project)["appendix.tex"]


def test_derivations_are_built_in_any_executor_and_told_in_their_order(project: Project) -> None:
    shutil.copy(project.source("walls"), project.root / "derivations" / "moats.py")
    with ThreadPoolExecutor(2) as executor:
        found = list(build_all(project, ["walls", "nothing", "moats"], project.root / "out", executor=executor))
    assert [one.status for one in found] == [0, 2, 0]
    assert "no derivation nothing" in found[1].complaint
    in_processes = list(build_all(project, ["walls", "moats"], project.root / "anew"))
    assert [one.said.split(":")[0] for one in in_processes] == ["walls", "moats"]
    assert written(project) == written(project, "anew")


def test_sources_and_what_no_build_has_written_are_never_replaced(project: Project) -> None:
    package = project.root / "derivations" / "moats"
    package.mkdir()
    shutil.copy(project.source("walls"), package / "__init__.py")
    found, = build_all(project, ["moats"], project.root / "derivations")
    assert (found.status, (package / "__init__.py").is_file()) == (2, True)
    assert "is where the sources of moats are" in found.complaint
    mine = project.root / "out" / "walls" / "thesis.tex"
    mine.parent.mkdir(parents=True)
    mine.write_text("years of work")
    assert "has files that no build has written" in built(project).complaint
    assert mine.read_text() == "years of work"


def test_a_theorem_cannot_have_the_name_of_a_claim(project: Project) -> None:
    with project.source("walls").open("a") as source:
        source.write(THEOREM.replace("walls_are_cheap", "challenger_moves_cover_1"))
    for full in (False, True):
        found = built(project, full=full)
        assert found.status == 2
        assert "the theorem challenger_moves_cover_1 is taken by a claim" in found.complaint


def test_what_a_derivation_imports_from_elsewhere_or_reads_beside_it_counts(
        project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = project.root / "shelf"
    shelf.mkdir()
    (shelf / "shelved_bounds.py").write_text("LOW = 0\n")
    monkeypatch.syspath_prepend(str(shelf))
    source = project.source("walls")
    source.write_text(source.read_text().replace("import sympy as sp", "import shelved_bounds\nimport sympy as sp"))
    assert built(project).status == 0
    assert "of the very same model" in built(project).said
    (shelf / "shelved_bounds.py").write_text("LOW = 5\n")
    assert "of the very same model" not in built(project).said
    (project.root / "derivations" / "prices.txt").write_text("1, 2, 3")
    assert "of the very same model" not in built(project).said


def test_certificates_that_are_missing_certify_nothing(project: Project) -> None:
    update(project, "walls")
    project.deposit("walls").unlink()
    found = built(project)
    assert found.status == 2
    assert "walls.certificates.json is missing, and the lock has claims that it certifies" in found.complaint


@pytest.mark.parametrize("code", ["raise SystemExit(0)", "class Odd(Exception):\n    pass\nraise Odd('own')"])
def test_whatever_a_derivation_raises_is_one_sentence_and_the_others_are_built(project: Project, code: str) -> None:
    (project.root / "derivations" / "odd.py").write_text(code)
    first, second = build_all(project, ["odd", "walls"], project.root / "out")
    assert (first.status, second.status) == (2, 0)
    assert "derivations/odd.py, line " in first.complaint

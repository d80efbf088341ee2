"""A good check is believed while nothing that it depends on changes, and not a moment longer."""

import shutil
from pathlib import Path

import pytest

from symbolic_alliance.derivation.project import Project, read_model
from symbolic_alliance.derivation.remembered import FOLDER, is_remembered, remember, sources
from symbolic_alliance.derivation.update import update
from symbolic_alliance.explore.second_opinion import check_twice


@pytest.fixture
def locked(tmp_path: Path) -> Project:
    """A project with a lock and no certificates."""
    shutil.copytree(Path(__file__).parents[1] / "project" / "derivations", tmp_path / "derivations")
    update(Project(tmp_path), "walls", certify=False)
    return Project(tmp_path)


def test_a_good_check_is_remembered_until_something_changes(locked: Project) -> None:
    first, walked = check_twice(locked, "walls")
    assert (first.is_good, first.is_remembered, walked) == (True, False, ())
    again, _ = check_twice(locked, "walls")
    assert (again.is_good, again.is_remembered, again.derivation) == (True, True, first.derivation)
    assert not check_twice(locked, "walls", cache=False)[0].is_remembered
    assert not check_twice(locked, "walls", full=True)[0].is_remembered
    source = locked.source("walls")
    source.write_text(source.read_text() + "\n# a remark\n")
    assert not is_remembered(locked, "walls")
    assert not check_twice(locked, "walls")[0].is_remembered
    assert check_twice(locked, "walls")[0].is_remembered


def test_bad_news_is_not_remembered(locked: Project) -> None:
    locked.lock("walls").unlink()
    for _ in range(2):
        assert not check_twice(locked, "walls")[0].is_remembered


@pytest.mark.parametrize("spoil", [
    lambda project: project.lock("walls").unlink(),
    lambda project: project.deposit("walls").write_text("{}"),
    lambda project: (project.root / "derivations" / "other.py").write_text("GAME = None\n"),
    lambda project: (project.root / FOLDER / "walls.checked").write_text("0" * 64)])
def test_any_file_counts(locked: Project, spoil) -> None:
    remember(locked, "walls", sources(locked, "walls"))
    assert is_remembered(locked, "walls")
    spoil(locked)
    assert not is_remembered(locked, "walls")
    assert (locked.root / FOLDER / ".gitignore").read_text() == "*\n"
    assert read_model(locked, "walls").name == "walls"


def test_where_nothing_can_be_written_nothing_is_remembered(locked: Project) -> None:
    (locked.root / FOLDER).write_text("a file stands in the way")
    remember(locked, "walls", sources(locked, "walls"))
    assert not is_remembered(locked, "walls")

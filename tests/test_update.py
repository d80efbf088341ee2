"""An update writes the lock and the certificates, and keeps what is deposited."""

import shutil
from pathlib import Path

import pytest

from symbolic_alliance.claim import Grade
from symbolic_alliance.errors import RequestError
from symbolic_alliance.project import Project
from symbolic_alliance.update import update


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one derivation and no lock."""
    shutil.copytree(Path(__file__).parent / "project" / "derivations", tmp_path / "derivations")
    return Project(tmp_path)


def test_certificates_are_kept_where_none_are_searched(project: Project) -> None:
    lock, searched = update(project, "walls")
    assert lock == project.lock("walls")
    assert {claim.grade for claim in searched.claims.values()} == {Grade.CERTIFIED}
    before = lock.read_bytes(), project.deposit("walls").read_bytes()
    _, kept = update(project, "walls", certify=False)
    assert kept.settled == searched.settled
    assert (lock.read_bytes(), project.deposit("walls").read_bytes()) == before


def test_an_unknown_derivation_is_named_and_nothing_is_written(project: Project) -> None:
    before = sorted(project.root.rglob("*"))
    with pytest.raises(RequestError, match="no derivation moats in"):
        update(project, "moats")
    assert sorted(project.root.rglob("*")) == before

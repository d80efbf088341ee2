"""An update writes the lock and the certificates, and keeps what is deposited."""

import shutil
from pathlib import Path

import pytest

from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.update import update
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.claim import Grade
from tests.derivation.test_storage import MORTAL, killed

UPDATE = MORTAL + """\
from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.update import update
left += 1000  # what loading does to files does not count
project = Project(Path("."))
import symbolic_alliance.derivation.update as module
write = module.write_locked
def counted(project, derivation):
    global left
    left = int(sys.argv[1])
    return write(project, derivation)
module.write_locked = counted
update(project, "walls", certify=False)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one derivation and no lock."""
    shutil.copytree(Path(__file__).parents[1] / "project" / "derivations", tmp_path / "derivations")
    return Project(tmp_path)


def test_certificates_are_kept_where_none_are_searched(project: Project) -> None:
    lock, searched = update(project, "walls")
    assert lock == project.lock("walls")
    assert {claim.grade for claim in searched.claims.values()} == {Grade.CERTIFIED}
    before = lock.read_bytes(), project.deposit("walls").read_bytes()
    _, kept = update(project, "walls", certify=False)
    assert kept.judged == searched.judged
    assert (lock.read_bytes(), project.deposit("walls").read_bytes()) == before


def test_certificates_with_the_marks_of_a_merge_are_searched_anew(project: Project) -> None:
    update(project, "walls")
    written = project.deposit("walls").read_text()
    project.deposit("walls").write_text(f"<<<<<<< ours\n{written}")
    told: list[str] = []
    _, again = update(project, "walls", told.append)
    assert any(line.endswith("certificates are searched anew") for line in told)
    assert {claim.grade for claim in again.claims.values()} == {Grade.CERTIFIED}
    assert project.deposit("walls").read_text() == written


def test_an_unknown_derivation_is_named_and_nothing_is_written(project: Project) -> None:
    before = sorted(project.root.rglob("*"))
    with pytest.raises(RequestError, match="no derivation moats in"):
        update(project, "moats")
    assert sorted(project.root.rglob("*")) == before


def test_an_update_killed_at_any_operation_leaves_lock_and_certificates_whole(project: Project) -> None:
    update(project, "walls")
    paths = project.lock("walls"), project.deposit("walls")
    old = [path.read_bytes() for path in paths]
    source = project.source("walls")
    source.write_text(source.read_text().replace("b - height**2", "b - 4*height**2"))
    update(project, "walls", certify=False)
    new = [path.read_bytes() for path in paths]
    assert all(one != other for one, other in zip(old, new, strict=True))
    # At the places where a file is about to take its name, or has just taken it; 4 and 9 are the renamings.
    for operation in (3, 4, 5, 8, 9):
        for path, text in zip(paths, old, strict=True):
            path.write_bytes(text)
        assert killed(UPDATE, operation, project.root)
        found = [path.read_bytes() for path in paths]
        assert found == [old[0], new[1] if operation > 4 else old[1]]  # the certificates are written first
        assert project.names == ("walls",)
    update(project, "walls", certify=False)
    assert [path.read_bytes() for path in paths] == new

"""The two sides of a comparison: what has been locked, and what the model says now.

In:  a project, a model, and against what: nothing (the lock beside the derivation), a lock file, or a git revision.
Out: a `Diff`.
What the user names is data: a file is read within bounds, a revision is handed to git as one argument, and nothing is run.
"""

import subprocess
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import judge_derivation, open_derivation, restate
from symbolic_alliance.derivation.diff.change import Diff, Status
from symbolic_alliance.derivation.diff.compare import compare, compare_results
from symbolic_alliance.derivation.diff.impact import impacts
from symbolic_alliance.derivation.lock import Lock, read_lock, require_sealed, write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import Project, read_deposited
from symbolic_alliance.derivation.storage import LARGEST_TEXT, read_text
from symbolic_alliance.errors import LockError, Progress, RequestError

GIT_SECONDS = 60
NOT_JUDGED = "every result means what it meant, so that no claim was judged again"


def diff(project: Project, model: Model, against: str | None = None, progress: Progress = lambda text: None,
         with_impact: bool = True) -> Diff:
    """Compare what a model says now with what was locked; a result that means something else comes with a point.

    What the new side claims is judged where it has not been yet and some result has changed, or a theorem is not stated or
    proved as it was; that takes longest, and is left out without ``with_impact``.
    Raises `RequestError` where there is nothing to compare with, `LockError` where that is no lock.
    """
    text = locked_text(project, model.name, against)
    require_sealed(text, f"'update {model.name}' writes one that can be compared with")
    old, known = _read(text, against or "the lock"), cache(partial(read_deposited, project, model.name))
    derivation = open_derivation(project, model, progress)
    if derivation.judged:
        return compare(old, _lock_of(restate(derivation, progress, known)), progress)
    found = compare_results(old, _lock_of(restate(derivation, progress)), progress)
    if found.is_harmless and all(change.status is Status.SAME for change in found.changes if change.is_theorem):
        return replace(found, impacts=impacts(old, old, ()), notes=(*found.notes, NOT_JUDGED))
    if not with_impact:
        return found
    derivation = judge_derivation(derivation, progress, known())
    return replace(found, impacts=impacts(old, _lock_of(derivation), found.changes))


def _lock_of(derivation: Derivation) -> Lock:
    return read_lock(write_lock(derivation))


def _read(text: str, name: str) -> Lock:
    try:
        return read_lock(text)
    except LockError as error:
        raise LockError(f"{name}: {error}") from error


def compare_derivations(old: Derivation, new: Derivation, progress: Progress = lambda text: None) -> Diff:
    """Compare two derivations, as a lock of each would be."""
    return compare(_lock_of(old), _lock_of(new), progress)


def compare_texts(old: str, new: str, name: str = "the lock", progress: Progress = lambda text: None) -> Diff:
    """Compare two locks; `LockError` says which line of the old one does not belong."""
    return compare(_read(old, name), _read(new, name), progress)


def locked_text(project: Project, name: str, against: str | None) -> str:
    """The lock to compare with, as text: a file where one is named, else that of a git revision."""
    lock = project.lock(name)
    if against is None:
        if not lock.exists():
            raise RequestError(f"{name} has no lock to compare with: 'update {name}' writes one, --against names another")
        return read_text(lock)
    if not against or against.startswith("-") or not against.isprintable():
        raise RequestError(f"--against {against!r} is neither a file nor a git revision")
    try:
        is_file = Path(against).is_file()
    except (OSError, ValueError):
        is_file = False
    return read_text(Path(against)) if is_file else _at_revision(lock, against)


def _at_revision(lock: Path, revision: str) -> str:
    """What git keeps of a lock at a revision."""
    command = ["git", "cat-file", "blob", f"{revision}:./{lock.name}"]
    try:
        finished = subprocess.run(command, cwd=lock.parent, capture_output=True, timeout=GIT_SECONDS, check=False,
                                  stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RequestError(f"--against {revision}: there is no such file, and git cannot be asked: {error}") from error
    if finished.returncode:
        said = finished.stderr.decode(errors="replace").strip().splitlines()
        raise RequestError(f"--against {revision}: there is no such file, and git has no {lock.name} there "
                           f"({said[0] if said else 'it says nothing'})")
    if len(finished.stdout) > LARGEST_TEXT:
        raise RequestError(f"{lock.name} at {revision} is larger than {LARGEST_TEXT // 10**6} MB")
    try:
        return finished.stdout.decode()
    except UnicodeDecodeError as error:
        raise RequestError(f"{lock.name} at {revision} is no UTF-8 text") from error

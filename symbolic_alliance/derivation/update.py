"""Derive anew, and commit to what comes out: the explicit way to accept a change.

In:  a project and the name of a derivation.
Out: its lock and its certificates, written beside it; the command ``update`` and the pytest plugin's ``--update-locks`` are
     this function, and nothing else writes them.
"""

from pathlib import Path

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import NO_THEOREMS, certify_derivation, judge_derivation, solve_whole, with_forms
from symbolic_alliance.derivation.project import Project, read_deposited, read_model, write_locked
from symbolic_alliance.derivation.storage import require_writable
from symbolic_alliance.errors import LockError, Progress


def update(project: Project, name: str, progress: Progress = lambda text: None, certify: bool = True
           ) -> tuple[Path, Derivation]:
    """Solve, judge, search certificates unless told not to, and write; returns where the lock is and what it holds.

    Certificates that are deposited and still hold are kept either way; a deposit with one that does not, or with the marks of
    a merge, is told and left aside, and all are searched anew.  Raises `UserError` for a model that is none.
    """
    model = read_model(project, name)
    require_writable(project.lock(name))
    try:
        known = read_deposited(project, name)
    except LockError as error:
        progress(f"{error}; certificates are searched anew")
        known = NO_THEOREMS
    derivation = with_forms(judge_derivation(solve_whole(project, model, progress), progress, known), progress, known)
    if certify:
        derivation = certify_derivation(derivation, known, progress)
    return write_locked(project, derivation), derivation

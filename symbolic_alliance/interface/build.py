"""Build derivations: each from its lock where that is current, else solved and judged; then rendered.

In:  a project, names of derivations in it, and the folder that gets one folder a derivation.
Out: what is to be said of each, in their order.  Several are built at a time, in processes.

From a current lock nothing is solved and nothing proved again: its results are read, theorems are stated as the model has
them now, and what the lock does not have word for word is judged.  Where nothing at all has changed since a build that went
well, what was written is left as it is.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from symbolic_alliance.appendix.render import TexEngine, find_engine, render
from symbolic_alliance.appendix.render.templates import PAGE, folders, require_page
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.check import tally, unproved_lines, unsolved_lines
from symbolic_alliance.derivation.derive import derive, restate
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import Project, read_current, read_deposited, read_model
from symbolic_alliance.derivation.remembered import BUILT, is_remembered, remember, sources
from symbolic_alliance.derivation.storage import require_writable
from symbolic_alliance.errors import BAD_NEWS, WELL, WRONG, LockError, Progress, RequestError, UserError
from symbolic_alliance.interface.progress import progress
from symbolic_alliance.proof.claim import Grade


@dataclass(frozen=True)
class Built:
    """What came of a derivation: the exit status, what is reported, and what is complained of."""

    status: int
    said: str = ""
    complaint: str = ""


def build_all(project: Project, names: Sequence[str], out: Path, full: bool = False, executor: Executor | None = None,
              page: str = PAGE) -> Iterator[Built]:
    """Build derivations in an executor, else in a process each where there are several; with ``full`` from nothing."""
    require_page(page, project.templates)
    crew = min(len(names), os.cpu_count() or 1)
    work = partial(build, project, out, full, page, crew == 1 and executor is None)
    if executor is None and crew > 1:
        with ProcessPoolExecutor(crew, get_context("spawn")) as own:
            yield from _in_order(own, work, names)
    elif executor is not None:
        yield from _in_order(executor, work, names)
    else:
        yield from map(work, names)


def _in_order(executor: Executor, work: Callable[[str], Built], names: Sequence[str]) -> Iterator[Built]:
    futures = [executor.submit(work, name) for name in names]
    for name, future in zip(names, futures, strict=True):
        try:
            yield future.result()
        except BrokenExecutor:
            yield Built(WRONG, complaint=f"symbolic-alliance: {name}: a process that builds ended before its time")


def build(project: Project, out: Path, full: bool, page: str, is_alone: bool, name: str) -> Built:
    """Build one derivation; what is wrong with it is told in the result."""
    try:
        with progress(sys.stderr, name, is_alone) as tell:
            return _build(project, out, full, page, name, tell)
    except UserError as error:
        return Built(WRONG, complaint=f"symbolic-alliance: {error}")


def _build(project: Project, out: Path, full: bool, page: str, name: str, tell: Progress) -> Built:
    before = sources(project, name)
    model, engine, folder = read_model(project, name), find_engine(), out / name
    _require_output(project, name, folder)
    done = f"{BUILT}-{page}"
    if not full and is_remembered(project, name, done, _depends_on(project, folder, engine)):
        count = sum(path.is_file() for path in folder.rglob("*"))
        return Built(WELL, f"{name}: {folder}: {count} files, of the very same model and lock: --full builds them again")
    derivation, how = to_render(project, model, tell, full)
    if not all(equilibrium.is_planned for equilibrium in derivation.all_equilibria):
        return Built(BAD_NEWS, "\n".join((f"{name}: no appendix is written, since the solver stopped",
                                          *unsolved_lines(derivation))))
    written = render(derivation, folder, engine, tell, templates=project.templates, page=page)
    lines = (f"{name}: {tally(derivation)}{how}; {folder}: {len(written.files)} files", *unsolved_lines(derivation),
             *unproved_lines(derivation))
    is_good = derivation.is_complete and not (engine and written.note)
    if is_good:
        remember(project, name, before, done, _depends_on(project, folder, engine))
    return Built(WELL if is_good else BAD_NEWS, "\n".join(lines), written.note)


def to_render(project: Project, model: Model, tell: Progress, full: bool = False) -> tuple[Derivation, str]:
    """A derivation with all that an appendix prints, from its lock where that is current, and in words how it came.

    Raises `LockError` where the lock has claims that are certified, and the certificates are missing.
    """
    locked = None if full else read_current(project, model)
    if locked is None or locked.lacks_statements:
        return derive(project, model, tell), ""
    known = read_deposited(project, model.name)
    if not known and any(claim.grade is Grade.CERTIFIED for claim in locked.claims.values()):
        raise LockError(f"{project.spell(project.deposit(model.name))} is missing, and the lock has claims that it "
                        f"certifies: put it back, or write both with 'update {model.name}'")
    derivation = restate(locked, tell, lambda: known)
    changed = f" but for theorems that have changed: 'symbolic-alliance update {model.name}'" if derivation != locked else ""
    return derivation, f", as the lock has them{changed}"


def _require_output(project: Project, name: str, folder: Path) -> None:
    """Refuse to replace a folder that no build has written, or in which sources are."""
    require_writable(folder)
    place, source = folder.resolve(), project.source(name).resolve()
    if place in source.parents or source.parent in (place, *place.parents):
        raise RequestError(f"{folder} is where the sources of {name} are: build to another folder, with --out")
    names = [path.name for path in folder.iterdir()] if folder.is_dir() and not folder.is_symlink() else []
    if names and "appendix.tex" not in names:
        raise RequestError(f"{folder} is to be replaced, and has files that no build has written: build to another folder, "
                           "with --out")


def _depends_on(project: Project, folder: Path, engine: TexEngine | None) -> tuple[Path, ...]:
    """The templates, what was written, and the engine, by its path."""
    return (*folders(project.templates), folder, *([Path(engine.program)] if engine else []))

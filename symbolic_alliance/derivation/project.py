"""Where derivations live, and what is read and written there: models, locks and certificates.

In:  a folder, or none: then the nearest folder upwards that has ``derivations/``, else the example that comes with us.
Out: the names of the derivations there; a `Model`; what its lock holds; its certificates, replayed.

A derivation is a package or a module in ``derivations/`` that exposes ``DERIVATION = Model(game=...)``, or the fields of it
as globals in capitals.  Loading one runs its Python.  A folder ``derivations/catalogue/`` may hold further modules, models to
start from: they are derivations too, and what is done to all derivations is not done to them.
"""

import importlib
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from threading import RLock
from types import ModuleType

from symbolic_alliance.claims.theorems import PaperTheorem, theorems_of
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.located import located
from symbolic_alliance.derivation.lock import StaleLockError, read_derivation, require_sealed, write_lock
from symbolic_alliance.derivation.model import Model, model_of
from symbolic_alliance.derivation.storage import read_text, write_text
from symbolic_alliance.errors import LockError, ModelError, RequestError, UserError, near
from symbolic_alliance.proof.certify import Theorems, read_deposit, write_deposit

_IMPORTING = RLock()  # the modules are the process's, whichever thread imports
_IMPORTED: dict[tuple[Path, str], set[Path]] = {}
CATALOGUE = "catalogue"
# What Python says of the commonest mistakes, and what to write.
HINTS = {
    "truth value of Relational": "; 0 < k < 3 is two relations, k > 0 and k < 3, and cases are written with "
                                 "sp.Piecewise, sp.Max or sp.Min",
    "'Symbol' object is not callable": "; a product is written with *, as k*(v - m)",
}


@dataclass(frozen=True)
class Project:
    """A folder with ``derivations/`` in it."""

    root: Path

    @property
    def names(self) -> tuple[str, ...]:
        """The derivations by name: packages and modules, in alphabetical order."""
        folder = self.root / "derivations"
        packages = [path.parent.name for path in folder.glob("*/__init__.py")]
        return _named([*packages, *(path.stem for path in folder.glob("*.py"))])

    @property
    def catalogue(self) -> tuple[str, ...]:
        """The models to start from, in alphabetical order."""
        return _named(path.stem for path in (self.root / "derivations" / CATALOGUE).glob("*.py"))

    @property
    def templates(self) -> Path:
        """Where templates of the project's own are, or would be."""
        return self.root / "templates"

    def source(self, name: str) -> Path:
        """The file that declares a derivation; `RequestError` names the known ones where there is none."""
        if name not in self.names and name in self.catalogue:
            return self.root / "derivations" / CATALOGUE / f"{name}.py"
        if name not in self.names:
            known = f"there are {', '.join(self.names)}" if self.names else "there is none at all"
            raise RequestError(f"no derivation {name} in {self.root / 'derivations'}; {known}"
                               f"{near(name, self.catalogue)}")
        package = self.root / "derivations" / name / "__init__.py"
        return package if package.exists() else self.root / "derivations" / f"{name}.py"

    def lock(self, name: str) -> Path:
        """Where a derivation's lock is, or would be."""
        return self.source(name).with_name(f"{name}.lock")

    def deposit(self, name: str) -> Path:
        """Where a derivation's certificates are, or would be."""
        return self.source(name).with_name(f"{name}.certificates.json")

    def spell(self, path: Path) -> str:
        """A path as seen from the project's folder."""
        resolved, root = path.resolve(), self.root.resolve()
        return str(resolved.relative_to(root)) if root in resolved.parents else str(path)


def _named(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in found if name.isidentifier() and not name.startswith("_")))


def find_project(folder: Path | None = None) -> Project:
    """Return the project of a folder, the nearest one upwards from here, or else the one with our example.

    Raises `RequestError` for a folder that has no ``derivations/``.
    """
    if folder is not None:
        if not (folder / "derivations").is_dir():
            raise RequestError(f"{folder} has no folder derivations/")
        return Project(folder)
    for place in (*(Path.cwd() / "here").parents, *_ours()):
        if (place / "derivations").is_dir():
            return Project(place)
    raise RequestError("no folder derivations/ here or above; say where with --project DIR")


def _ours() -> tuple[Path, ...]:
    """Where the project that comes with us may be: in a wheel inside the package, in a checkout beside it."""
    package = Path(str(files("symbolic_alliance")))
    return package / "example", package.parent


def catalogued(name: str) -> Path:
    """The file of a model in the catalogue that comes with us; `RequestError` names the known ones where there is none."""
    ours = next(Project(place) for place in _ours() if (place / "derivations").is_dir())
    if name not in ours.catalogue:
        raise RequestError(f"no model {name} in the catalogue; there are {', '.join(ours.catalogue)}")
    return ours.root / "derivations" / CATALOGUE / f"{name}.py"


def read_model(project: Project, name: str) -> Model:
    """Run a derivation's Python and return what it declares; `ModelError` names the file and, where known, the line."""
    with _name_the_place(project, project.source(name)):
        model = model_of(_import(project, name), name)
        edition = _edition(project, name)
        theorems = located(theorems_of(model.theorems), project.root, name, edition, theorems_at)
        model = replace(model, edition=edition, theorems=theorems)
        if model.variant_of and model.variant_of not in project.names:
            raise ModelError(f"its variant_of is {model.variant_of!r}; the derivations here are {', '.join(project.names)}")
        return model


def theorems_at(root: Path, name: str) -> tuple[PaperTheorem, ...]:
    """The theorems of a derivation, read anew; raises as `read_model` does."""
    return theorems_of(read_model(Project(root), name).theorems)


def _edition(project: Project, name: str) -> str:
    """A hash of the files in ``derivations/`` that a derivation is made of."""
    whole, folder = sha256(), (project.root / "derivations").resolve()
    for path in imported(project, name):
        if folder in path.resolve().parents and path.is_file():
            whole.update(path.resolve().relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def read_locked(project: Project, model: Model) -> Derivation | None:
    """Return what a model's lock holds, or None where there is none.

    Raises `StaleLockError` where the model has changed since, and `LockError` where the file is not as it was written.
    """
    path = project.lock(model.name)
    if not path.exists():
        return None
    text = read_text(path)
    try:
        require_sealed(text, f"put it back, or write it with 'update {model.name}'")
        return read_derivation(text, model)
    except LockError as error:
        raise type(error)(f"{project.spell(path)}: {error}") from error


def read_current(project: Project, model: Model) -> Derivation | None:
    """Return what a model's lock holds, or None where there is none of the model as it is now; raises `LockError`."""
    try:
        return read_locked(project, model)
    except StaleLockError:
        return None


def read_deposited(project: Project, name: str) -> Theorems:
    """Replay a derivation's deposited certificates; none where there is no deposit, `LockError` where one does not hold."""
    path = project.deposit(name)
    if not path.exists():
        return {}
    try:
        return read_deposit(read_text(path))
    except LockError as error:
        raise LockError(f"{project.spell(path)}: {error}") from error


def write_locked(project: Project, derivation: Derivation) -> Path:
    """Write a derivation's certificates and its lock, and return where the lock is."""
    results = [claim.result for claims in derivation.judged.values() for claim in claims if claim.result is not None]
    if any(result.certificate for result in results):
        write_text(project.deposit(derivation.name), write_deposit(results))
    path = project.lock(derivation.name)
    write_text(path, write_lock(derivation))
    return path


def _import(project: Project, name: str) -> ModuleType:
    """Import a derivation afresh, so that an edit counts, from this project's folder and no other."""
    package = ModuleType("derivations")
    package.__path__ = [str(project.root / "derivations"), str(project.root / "derivations" / CATALOGUE)]
    importlib.invalidate_caches()
    with _only_derivations(package):
        known = set(sys.modules)
        try:
            return importlib.import_module(f"derivations.{name}")
        finally:
            files_of = (getattr(sys.modules[module], "__file__", None) for module in sys.modules.keys() - known)
            _IMPORTED.setdefault((project.root, name), set()).update(Path(file) for file in files_of if file)


def imported(project: Project, name: str) -> tuple[Path, ...]:
    """The files that a derivation has had imported when it was read, from wherever, so far in this process."""
    return tuple(sorted(_IMPORTED.get((project.root, name), ())))


@contextmanager
def _only_derivations(package: ModuleType) -> Iterator[None]:
    """Let ``derivations`` mean this package for a while, for one thread at a time, and leave no trace, on disk neither."""
    def forget() -> dict[str, ModuleType]:
        return {known: sys.modules.pop(known) for known in list(sys.modules) if known.split(".")[0] == "derivations"}

    with _IMPORTING:
        before, writes = forget(), sys.dont_write_bytecode
        sys.modules["derivations"], sys.dont_write_bytecode = package, True
        try:
            yield
        finally:
            forget()
            sys.modules.update(before)
            sys.dont_write_bytecode = writes


@contextmanager
def _name_the_place(project: Project, source: Path) -> Iterator[None]:
    """Turn what goes wrong while a model is run into one sentence with the file and the line."""
    try:
        yield
    except (Exception, SystemExit) as error:
        place, line = _where(project, error) or (source, 0)
        what = str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {_first_line(error)}"
        hint = "".join(advice for words, advice in HINTS.items() if words in what)
        raise ModelError(f"{project.spell(place)}{f', line {line}' if line else ''}: {what}{hint}") from error


def _where(project: Project, error: BaseException) -> tuple[Path, int] | None:
    """The last place in the project's own files that an error passed through."""
    folder = (project.root / "derivations").resolve()
    places = [(Path(frame.filename), frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((Path(error.filename), error.lineno or 0))
    inside = [(path, line) for path, line in places if folder in path.resolve().parents]
    return inside[-1] if inside else None


def _first_line(error: BaseException) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return text.strip().split("\n")[0]

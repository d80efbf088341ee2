"""Where derivations live, and how one is loaded.

In:  a folder, or none: then the nearest folder upwards that has ``derivations/``, else the example that comes with us.
Out: the names of the derivations there; a `Model`; a `Derivation`, from its lock where that is valid, else solved.

A derivation is a package or a module in ``derivations/`` that exposes ``GAME`` and, where they make sense, ``BENCHMARK``
(a subgame of it), ``EFFECTS`` ((outcome in the benchmark, outcome in the game) -> name), ``HELD_FIXED`` (choice that the
benchmark leaves out -> its value there), ``EXAMPLE`` (the point of the worked example), ``COMPANIONS`` (a tuple of further
games), ``THEOREMS`` (a module of theorems about all of them), ``SENTENCES`` (the number of a question -> what the
source says to it), ``ABBREVIATIONS`` (letter -> expression that it stands for in
print) and ``VARIANT_OF`` (the derivation that it varies, whose theorems are tried on it).  Loading one runs its Python.
"""

import importlib
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from symbolic_alliance.claims.theorems import theorems_of
from symbolic_alliance.derivation.bundle import Derivation, Model
from symbolic_alliance.derivation.lock import StaleLockError, is_sealed, read_lock, write_lock
from symbolic_alliance.derivation.storage import read_text, write_text
from symbolic_alliance.errors import BROKEN, LockError, ModelError, Progress, RequestError, UserError
from symbolic_alliance.game.tree import Game, Outcome

if TYPE_CHECKING:
    from symbolic_alliance.proof.certify import Theorems

_Kind = TypeVar("_Kind")


@dataclass(frozen=True)
class Project:
    """A folder with ``derivations/`` in it."""

    root: Path

    @property
    def names(self) -> tuple[str, ...]:
        """The derivations by name: packages and modules, in alphabetical order."""
        folder = self.root / "derivations"
        found = [path.parent.name for path in folder.glob("*/__init__.py")] + [path.stem for path in folder.glob("*.py")]
        return tuple(sorted(name for name in found if name.isidentifier() and not name.startswith("_")))

    def source(self, name: str) -> Path:
        """The file that declares a derivation; `RequestError` names the known ones where there is none."""
        if name not in self.names:
            known = f"there are {', '.join(self.names)}" if self.names else "there is none at all"
            raise RequestError(f"no derivation {name} in {self.root / 'derivations'}; {known}")
        package = self.root / "derivations" / name / "__init__.py"
        return package if package.exists() else self.root / "derivations" / f"{name}.py"

    def lock(self, name: str) -> Path:
        """Where a derivation's lock is, or would be."""
        return self.source(name).with_name(f"{name}.lock")

    def deposit(self, name: str) -> Path:
        """Where a derivation's certificates are, or would be."""
        return self.source(name).with_name(f"{name}.certificates.json")


def find_project(folder: Path | None = None) -> Project:
    """Return the project of a folder, the nearest one upwards from here, or else the one with our example.

    Raises `RequestError` for a folder that has no ``derivations/``.
    """
    if folder is not None:
        if not (folder / "derivations").is_dir():
            raise RequestError(f"{folder} has no folder derivations/")
        return Project(folder)
    package = Path(str(files("symbolic_alliance")))
    # In a wheel the example lies inside the package, in a checkout beside it.
    for place in (*(Path.cwd() / "here").parents, package / "example", package.parent):
        if (place / "derivations").is_dir():
            return Project(place)
    raise RequestError("no folder derivations/ here or above; say where with --project DIR")


def read_model(project: Project, name: str) -> Model:
    """Run a derivation's Python and return what it declares; `ModelError` names the file and, where known, the line."""
    source = project.source(name)
    with _told(project, source):
        module = _imported(project, name)
        game = _exposed(module, "GAME", Game)
        if game is None:
            raise ModelError("it exposes no GAME")
        benchmark = _exposed(module, "BENCHMARK", Game)
        if benchmark is not None and not any(benchmark.root is node for node in game.nodes):
            raise ModelError("its BENCHMARK is no subgame of its GAME")
        effects = _exposed(module, "EFFECTS", dict) or {}
        for pair in effects:
            _check_effect(pair, (benchmark, game))
        theorems = _exposed(module, "THEOREMS", ModuleType)
        return Model(name, game, benchmark, cleandoc(module.__doc__ or ""), effects,
                     _exposed(module, "HELD_FIXED", dict) or {}, _exposed(module, "EXAMPLE", dict) or {},
                     _companions(module, (game, benchmark)), theorems_of(theorems) if theorems else (),
                     _exposed(module, "ABBREVIATIONS", dict) or {}, _variant_of(project, module),
                     _exposed(module, "SENTENCES", dict) or {})


def read_locked(project: Project, model: Model) -> Derivation | None:
    """Return what a model's lock holds, or None where there is none.

    Raises `StaleLockError` where the model has changed since, and `LockError` where the file is no lock.
    """
    path = project.lock(model.name)
    if not path.exists():
        return None
    try:
        return read_lock(read_text(path), model)
    except LockError as error:
        raise type(error)(f"{_shown(project, path)}: {error}") from error


def require_sealed(project: Project, name: str) -> None:
    """Raise `LockError` where a derivation's lock is not as it was written."""
    path = project.lock(name)
    if not is_sealed(read_text(path)):
        raise LockError(f"{_shown(project, path)} is not as it was written: put it back, or write it with 'update {name}'")


def read_deposited(project: Project, name: str) -> "Theorems":
    """Replay a derivation's deposited certificates; none where there is no deposit, `LockError` where one does not hold."""
    from symbolic_alliance.proof.certify import read_deposit

    path = project.deposit(name)
    if not path.exists():
        return {}
    try:
        return read_deposit(read_text(path))
    except LockError as error:
        raise LockError(f"{_shown(project, path)}: {error}") from error


def write_locked(project: Project, derivation: Derivation) -> Path:
    """Write a derivation's certificates and its lock, and return where the lock is."""
    from symbolic_alliance.proof.certify import write_deposit

    results = [result for results in derivation.results.values() for result in results]
    if any(result.certificate for result in results):
        write_text(project.deposit(derivation.name), write_deposit(results))
    path = project.lock(derivation.name)
    write_text(path, write_lock(derivation))
    return path


def derivation_of(project: Project, model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Return a model's derivation from its lock, or, where that is missing or void, by solving."""
    try:
        found = read_locked(project, model)
        progress("no lock, so it is solved" if found is None else "read from its lock")
    except StaleLockError as void:
        progress(f"{void}; solving again")
        found = None
    return found or solve_model(project, model, progress)


def solve_model(project: Project, model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve a model; an error in it names the file that declares it."""
    from symbolic_alliance.derivation.derive import solved

    try:
        return solved(model, progress)
    except ModelError as error:
        raise ModelError(f"{_shown(project, project.source(model.name))}: {error}") from error


def _imported(project: Project, name: str) -> ModuleType:
    """Import a derivation afresh, so that an edit counts, from this project's folder and no other."""
    package = ModuleType("derivations")
    package.__path__ = [str(project.root / "derivations")]
    importlib.invalidate_caches()
    with _only_derivations(package):
        return importlib.import_module(f"derivations.{name}")


@contextmanager
def _only_derivations(package: ModuleType) -> Iterator[None]:
    """Let ``derivations`` mean this package for a while, and leave no trace of it, on disk neither."""
    def forget() -> dict[str, ModuleType]:
        return {known: sys.modules.pop(known) for known in list(sys.modules) if known.split(".")[0] == "derivations"}

    before, writes = forget(), sys.dont_write_bytecode
    sys.modules["derivations"], sys.dont_write_bytecode = package, True
    try:
        yield
    finally:
        forget()
        sys.modules.update(before)
        sys.dont_write_bytecode = writes


def _exposed(module: ModuleType, name: str, kind: type[_Kind]) -> _Kind | None:
    value = getattr(module, name, None)
    if value is not None and not isinstance(value, kind):
        shown = f"a {type(value).__name__}" if "\n" in repr(value) else repr(value)
        raise ModelError(f"its {name} is {shown}, not a {kind.__name__}")
    return value


def _companions(module: ModuleType, others: tuple[Game | None, ...]) -> tuple[Game, ...]:
    """Further games, each with a name of its own."""
    found = _exposed(module, "COMPANIONS", tuple) or ()
    names = [game.name for game in others if game is not None]
    for game in found:
        if not isinstance(game, Game):
            raise ModelError(f"its COMPANIONS hold {game!r}, which is not a Game")
        if game.name in names:
            raise ModelError(f"its COMPANIONS give the name {game.name} to a second game")
        names.append(game.name)
    return found


def _variant_of(project: Project, module: ModuleType) -> str:
    """The derivation whose theorems are tried on this one."""
    name = _exposed(module, "VARIANT_OF", str) or ""
    if name and name not in project.names:
        raise ModelError(f"its VARIANT_OF is {name!r}; the derivations here are {', '.join(project.names)}")
    return name


def _check_effect(pair: object, games: tuple[Game | None, Game]) -> None:
    if not (isinstance(pair, tuple) and len(pair) == 2):
        raise ModelError(f"EFFECTS maps a pair of outcomes to a name, and {pair!r} is no pair")
    for label, game in zip(pair, games, strict=True):
        labels = [] if game is None else sorted({node.label for node in game.nodes if isinstance(node, Outcome)})
        if label not in labels:
            where = "there is no BENCHMARK" if game is None else f"the outcomes of {game.name} are {', '.join(labels)}"
            raise ModelError(f"EFFECTS speaks of the outcome {label!r}; {where}")


@contextmanager
def _told(project: Project, source: Path) -> Iterator[None]:
    """Turn what goes wrong while a model is run into one sentence with the file and the line."""
    try:
        yield
    except BROKEN as error:
        place, line = _where(project, error) or (source, 0)
        what = str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {_first_line(error)}"
        raise ModelError(f"{_shown(project, place)}{f', line {line}' if line else ''}: {what}") from error


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


def _shown(project: Project, path: Path) -> str:
    """A path as seen from the project's folder."""
    resolved, root = path.resolve(), project.root.resolve()
    return str(resolved.relative_to(root)) if root in resolved.parents else str(path)

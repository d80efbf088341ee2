"""That something went well, remembered for as long as nothing that it depends on changes.

In:  a project, the name of a derivation, what was done with it, and files beside the project's that it depends on.
Out: whether the same was done before and went well, with every file as it is now.
Method: one hash of the library's own source and templates, the versions of Python and of what decides, every source in
``derivations/``, the lock, the certificates and the further files.  It is kept in ``.symbolic_alliance/`` in the project;
where that cannot be written nothing is remembered.  Only good news is: whoever wants it done again asks for it, or removes
the folder.
"""

import platform
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.storage import read_text, write_text
from symbolic_alliance.errors import RequestError

FOLDER = ".symbolic_alliance"
CHECKED, BUILT = "checked", "built"
DECIDERS = ("sympy", "python-flint", "z3-solver", "numpy", "highspy", "cvc5")


def is_remembered(project: Project, name: str, what: str = CHECKED, beside: Iterable[Path] = ()) -> bool:
    """Whether this was done with a derivation, with all as it is now, and went well."""
    path = _path(project, name, what)
    return path.exists() and read_text(path).strip() == _hash(project, name, beside)


def remember(project: Project, name: str, what: str = CHECKED, beside: Iterable[Path] = ()) -> None:
    """Keep that this went well, where that can be written."""
    try:
        write_text(_path(project, name, what), _hash(project, name, beside) + "\n")
        write_text(project.root / FOLDER / ".gitignore", "*\n")
    except RequestError:
        return


def _path(project: Project, name: str, what: str) -> Path:
    return project.root / FOLDER / f"{name}.{what}"


def _hash(project: Project, name: str, beside: Iterable[Path]) -> str:
    whole = sha256()
    for part in (*_parts(project, name), *_contents(beside)):
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    """Each file by its path and content; a folder, by those of all files in it."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            yield file.as_posix().encode()
            yield file.read_bytes() if file.is_file() else b"none"


def _parts(project: Project, name: str) -> Iterator[bytes]:
    yield platform.python_version().encode()
    for package in DECIDERS:
        try:
            yield f"{package} {version(package)}".encode()
        except PackageNotFoundError:
            yield package.encode()
    library, derivations = Path(str(files("symbolic_alliance"))), project.root / "derivations"
    for folder in (library, derivations):
        for path in sorted(folder.rglob("*.py")):
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()
    yield from _contents([project.lock(name), project.deposit(name)])

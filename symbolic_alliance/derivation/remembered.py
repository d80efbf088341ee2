"""That something went well, remembered for as long as nothing that it depends on changes.

In:  a project, the name of a derivation that has been read, what was done with it, and files beside the project's that it
     depends on.
Out: whether the same was done before and went well, with every file as it is now.
Method: one hash of the library, the versions of Python and of what decides and draws, every file in ``derivations/``, every
module that the derivation imports from elsewhere, and the further files.  It is kept in ``.symbolic_alliance/`` in the
project; where that cannot be written nothing is remembered.  Only good news is, and only of files that stood still meanwhile:
whoever wants it done again asks for it, or removes the folder.
"""

import os
import platform
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from symbolic_alliance.derivation.project import Project, imported
from symbolic_alliance.derivation.storage import read_text, write_text
from symbolic_alliance.errors import RequestError

FOLDER = ".symbolic_alliance"
CHECKED, BUILT = "checked", "built"
DECIDERS = ("sympy", "python-flint", "z3-solver", "numpy", "highspy", "cvc5", "jinja2", "matplotlib")


def is_remembered(project: Project, name: str, what: str = CHECKED, beside: Iterable[Path] = ()) -> bool:
    """Whether this was done with a derivation, with all as it is now, and went well."""
    path = _path(project, name, what)
    return path.exists() and read_text(path).strip() == _hash(project, name, beside)


def remember(project: Project, name: str, before: str, what: str = CHECKED, beside: Iterable[Path] = ()) -> None:
    """Keep that this went well, where that can be written; not where the files are no longer as they were ``before``."""
    if sources(project, name) != before:
        return
    try:
        write_text(_path(project, name, what), _hash(project, name, beside) + "\n")
        write_text(project.root / FOLDER / ".gitignore", "*\n")
    except RequestError:
        return


def sources(project: Project, name: str) -> str:
    """What a derivation's files are now, as one hash: taken before they are read, it tells if they are still the same."""
    return _digest(_parts(project, name))


def _path(project: Project, name: str, what: str) -> Path:
    return project.root / FOLDER / f"{name}.{what}"


def _hash(project: Project, name: str, beside: Iterable[Path]) -> str:
    return _digest((*_parts(project, name), *_contents((*imported(project, name), *beside))))


def _digest(parts: Iterable[bytes]) -> str:
    whole = sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    """Each file by its path and content; a folder, by those of all files in it, behind links too."""
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            yield file.as_posix().encode()
            yield file.read_bytes() if file.is_file() else b"none"


def _files(folder: Path) -> Iterator[Path]:
    seen = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        here = os.path.realpath(place)
        folders[:] = [] if here in seen else sorted(one for one in folders if one != "__pycache__")
        yield from (Path(place) / one for one in sorted(names) if here not in seen)
        seen.add(here)


def _parts(project: Project, name: str) -> Iterator[bytes]:
    yield platform.python_version().encode()
    for package in DECIDERS:
        try:
            yield f"{package} {version(package)}".encode()
        except PackageNotFoundError:
            yield package.encode()
    yield from _contents([Path(str(files("symbolic_alliance"))), project.root / "derivations"])

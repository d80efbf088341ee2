"""What a check came to, remembered for as long as nothing that it depends on changes.

In:  a project and the name of a derivation.
Out: whether its claims were judged and found good before, with every file as it is now.
Method: one hash of the library's own source, the versions of Python and of what decides, every source in ``derivations/``,
the lock and the certificates.  It is kept in ``.symbolic_alliance/`` in the project; where that cannot be written nothing is
remembered.  Only good news is: whoever wants the claims judged again asks for it, or removes the folder.
"""

import platform
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.storage import read_text, write_text
from symbolic_alliance.errors import RequestError

FOLDER = ".symbolic_alliance"
DECIDERS = ("sympy", "python-flint", "z3-solver", "numpy", "highspy", "cvc5")


def is_remembered(project: Project, name: str) -> bool:
    """Whether a check of this derivation, with all as it is now, was good."""
    path = _path(project, name)
    return path.exists() and read_text(path).strip() == _hash(project, name)


def remember(project: Project, name: str) -> None:
    """Keep that the check of a derivation is good, where that can be written."""
    try:
        write_text(_path(project, name), _hash(project, name) + "\n")
        write_text(project.root / FOLDER / ".gitignore", "*\n")
    except RequestError:
        return


def _path(project: Project, name: str) -> Path:
    return project.root / FOLDER / f"{name}.checked"


def _hash(project: Project, name: str) -> str:
    whole = sha256()
    for part in _parts(project, name):
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


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
    for path in (project.lock(name), project.deposit(name)):
        yield path.read_bytes() if path.exists() else b"none"

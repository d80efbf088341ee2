"""Start a derivation: write a game that builds as it stands, to be edited into the author's own.

In:  a folder, and a name; perhaps the name of a model in the catalogue.
Out: ``derivations/NAME.py`` in it, that model or the template ``new/derivation.py.jinja``, lines for git about what is
     generated, and a workflow that checks derivations on GitHub.  Nothing that exists is overwritten.
"""

import keyword
from pathlib import Path

from symbolic_alliance.appendix.render.templates import environment
from symbolic_alliance.derivation.project import catalogued
from symbolic_alliance.derivation.storage import read_text, write_text
from symbolic_alliance.errors import RequestError

LONGEST_NAME = 60
GENERATED = tuple(f"derivations/**/{name} linguist-generated merge=binary" for name in ("*.lock", "*.certificates.json"))


def home(folder: Path | None = None) -> Path:
    """Where a new derivation belongs: in this folder, else the nearest one upwards with ``derivations/``, else here."""
    if folder is None:
        return next((place for place in (Path.cwd() / "here").parents if (place / "derivations").is_dir()), Path.cwd())
    if not folder.is_dir():
        raise RequestError(f"{folder} is no folder")
    return folder


def new(folder: Path, name: str, start: str = "") -> Path:
    """Write a derivation to start from, a published model of the catalogue or a small one, and return where it is.

    Raises `RequestError` for a name that will not do or is taken, and for a model that is not in the catalogue.

    >>> new(Path("."), "my paper")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.RequestError: 'my paper' is no name for a derivation: it takes a Python name, such as my_paper
    """
    if not is_proper(name):
        raise RequestError(f"{name[:LONGEST_NAME]!r} is no name for a derivation: it takes a Python name, such as my_paper")
    place = folder / "derivations"
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.name.split(".")[0].casefold() == name.casefold():
            raise RequestError(f"the name {name} is taken by {path}")
    path, template = place / f"{name}.py", environment().get_template("new/derivation.py.jinja")
    write_text(path, _published(start, name) if start else template.render(name=name))
    _tell_git(folder / ".gitattributes")
    workflow = folder / ".github" / "workflows" / "derivations.yml"
    if not workflow.exists():
        write_text(workflow, environment().get_template("new/workflow.yml.jinja").render())
    return path


def _published(start: str, name: str) -> str:
    """The source of a model in the catalogue, its game named as the derivation that it becomes."""
    return read_text(catalogued(start)).replace(f'"{start}"', f'"{name}"')


def _tell_git(path: Path) -> None:
    """Tell git, unless it knows, that locks and certificates are generated: no merge goes through their lines."""
    known = read_text(path) if path.exists() else ""
    lines = [line for line in GENERATED if line not in known.splitlines()]
    if lines:
        write_text(path, known + ("\n" if known and not known.endswith("\n") else "") + "\n".join(lines) + "\n")


def is_proper(name: str) -> bool:
    """Whether a derivation can have this name: it becomes a module's, a file's and a LaTeX label's.

    >>> [is_proper(name) for name in ("deterrence", "_private", "class", "../up", "été")]
    [True, False, False, False, False]
    """
    return (name.isascii() and name.isidentifier() and not name.startswith("_") and not keyword.iskeyword(name)
            and len(name) <= LONGEST_NAME)

"""How a command of the command line runs: where it finds derivations, what it tells meanwhile, and how it reports.

In:  a folder, names, and what the command does.
Out: what it asks for; complaints and progress go to standard error, reports to standard output.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from symbolic_alliance.derivation.formats import Format, Notation
from symbolic_alliance.errors import WELL, WRONG, Progress, UserError

if TYPE_CHECKING:  # at run time each command imports what it needs, so that none waits for the others
    from symbolic_alliance.derivation.bundle import Derivation
    from symbolic_alliance.derivation.model import Model
    from symbolic_alliance.derivation.project import Project


def one_by_one(names: Iterable[str], command: Callable[[str], int], worst: int = WELL) -> int:
    """Run a command for each derivation; one that is wrong does not stop the others.  Returns the worst status."""
    for name in names:
        try:
            worst = max(worst, command(name))
        except UserError as error:
            typer.echo(f"symbolic-alliance: {error}", err=True)
            worst = WRONG
    return worst


def project_in(folder: Path | None) -> "Project":
    """The project of a folder, or of the nearest one upwards that has derivations."""
    from symbolic_alliance.derivation.project import find_project

    return find_project(folder)


def load(folder: Path | None, name: str, refuse: Callable[["Model"], None] = lambda model: None) -> "Derivation":
    """A derivation from its lock, or solved; ``refuse`` may turn the request down before that."""
    from symbolic_alliance.derivation.derive import open_derivation
    from symbolic_alliance.derivation.project import read_model

    found = project_in(folder)
    model = read_model(found, name)
    refuse(model)
    with progress_on(name) as tell:
        return open_derivation(found, model, tell, lambda words: typer.echo(f"{name}: {words}", err=True))


@contextmanager
def progress_on(name: str) -> Iterator[Progress]:
    """Show progress on one derivation, for as long as it takes."""
    from symbolic_alliance.interface.progress import progress

    with progress(sys.stderr, name) as tell:
        yield tell


def print_report(form: Format | Notation, values: Callable[[], object], text: Callable[[], str]) -> None:
    """Print a report as text or JSON."""
    if form in (Format.JSON, Notation.JSON):
        print_json(values())
    else:
        typer.echo(text())


def print_json(value: object) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))

"""A comparison as annotations for GitHub: one workflow command a line, at the file and line of what it is about.

In:  a `Diff`, and where the model and its theorems are written (`Origin`).
Out: text, in which whatever a lock or a model says is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from symbolic_alliance.claims.theorems import theorems_of
from symbolic_alliance.claims.theorems.language import PaperTheorem
from symbolic_alliance.derivation.diff.change import Diff, Impact, ResultChange, Status
from symbolic_alliance.derivation.diff.explain import accepted
from symbolic_alliance.derivation.diff.short_text import printable, title
from symbolic_alliance.derivation.diff.text import details, impact_text, notable_impacts
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import Project


@dataclass(frozen=True)
class Origin:
    """Where what is compared is written: the model's file, its theorems; and the statuses that the project accepts."""

    source: Path
    theorems: tuple[PaperTheorem, ...] = ()
    accepted: frozenset[Status] = frozenset()

    @classmethod
    def of(cls, project: Project, model: Model) -> "Origin":
        """Where a project's model is written, and what the project accepts; `RequestError` where that is no list of ids."""
        return cls(project.source(model.name), theorems_of(model.theorems), accepted(project))

    def place(self, name: str) -> tuple[str, int]:
        """The file, as seen from here, and the line of a theorem; the top of the model's file for anything else."""
        places = (one.place for one in self.theorems if one.name == name)
        path, line = next((place for place in places if place[0].is_file()), (self.source, 1))
        here = path.resolve()
        return (here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here).as_posix(), line


def diff_github(diff: Diff, origin: Origin) -> str:
    """An error for each result that means something else, a notice for what is rewritten or accepted."""
    return "\n".join([*_of_changes(diff, origin), *_of_impacts(diff, origin)])


def _of_changes(diff: Diff, origin: Origin) -> Iterable[str]:
    for change in diff.changes:
        if change.status is not Status.SAME:
            is_fine = change.status.is_harmless or change.status in origin.accepted
            yield _command(is_fine, origin.place(_theorem(change)), f"{change.status}: {title(change)}", details(change))


def _of_impacts(diff: Diff, origin: Origin) -> Iterable[str]:
    for impact in notable_impacts(diff):
        is_fine = impact.is_harmless or str(impact.effect) in origin.accepted
        yield _command(is_fine, origin.place(_theorem(impact)), f"{impact.effect}: {impact.name}", impact_text(impact))


def _theorem(found: ResultChange | Impact) -> str:
    return found.name if found.is_theorem else ""


def _command(is_fine: bool, place: tuple[str, int], heading: str, message: str) -> str:
    level, (file, line) = "notice" if is_fine else "error", place
    message = "\n".join(map(printable, message.split("\n")))
    return f"::{level} file={_property(file)},line={line},title={_property(printable(heading))}::{_data(message)}"


def _data(words: str) -> str:
    """Escaped as GitHub's workflow commands ask for.

    >>> _data("100%\\n::error::")
    '100%25%0A::error::'
    """
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")

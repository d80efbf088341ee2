"""Write the pages that come from the program: its commands, its public names, the statuses, the messages, the gallery.

In:  the command line, the package, `diff.explain`, the table of `tests/messages.py`, and the derivations with their locks.
Out: a Markdown file each, which a page of the documentation includes.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

import symbolic_alliance
from symbolic_alliance.derivation.diff.explain import IDS, PAGES
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import Project, read_model
from symbolic_alliance.interface.cli import app
from tests.messages import MISTAKES, Mistake

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100


def write_pages(folder: Path) -> None:
    """Write every generated page into a folder, each only where it has changed."""
    folder.mkdir(exist_ok=True)
    pages = {"commands": commands, "python": python, "statuses": statuses, "messages": messages, "gallery": gallery}
    for name, lines in pages.items():
        path, text = folder / f"{name}.md", "\n".join(lines()) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def commands() -> Iterator[str]:
    """The help of every command."""
    runner = CliRunner(env={"COLUMNS": str(WIDTH), "NO_COLOR": "1"})
    for command in app.registered_commands:
        told = runner.invoke(app, [str(command.name), "--help"], prog_name="symbolic-alliance")
        yield from (f"## {command.name}", "", "```text", told.output.strip(), "```", "")


def python() -> Iterator[str]:
    """Every public name with its docstring: functions first, then what they take and give, then errors."""
    public = {name: getattr(symbolic_alliance, name) for name in symbolic_alliance.__all__}
    functions = [name for name, what in public.items() if inspect.isfunction(what)]
    errors = [name for name, what in public.items() if inspect.isclass(what) and issubclass(what, Exception)]
    kinds = {"Functions": ("autofunction", functions), "Errors": ("autoexception", errors),
             "Classes": ("autoclass", [name for name in public if name not in (*functions, *errors, "Node")])}
    for title in ("Functions", "Classes", "Errors"):
        directive, names = kinds[title]
        yield from (f"## {title}", "", "```{eval-rst}")
        for name in names:
            yield from (f".. {directive}:: symbolic_alliance.{name}", "")
        yield from ("```", "")


def statuses() -> Iterator[str]:
    """What each status of a comparison means, and what to do about it."""
    yield from ("| id | fails | meaning | what to do |", "|---|---|---|---|")
    for name, status in IDS.items():
        yield f"| `{name}` | {'no' if status.is_harmless else 'yes'} | {PAGES[status].meaning} | {PAGES[status].advice} |"


def messages() -> Iterator[str]:
    """What a person wrote, and the sentence that they get."""
    subject = ""
    for mistake in MISTAKES:
        if mistake.subject != subject:
            subject = mistake.subject
            yield from ("", f"## {subject}", "", "| what was written | what is said |", "|---|---|")
        yield f"| `{_written(mistake)}` | {_cell(mistake.told)} |"


def _written(mistake: Mistake) -> str:
    return " ".join((mistake.written or "nothing").split()).replace("|", r"\|")


def _cell(text: str) -> str:
    return re.sub(r"([|*_<$\\])", r"\\\1", text)


def gallery() -> Iterator[str]:
    """Each derivation of the repository: what it is of, its players, its results, and how to ask for more."""
    project = Project(ROOT)
    for name in project.names:
        model = read_model(project, name)
        yield from (f"## {model.game.title}", "", model.about, "", *_facts(model), "",
                    "```text", f"symbolic-alliance build {name}      # the appendix", f"symbolic-alliance show {name}       "
                    "# its results by name", "```", "")


def _facts(model: Model) -> Iterator[str]:
    game = model.game
    yield from ("| | |", "|---|---|", f"| players | {', '.join(game.players)} |")
    yield f"| chosen | {'; '.join(f'`{one.name}`, {one.meaning}' for one in game.choices)} |"
    yield f"| assumed | {'; '.join(one.text for one in game.parameters.assumptions)} |"
    titles = [theorem.heading.title for theorem in model.theorems if hasattr(theorem, "heading")]
    if titles:
        yield f"| theorems | {'; '.join(titles)} |"
    if model.variant_of:
        yield f"| a variant of | `{model.variant_of}` |"

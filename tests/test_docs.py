"""Every example of the README and of the documentation runs, and prints what the page says; every link leads somewhere.

Python is run where it has ``>>>``; a ``console`` block is run command by command, a line ``...`` standing for any output.  A
page whose Python blocks begin with ``# derivations/NAME.py`` has a project of its own, in which its commands are run.
"""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(path for path in DOCS.rglob("*.md") if "generated" not in path.parts)]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# (derivations/\w+\.py)(, continued)?\n")
LINK = re.compile(r"\]\(([^)\s]+)\)")


class Command(NamedTuple):
    """A command of a page, and what it is said to print."""

    line: str
    output: str


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands(page: Path) -> list[Command]:
    pieces = [piece for block in blocks(page, "console") for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [Command(*piece.split("\n", 1)) for piece in pieces]


def written(page: Path) -> dict[str, str]:
    """The files that a page has its reader write."""
    found: dict[str, str] = {}
    for block in blocks(page, "python"):
        if first := FILE.match(block):
            found[first[1]] = (found[first[1]] if first[2] else "") + block[first.end():]
    return found


def run(command: str, folder: Path) -> tuple[int, str]:
    """The exit status of a command, and what it prints, or where that is nothing what it complains of."""
    program, *arguments = shlex.split(command)
    assert program in ("symbolic-alliance", "sed"), "a page runs our command, and edits its files"
    line = [sys.executable, "-m", "symbolic_alliance"] if program == "symbolic-alliance" else [program]
    finished = subprocess.run([*line, *arguments], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    complaints = [told for told in finished.stderr.splitlines() if told.startswith("symbolic-alliance: ")]
    return finished.returncode, finished.stdout.strip() or "\n".join(complaints)


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in page.read_text(encoding="utf-8")], ids=name_of)
def test_the_python_of_a_page_prints_what_the_page_says(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name_of)
def test_the_commands_of_a_page_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    folder = tmp_path if written(page) else ROOT
    for name, text in written(page).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for command in commands(page):
        status, said = run(command.line, folder)
        told = command.output.strip()
        expected = 2 if told.startswith("symbolic-alliance: ") else 1 if " diff " in command.line else 0
        assert status == expected, f"{command.line} ends with {status}"
        assert doctest.OutputChecker().check_output(f"{told}\n", f"{said}\n", doctest.ELLIPSIS), f"{command.line}\n{said}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_link_leads_to_a_file(page: Path) -> None:
    places = [place.partition("#")[0] for place in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in place]
    assert [place for place in places if place and not (page.parent / place).exists()] == []


def test_every_command_of_the_table_exists_and_every_command_is_in_the_table() -> None:
    table = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z]+)[ `]", table, flags=re.MULTILINE))
    told = subprocess.run([sys.executable, "-m", "symbolic_alliance", "--help"], capture_output=True, text=True, check=True,
                          timeout=60).stdout
    assert listed == set(re.findall(r"^  ([a-z]+)  ", told.split("Commands:")[1], flags=re.MULTILINE))


def test_the_site_builds_without_a_warning_and_asks_nothing_of_the_network(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(DOCS), str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    loaded = re.compile(r"<(?:script|img)[^>]*\bsrc=\"https?:|<link[^>]*rel=\"stylesheet\"[^>]*href=\"https?:")
    assert [page.name for page in tmp_path.rglob("*.html") if loaded.search(page.read_text(encoding="utf-8"))] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 125

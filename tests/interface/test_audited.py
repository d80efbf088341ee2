"""The command that audits a print: what it says, its exit status, and bad requests."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from symbolic_alliance.derivation.project import Project
from symbolic_alliance.interface.build import build_all
from tests.interface.test_build import project

__all__ = ["project"]


def run(project: Project, *arguments: str) -> tuple[int, str, str]:
    ran = subprocess.run([sys.executable, "-m", "symbolic_alliance", "check", *arguments, "--project", str(project.root)],
                         env={**os.environ, "PATH": ""}, capture_output=True, text=True, check=False, timeout=300)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.fixture
def file(project: Project) -> Path:
    list(build_all(project, ["walls"], project.root / "out"))
    return project.root / "out" / "walls" / "appendix.tex"


def test_a_file_as_it_was_generated_and_one_with_a_slip(project: Project, file: Path) -> None:
    status, said, _ = run(project, "walls", "--tex", str(file))
    assert status == 0
    assert said.endswith("formulas are the derivation's; nothing is wrong\n")
    file.write_text(file.read_text().replace(r"\sqrt{b}", r"\sqrt{b + 1}", 1))
    status, said, _ = run(project, "walls", "--tex", str(file))
    assert status == 1
    assert "is not shown to be what the derivation has" in said
    assert said.endswith("; 1 complaint\n")
    status, said, _ = run(project, "walls", "--tex", str(file), "--format", "json")
    assert (status, len(json.loads(said)["complaints"])) == (1, 1)


def test_what_is_asked_wrongly_is_one_sentence(project: Project) -> None:
    assert "nothing.tex cannot be read" in run(project, "walls", "--tex", "nothing.tex")[2]
    assert "--tex needs the name of one derivation" in run(project, "--tex", "nothing.tex")[2]

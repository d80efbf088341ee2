"""``python -m symbolic_alliance`` is the command line: it answers, and its exit status is that of the command."""

import subprocess
import sys

import pytest


def ran(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("command", "status", "words"), [("--help", 0, "evaluate"), ("nonsense", 2, "nonsense")])
def test_the_package_runs_as_a_program(command: str, status: int, words: str) -> None:
    run = ran("-m", "symbolic_alliance", command)
    assert (run.returncode, words in run.stdout + run.stderr) == (status, True)


def test_importing_it_runs_nothing() -> None:
    run = ran("-c", "import symbolic_alliance.__main__")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")

"""Every example of the README runs, and prints what the README says."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
CONSOLE = [block.split("\n", 1) for block in re.findall(r"```console\n\$ (.*?)```", README, flags=re.DOTALL)]


def test_the_python_examples_print_what_the_readme_says():
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_a_command_prints_what_the_readme_says(command, output):
    program, *arguments = shlex.split(command)
    assert program == "symbolic-alliance"
    finished = subprocess.run([sys.executable, "-m", "symbolic_alliance", *arguments], cwd=ROOT, capture_output=True,
                              text=True, timeout=120, check=False)
    assert (finished.returncode, finished.stdout.strip()) == (0, output.strip())


def test_every_command_of_the_table_exists_and_every_command_is_in_the_table():
    listed = set(re.findall(r"^\| `([a-z]+)[ `]", README, flags=re.MULTILINE))
    told = subprocess.run([sys.executable, "-m", "symbolic_alliance", "--help"], capture_output=True, text=True, check=True,
                          timeout=60).stdout
    assert listed == set(re.findall(r"^  ([a-z]+)  ", told.split("Commands:")[1], flags=re.MULTILINE))

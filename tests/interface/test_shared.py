"""What several processes need is done by one of them, and by the next where that one is killed."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, sys, time
from pathlib import Path
from symbolic_alliance.interface.shared import once

def work():
    with open(sys.argv[2], "a") as log:
        log.write("begun\\n")
    if sys.argv[3] == "dies":
        os._exit(3)
    time.sleep(0.5)
    return str(os.getpid())

print(once(Path(sys.argv[1]), "sum", work))
"""


def start(folder: Path, how: str = "works") -> subprocess.Popen[str]:
    """A process that wants the work done."""
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder / "shared"), str(folder / "log"), how],
                            stdout=subprocess.PIPE, text=True)


def test_of_several_processes_one_does_the_work(tmp_path: Path) -> None:
    said = {process.communicate(timeout=120)[0] for process in [start(tmp_path) for _ in range(3)]}
    assert len(said) == 1
    assert (tmp_path / "log").read_text() == "begun\n"


def test_where_one_is_killed_the_next_does_it(tmp_path: Path) -> None:
    killed = start(tmp_path, "dies")
    killed.communicate(timeout=120)
    assert killed.returncode == 3
    said = start(tmp_path).communicate(timeout=120)[0]
    assert said.strip().isdigit()
    assert (tmp_path / "log").read_text() == "begun\nbegun\n"

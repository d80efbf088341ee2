"""TeX for tests: what a document needs is there, or told; and what TeX complains of."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.tools import refuse, require_tool

COMPLAINTS = re.compile(r"^!.*|^.*:\d+: .*|.*undefined.*|.*multiply defined.*|.*\?\?.*", re.MULTILINE)
OVERFULL = re.compile(r"^Overfull \\[hv]box \(([0-9.]+)pt", re.MULTILINE)


def require_tex(*files: str) -> None:
    """Skip or fail where there is no TeX, or it lacks a class."""
    require_tool("latexmk", "latexmk")
    for file in files:
        if not subprocess.run(["kpsewhich", file], capture_output=True, check=False).stdout.strip():
            refuse(f"TeX has no {file}; on Debian or Ubuntu it is in one of the texlive packages of .ci/run")


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Write files by their names."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def compiled(folder: Path, file: str, seconds: int = 300) -> list[str]:
    """Make a PDF of a file, and return what TeX complains of: errors, what is undefined, lines over by more than 5 pt."""
    run = subprocess.run(["latexmk", "-pdf", "-interaction=nonstopmode", "-file-line-error", file], cwd=folder,
                         env={**os.environ, "max_print_line": "1000"}, capture_output=True, check=False, timeout=seconds)
    log = (folder / file).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    wide = [f"over by {points} pt" for points in OVERFULL.findall(log) if float(points) > 5]
    return [*([f"latexmk: {run.returncode}"] if run.returncode else []), *COMPLAINTS.findall(log), *wide]

"""The PDF: made by whatever TeX engine the machine has, within a time limit, and never a condition for the rest."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SECONDS = 180
ENGINES = {
    "latexmk": ("-pdf", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error"),
    "tectonic": ("--keep-logs", "--chatter", "minimal"),
}
LEFTOVERS = (".aux", ".log", ".fls", ".fdb_latexmk", ".out", ".toc", ".spl", ".synctex.gz")


@dataclass(frozen=True)
class TexEngine:
    """A program that makes a PDF of a LaTeX file, and its arguments."""

    program: str
    arguments: tuple[str, ...]


def find_engine() -> TexEngine | None:
    """The first TeX engine on the search path, or None."""
    for name, arguments in ENGINES.items():
        program = shutil.which(name)
        if program is not None:
            return TexEngine(program, arguments)
    return None


def make_pdf(folder: Path, source: str, engine: TexEngine | None, seconds: int = SECONDS) -> str:
    """Compile a file of a folder; return what to tell the user: nothing where the PDF is there, else why it is not."""
    if engine is None:
        return (f"There is no PDF: no TeX engine was found ({' or '.join(ENGINES)}); read appendix.html, or install one "
                "and build again.")
    command = [engine.program, *engine.arguments, source]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1", "max_print_line": "1000"}
    try:
        run = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                             timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return f"There is no PDF: {Path(engine.program).name} did not finish {source} in {seconds} s."
    except OSError as error:
        return f"There is no PDF: {engine.program} cannot be run: {error.strerror}."
    if run.returncode or not (folder / source).with_suffix(".pdf").exists():
        return f"There is no PDF: {Path(engine.program).name} failed on {source}: {_complaint(run.stdout)}"
    for leftover in LEFTOVERS:
        (folder / source).with_suffix(leftover).unlink(missing_ok=True)
    return ""


def _complaint(output: bytes) -> str:
    """The first line in which TeX says what is wrong."""
    lines = output.decode("utf-8", errors="replace").splitlines()
    return next((line.strip() for line in lines if line.startswith("!") or ".tex:" in line), "see its log")

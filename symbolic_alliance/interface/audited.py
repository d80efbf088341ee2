"""Audit the print of a derivation: a ``.tex`` file, as it was generated or as an author has edited it.

In:  a project, the name of a derivation, and a file.
Out: an `Audit`, and what is to be said of it, as text or as JSON.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symbolic_alliance.appendix.audit import Audit, audit
from symbolic_alliance.appendix.render import document_of
from symbolic_alliance.appendix.render.figures import drawings
from symbolic_alliance.appendix.render.names import macros
from symbolic_alliance.derivation.project import Project, read_model
from symbolic_alliance.derivation.storage import read_text
from symbolic_alliance.errors import Progress
from symbolic_alliance.interface.build import to_render


def audit_file(project: Project, name: str, file: Path, progress: Progress = lambda text: None) -> Audit:
    """Compare the formulas of a file with the derivation's; `RequestError` where it cannot be read."""
    text, model = read_text(file), read_model(project, name)
    derivation, _ = to_render(project, model, progress)
    document, style = document_of(derivation, progress, drawings(derivation))
    return audit(document, style, macros(derivation, style), text, model.abbreviations)


def audit_text(file: Path, found: Audit) -> str:
    """The complaints, line by line, then a sentence that sums up."""
    lines = [f"{file}:{line}: {words}" for line, words in found.complaints]
    counts = ((found.own, "of the author's own"), (found.left_out, "left out"))
    told = ", ".join((*(f"{count} {what}" for count, what in counts if count), verdict(found)))
    return "\n".join([*lines, f"{file}: {found.compared} formulas are the derivation's; {told}"])


def verdict(found: Audit) -> str:
    """What is to be complained of, as a number."""
    count = len(found.complaints)
    return "nothing is wrong" if not count else f"{count} {'complaint' if count == 1 else 'complaints'}"


def audit_json(file: Path, found: Audit) -> Mapping[str, Any]:
    """The same as values."""
    return {"file": str(file), "compared": found.compared, "own": found.own, "left_out": found.left_out,
            "complaints": [{"line": line, "words": words} for line, words in found.complaints]}

"""Render a derivation: the appendix as LaTeX and HTML, one fragment a result, and macros for the paper's own text.

In:  a `Derivation`, a style of page, and a folder to be replaced.
Out: ``appendix.tex``, ``symbolic-alliance.sty``, ``macros.tex``, ``fragments/``, ``paper.tex`` and ``appendix.html`` always,
     ``figures/`` where matplotlib is found, and ``appendix.pdf`` where a TeX engine is.  The same derivation gives the same
     bytes.
1. write the appendix as data: `prose.sections`;
2. fill the templates, all of them, into strings;
3. write the strings, compile, and put the folder in the place of the old one.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from symbolic_alliance.appendix.prose.document import Document
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.appendix.render.figures import Drawing, drawings, figure_blocks
from symbolic_alliance.appendix.render.fill import fill
from symbolic_alliance.appendix.render.names import macros
from symbolic_alliance.appendix.render.pdf import TexEngine, find_engine, make_pdf
from symbolic_alliance.appendix.render.templates import PAGE, environment, require_page
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.storage import replace_folder, write_bytes, write_text
from symbolic_alliance.errors import Progress
from symbolic_alliance.typeset.style import Style

__all__ = ["Rendered", "TexEngine", "document_of", "find_engine", "pages", "render"]

FolderWriter = Callable[[Path], AbstractContextManager[Path]]
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True)
class Rendered:
    """What was written: the names of the files, and a sentence where there is no PDF."""

    folder: Path
    files: tuple[str, ...]
    note: str = ""


def render(derivation: Derivation, folder: Path, tex_engine: TexEngine | None = None, progress: Progress = lambda text: None,
           folder_writer: FolderWriter = replace_folder, templates: Path | None = None, page: str = PAGE) -> Rendered:
    """Write a derivation's output to a folder, as a whole or not at all; without an engine there is no PDF.

    ``templates`` is a folder of the project's own: a template in it wins by its name.  ``page`` is a style of those in
    ``styles/``.  Raises `RequestError` where a template is wrong or lacks a value, there is no such style, or the folder
    cannot be written.
    """
    require_page(page, templates)
    pictures = drawings(derivation)
    texts = pages(derivation, progress, pictures, templates, page)
    drawn = {f"figures/{one.name}.{kind}": content for one in pictures
             for kind, content in (("pdf", one.picture.draw("pdf")), ("svg", one.svg))}
    with folder_writer(folder) as beside:
        for name, text in texts.items():
            write_text(beside / name, text)
        for name, content in drawn.items():
            write_bytes(beside / name, content)
        progress("the PDF")
        note = make_pdf(beside, "appendix.tex", tex_engine)
    files = (*texts, *drawn, *(() if note else ("appendix.pdf",)))
    return Rendered(folder, files, note)


def pages(derivation: Derivation, progress: Progress = lambda text: None, drawn: tuple[Drawing, ...] = (),
          templates: Path | None = None, page: str = PAGE) -> Mapping[str, str]:
    """The text of every file by its name, without writing anything; the drawings are of the worked example."""
    document, style = document_of(derivation, progress, drawn)
    progress("the templates")
    return fill(document, derivation.model, macros(derivation, style), environment(templates), page)


def document_of(derivation: Derivation, progress: Progress = lambda text: None, drawn: tuple[Drawing, ...] = ()
                ) -> tuple[Document, Style]:
    """The appendix as data, with the style that its formulas are set in."""
    progress("the theorems")
    style = style_of(derivation.theorems, derivation.equilibrium.game)
    return appendix(derivation, style, reconstruction(derivation.model.about), progress, figure_blocks(drawn, style)), style


def reconstruction(about: str) -> str:
    """The sentence in which an author says that a derivation is a reconstruction, or nothing.

    >>> reconstruction("A game. A reconstruction of a verbal argument. It declares the model.")
    'A reconstruction of a verbal argument.'
    """
    sentences = SENTENCE_END.split(" ".join(about.split()))
    return next((sentence for sentence in sentences if "reconstruction" in sentence.lower()), "")

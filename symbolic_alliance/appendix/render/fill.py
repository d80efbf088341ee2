"""Fill the templates: every file of an appendix as text, by its name.

In:  a document, its model, the letters for macros, the templates and a style of page.
Out: the appendix, a paper to start from, the package that both load, the macros, the HTML edition, a fragment a result.
"""

import re
from collections.abc import Mapping

from jinja2 import Environment

from symbolic_alliance.appendix.prose.document import PREFIXES, Document, Item, NumberedStatement, walk
from symbolic_alliance.appendix.render.names import Macro
from symbolic_alliance.appendix.render.running_text import HtmlWords, LatexWords, anchor
from symbolic_alliance.appendix.render.templates import PAGE, fill_template
from symbolic_alliance.claims.theorems import theorems_of
from symbolic_alliance.derivation.model import Model

KINDS = ("definition", "lemma", "theorem", "proposition", "corollary", "remark")
LETTERS = 24  # as many of the macros as the demonstration shows


def fill(document: Document, model: Model, letters: tuple[Macro, ...], found: Environment, page: str = PAGE
         ) -> Mapping[str, str]:
    """The templates filled with a document, the letters of its paper, and what its author says of references."""
    latex, statements = LatexWords(), _statements(document)
    given = {"document": document, "page": page, "authors": model.authors, "sources": model.references,
             "kinds": tuple(dict.fromkeys((*KINDS, *(block.kind for _, block in statements))))}
    counted = tuple((kind, PREFIXES.get(kind, "")) for kind in dict.fromkeys(
        block.kind for block in walk(document.sections) if isinstance(block, Item) and block.label))
    names = tuple(theorem.name for theorem in theorems_of(model.theorems))
    shown = tuple(name for name, block in statements if block.label.partition(":")[2] in names)
    texts = {
        "appendix.tex": squeeze(fill_template(found, "appendix.tex", latex, **given)),
        "paper.tex": squeeze(fill_template(found, "paper.tex", latex, shown=shown, letters=letters[:LETTERS], **given)),
        "symbolic-alliance.sty": fill_template(found, "symbolic-alliance.sty", latex, counted=counted,
                                               numbers=tuple(document.numbers.items()), **given),
        "macros.tex": fill_template(found, "macros.tex", latex, macros=letters),
        "appendix.html": fill_template(found, "appendix.html", HtmlWords(document.numbers), **given),
    }
    for name, statement in statements:
        texts[f"fragments/{name}.tex"] = squeeze(fill_template(found, "fragment.tex", latex, block=statement))
    return texts


def squeeze(latex: str) -> str:
    """LaTeX without empty lines beside a display, where they would end a paragraph, and none doubled."""
    lines = [line.rstrip() for line in latex.splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    text = re.sub(r"\n\n(\\begin\{equation)", r"\n\1", text)
    text = re.sub(r"(\\end\{equation\*?\})\n\n", r"\1\n", text)
    text = re.sub(r"\n\n(\\end\{)", r"\n\1", text)
    return text.strip("\n") + "\n"


def _statements(document: Document) -> list[tuple[str, NumberedStatement]]:
    return [(anchor(block.label).replace(":", "-").replace("_", "-"), block) for block in walk(document.sections)
            if isinstance(block, NumberedStatement)]

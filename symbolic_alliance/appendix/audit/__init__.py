r"""Audit a printed text: the formulas of a ``.tex`` file, generated or edited by hand, against those of the derivation.

In:  the document of a derivation, its style, the macros of its letters, and the text of a file, which may be hostile.
Out: an `Audit`: what is wrong, with its line, and how much has been compared.
1. both are cut where a label stands: what follows a label belongs to it, up to the next or to the end of its result;
2. under each label the formulas are aligned in their order; what is printed alike is alike;
3. what is not, is read back and proved equal by algebra, or reported with what the derivation has there;
4. a formula of the author's own is left alone, unless it gives a letter of the derivation another meaning;
5. a condition that has gone, a label that points nowhere or stands twice, and a symbol for two things are reported.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import sympy as sp

from symbolic_alliance.appendix.audit.alignment import Alignment
from symbolic_alliance.appendix.audit.expected import Printed, expected_formulas
from symbolic_alliance.appendix.audit.printed_names import vocabulary
from symbolic_alliance.appendix.audit.source import Found, LatexSource
from symbolic_alliance.appendix.prose.document import Document
from symbolic_alliance.appendix.render.names import Macro
from symbolic_alliance.appendix.render.running_text import anchor
from symbolic_alliance.typeset.style import Style

__all__ = ["Audit", "Complaint", "audit"]

NEAR = 0.9  # how like a label must be to one that is missing, to be taken for it
Complaint = tuple[int, str]
NOTHING: Mapping[str, sp.Expr] = {}


@dataclass(frozen=True)
class Audit:
    """What is wrong, line by line, and how many formulas are the derivation's, the author's own, and left out."""

    complaints: tuple[Complaint, ...]
    compared: int
    own: int
    left_out: int

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.complaints


def audit(document: Document, style: Style, letters: Iterable[Macro], text: str,
          abbreviations: Mapping[str, sp.Expr] = NOTHING) -> Audit:
    """Compare the formulas of a text with those of a document, label by label."""
    expected, given = expected_formulas(document), LatexSource(text)
    words = vocabulary(one.layout for group in expected.values() for one in group)
    found, unended = given.formulas({macro.name: macro.latex for macro in letters})
    short = {sp.Symbol(name, real=True): form for name, form in abbreviations.items()}
    comparison = Alignment(style, words, short)
    for label, group in found.items():
        if label in expected and (label or _is_the_document(group, expected[label])):
            comparison.compare(expected[label], group)
        else:
            comparison.all_own(group)
    ends = [(unended, "a formula that starts here has no end")] if unended else []
    complaints = [*comparison.complaints, *_labels(given, tuple(map(anchor, document.numbers))), *ends,
                  *((1, twice) for twice in words.twice)]
    return Audit(tuple(sorted(complaints)), comparison.compared, comparison.own, comparison.left_out)


def _is_the_document(found: list[Found], expected: tuple[Printed, ...]) -> bool:
    """Whether what follows no label is that of the document: most of it is printed there in the same way."""
    known = {"".join(one.latex.split()) for one in expected}
    return 2 * sum("".join(one.latex.split()) in known for one in found) >= len(found)


def _labels(text: LatexSource, numbered: tuple[str, ...]) -> Iterator[Complaint]:
    """Labels that stand twice or are misspelt, and references that point nowhere: in a part of a text, those of our kinds."""
    seen: dict[str, int] = {}
    for label, line in text.labels():
        if label in seen:
            yield line, f"the label {label} stands in line {seen[label]} already"
        seen.setdefault(label, line)
    missing = [label for label in numbered if label not in seen]
    for label, line in seen.items():
        meant = get_close_matches(label, missing, 1, NEAR) if label not in numbered else []
        if meant:
            yield line, f"the label {label} is not the derivation's {meant[0]}, and what follows it is not compared"
    for label, line in text.bare_labels():
        if label in numbered:
            yield line, f"{label} stands there without the command that makes it a label"
    kinds = {label.partition(":")[0] for label in numbered}
    for label, line in text.references():
        if label not in seen and label not in numbered and (text.is_whole or label.partition(":")[0] in kinds):
            yield line, f"the label {label} points nowhere"

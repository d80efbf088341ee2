"""Which theorems of a derivation survive in a variant of it, and where the others break.

In:  a `Book` of a model that says which derivation it varies.
Out: a section with one table, a line for each theorem in the order of the paper.
"""

from collections.abc import Iterator

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.document import Parts, Section, Table, paragraph, say
from symbolic_alliance.appendix.prose.evidence import refutation
from symbolic_alliance.appendix.prose.wording import spell
from symbolic_alliance.claims.theorems import StatedTheorem
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.proof.claim import Verdict

INTRO = ("This model varies another one, {name}. The theorems below are word for word those of that model, stated about "
         "what is derived here. One survives if it is proved of all that arises here; it breaks where an inequality that it "
         "asserts is false at a point at which all that it supposes holds; it has no object where nothing that it speaks of "
         "arises.")
SURVIVES, BREAKS, EMPTY, OPEN = "survives", "breaks", "has no object", "not decided"
WIDTHS = (0.4, 0.14, 0.38)


def survival_section(book: Book) -> Iterator[Section]:
    """The table of a variant; nothing for a derivation that varies none."""
    varied = book.derivation.model.variant_of
    if varied:
        rows = tuple(_row(book, theorem) for theorem in book.theorems)
        yield Section("What survives", (paragraph(INTRO, name=spell(varied)), Table(
            (("Theorem",), ("Here",), ("Where it breaks, or how it is settled",)), rows, WIDTHS)))


def _row(book: Book, theorem: StatedTheorem) -> tuple[Parts, Parts, Parts]:
    settled = book.verdicts.get(theorem.name)
    cited = say("{number}: {title}", number=book.cite([theorem.name]), title=theorem.heading.title)
    if settled is None:
        return cited, (OPEN,), ("it has not been judged",)
    return cited, (outcome(settled),), _evidence(book, theorem, settled)


def outcome(settled: JudgedClaim) -> str:
    """What becomes of a theorem in a variant, in a word or two."""
    if settled.verdict is Verdict.PROVED:
        return SURVIVES
    if settled.verdict is Verdict.REFUTED:
        return BREAKS
    return OPEN if settled.verdict is Verdict.UNDECIDED else EMPTY


def _evidence(book: Book, theorem: StatedTheorem, settled: JudgedClaim) -> Parts:
    if settled.verdict is Verdict.PROVED:
        return (str(settled.grade),)
    return refutation(book, theorem, settled) if settled.verdict is Verdict.REFUTED else (settled.tried,)

"""The theorems of a paper as statements, in its order; their table of signs; the table from the source to the theorems.

In:  a `Book`.
Out: sections.
"""

from collections.abc import Iterator, Mapping, Sequence

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.document import (
    Block,
    Display,
    Item,
    Listing,
    NumberedStatement,
    Paragraph,
    Parts,
    Section,
    Table,
    entry,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.appendix.prose.evidence import proof
from symbolic_alliance.appendix.prose.slopes import row_name
from symbolic_alliance.appendix.prose.slots import sentence
from symbolic_alliance.claims.theorems import StatedTheorem
from symbolic_alliance.claims.theorems.language import SignCell, SignTable
from symbolic_alliance.proof.claim import Grade, Verdict
from symbolic_alliance.typeset.layout import Name
from symbolic_alliance.typeset.normal_form import factored_form
from symbolic_alliance.typeset.widths import width

HOW = "Each theorem is stated about the equilibria that are derived, and nothing in it has been typed in from their solution."
MARKS = {"benchmark": "A prime marks a choice in the benchmark.", "companion": "A hat marks a choice in a companion game.",
         "": "A star marks the equilibrium value of a choice whose letter stands for any value."}
STEPS = ("A proof goes step by step. In it a regime is meant without its edges, each of its inequalities strict; on an edge "
         "the weak form holds by continuity. A displayed identity can be checked by multiplying it out, and the sign of its "
         "right side by looking at its factors, with what is named as the reason. Where no factor shows it, a step is called "
         "certified, proved by identities that the checker replays, or computed, settled by a solver, in part with "
         "certificates. Each step is settled as one claim for each case of what is given; the numbers in parentheses are "
         "those of the claims, under the theorem's name.")
SOURCES = ("The source is verbal; the game is a reconstruction of it. What the source finds, in our words, and the results "
           "that answer it in this game (computed: some of the claims are decided by a solver, and not certified):")
CASES = "A case is meant as the theorem that introduces its letter counts them."
SHARE_OF_LETTER, GAP = 0.26, 0.03  # shares of the line: the first column, what stands between two columns
INLINE = 30.0  # em of an expression in running text


def theorem_section(book: Book) -> Iterator[Section]:
    """The theorems with their proofs; nothing where there are none."""
    if book.theorems:
        marks = [MARKS[kind] for kind, is_met in (("benchmark", book.derivation.benchmark), ("", True),
                                                  ("companion", book.derivation.companions)) if is_met]
        yield Section("The theorems", (
            paragraph(" ".join((HOW, *marks, STEPS))),
            *(theorem_statement(book, one) for one in book.theorems)))


def theorem_statement(book: Book, theorem: StatedTheorem) -> NumberedStatement:
    """A theorem with its proof."""
    settled, table = book.verdicts.get(theorem.name), theorem.stated.table
    body: tuple[Block, ...] = sentence(book, theorem.stated)
    if theorem.unstated:
        body = (Paragraph((f"What this speaks of does not exist in this model: {theorem.unstated}.",)),)
    is_proved = settled is not None and settled.verdict is Verdict.PROVED
    if table is not None:
        body = (*body, *_signs(book, table, is_proved))
    return NumberedStatement(book.label(theorem.name), theorem.heading.title, body, proof(book, theorem, settled), is_proved)


# ---- signs


def _signs(book: Book, table: SignTable, is_known: bool) -> Iterator[Block]:
    """The table; below it what the sign follows where it changes."""
    notes = [cell for cells in table.cells for cell in cells if cell.follows is not None]
    rows = tuple((row_name(book, quantity, value), *(_sign(cell, notes, is_known) for cell in cells))
                 for (quantity, value), cells in zip(table.rows, table.cells, strict=True))
    share = (1 - GAP * (len(table.columns) + 1) - SHARE_OF_LETTER) / max(len(table.columns), 1)
    yield paragraph(CASES)
    yield Table((("",), *((book.style.name(symbol),) for symbol in table.columns)), rows,
                (SHARE_OF_LETTER, *([share] * len(table.columns))))
    if notes:
        yield paragraph("Where a number stands, the sign changes; it is that of the following.")
        yield Listing(tuple(_note(book, number, cell) for number, cell in enumerate(notes, 1)))


def _sign(cell: SignCell, notes: Sequence[SignCell], is_known: bool) -> Parts:
    if cell.sign != "0" and not is_known:
        return ("?",)
    if cell.follows is not None:
        return (f"({1 + next(place for place, note in enumerate(notes) if note is cell)})",)
    return (Name(cell.sign, cell.sign),)


def _note(book: Book, number: int, cell: SignCell) -> Item:
    form = factored_form(cell.follows, book.style)
    if width(form) <= INLINE:
        return entry("({number}) {form}", number=str(number), form=form)
    return Item((paragraph("({number})", number=str(number)), Display(form)))


# ---- sources


def source_section(book: Book, sentences: Mapping[int, str]) -> Iterator[Section]:
    """Each sentence of the source with the theorems that answer it and what came of it."""
    if sentences:
        answers = {question: [one for one in book.theorems if question in one.heading.answers] for question in sentences}
        rows = tuple(((words,), book.cite([one.name for one in answers[question]]) or ("nothing yet",),
                      _outcome(book, answers[question])) for question, words in sorted(sentences.items()))
        yield Section("What the source finds", (paragraph(SOURCES), Table(
            (("The source",), ("Answered by",), ("In this game",)), rows, (0.5, 0.22, 0.2))))


def _outcome(book: Book, answers: list[StatedTheorem]) -> Parts:
    settled = {one.name: book.verdicts.get(one.name) for one in answers}
    for verdict, word in ((Verdict.REFUTED, "refuted"), (Verdict.UNDECIDED, "not decided"), (Verdict.VACUOUS, "empty"),
                          (Verdict.UNSTATED, "without object")):
        found = [name for name, claim in settled.items() if claim is not None and claim.verdict is verdict]
        if found:
            return say("{word}: {names}", word=word, names=book.cite(found))
    if not answers or any(claim is None for claim in settled.values()):
        return ("open",)
    failing = [one.name for one in answers if any(part.fails for part in one.stated.assertions) and not one.stated.table]
    computed = any(claim is not None and claim.grade is not Grade.CERTIFIED for claim in settled.values())
    return say("holds{how}{but}", how=" (computed)" if computed else "",
               but=say_if(", but not everywhere: {names}", names=book.cite(failing)))

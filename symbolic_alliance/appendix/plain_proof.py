"""A claim's proof as plain text: what it says, how it is settled, and the lemma of the appendix that it belongs to.

In:  a derivation and one of its claims, or one of its theorems.
Out: lines of text; formulas as at a prompt (or as LaTeX), references by the name of what they refer to.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import fill

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Block,
    Display,
    Item,
    Listing,
    NumberedStatement,
    Paragraph,
    Table,
    Words,
)
from symbolic_alliance.appendix.prose.lemmas import lemmas, movers
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.appendix.prose.repeats import repeats
from symbolic_alliance.appendix.prose.theorems import theorem_statement
from symbolic_alliance.claims.theorems import StatedTheorem, state_theorems, theorems_of
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, JudgedClaim
from symbolic_alliance.derivation.statement import PaperStatement
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.typeset.layout import Layout
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import inline

LINE = 100


def proof_of(derivation: Derivation, claim: JudgedClaim) -> str:
    """Write the proof of a claim; that of a theorem is stated anew, which may take some seconds."""
    if any(one.name == claim.name for one in derivation.judged.get(THEOREMS, ())):
        statement = theorem(derivation, claim.name)
        return "\n".join((f"{claim.name}: {statement.title}", "", *text_of(statement.body), "", *_proof_lines(statement)))
    lines = [f"{claim.name}: {claim.text}", "", _verdict(claim)]
    lemma = next((found for one in derivation.equilibria for found in _lemma(derivation, one, claim)), None)
    if lemma is not None:
        lines += ["", "Lemma.", *text_of(lemma.body), "", *_proof_lines(lemma)]
    return "\n".join(lines)


def _proof_lines(statement: NumberedStatement) -> tuple[str, ...]:
    """The proof, or, of what is not proved, what is known of it."""
    return (*(["Proof."] if statement.is_proved else []), *text_of(statement.proof))


def _verdict(claim: JudgedClaim) -> str:
    how = {"certified": "certified: an exact identity that the kernel has replayed",
           "decided": f"decided by {', '.join(claim.deciders)}, without a certificate"}.get(claim.grade or "", claim.tried)
    assumed = f"; it uses the assumptions {', '.join(claim.assumptions)}" if claim.assumptions else ""
    return f"{claim.verdict}{f', {how}' if how else ''}{assumed}."


def _lemma(derivation: Derivation, equilibrium: Equilibrium, claim: JudgedClaim) -> Iterator[NumberedStatement]:
    """The lemma of the node that a claim is about, or of the node that this one repeats."""
    claims = derivation.judged.get(equilibrium.game.name, ())
    if not any(one.name == claim.name and one.text == claim.text for one in claims):
        return
    context = Context(equilibrium, Style.of(equilibrium.game), claims)
    repeated = repeats(context)
    wanted = {repeat.node: repeat.like for repeat in repeated}.get(claim.about, claim.about)
    others = tuple(node.name for node in movers(context) if node.name != wanted)
    yield from (statement for _, statement in lemmas(context, repeated, others))


def theorem(derivation: Derivation, name: str) -> NumberedStatement:
    """State a theorem with its proof; of the others only those are stated that it uses."""
    found = derivation.theorems if derivation.judged_theorems else _select(derivation, name)
    _require_the_same(derivation, found, name)
    style = style_of(found, derivation.equilibrium.game)
    contexts = tuple(Context(one, style, (), prefix.replace(".", "-"))
                     for prefix, one in zip(derivation.prefixes, derivation.all_equilibria, strict=True))
    book = Book(derivation, found, style, contexts)
    return theorem_statement(book, next(one for one in found if one.name == name))


def _require_the_same(derivation: Derivation, found: tuple[StatedTheorem, ...], name: str) -> None:
    """Raise `RequestError` where the verdict that is kept is on another statement than the theorem's of now."""
    kept = next((claim.statement for claim in derivation.judged.get(THEOREMS, ()) if claim.name == name), None)
    stated = next(PaperStatement.of(one) for one in found if one.name == name)
    if kept is not None and kept != stated:
        raise RequestError(f"{name} is stated otherwise than in the lock, and has not been judged since: "
                           f"'diff {derivation.name}' says what, 'update {derivation.name}' judges it")


def _select(derivation: Derivation, name: str) -> tuple[StatedTheorem, ...]:
    """A theorem and those it uses; all of them where it speaks of a letter that these do not introduce."""
    every = theorems_of(derivation.model.theorems)
    wanted = {name}
    for one in reversed(every):
        wanted |= set(one.heading.uses) if one.name in wanted else set()
    try:
        return state_theorems([one for one in every if one.name in wanted], derivation.setting)
    except ModelError:
        return derivation.theorems


def text_of(blocks: tuple[Block, ...], in_latex: bool = False) -> tuple[str, ...]:
    """Blocks as lines of text, formulas as at a prompt or as LaTeX between dollars."""
    return tuple(_BlockWriter(inline if in_latex else plain, "$" if in_latex else "").blocks(blocks))


@dataclass(frozen=True)
class _BlockWriter(Words):
    """Writes blocks with one notation for formulas, which stand between marks."""

    write: Callable[[Layout], str]
    mark: str

    def blocks(self, blocks: tuple[Block, ...], indent: str = "") -> Iterator[str]:
        """Blocks line by line."""
        for block in blocks:
            match block:
                case Paragraph(parts, heading):
                    words = " ".join(filter(None, (self.parts(heading), self.parts(parts))))
                    yield fill(words, LINE, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                               break_on_hyphens=False)
                case Display(layout):
                    yield f"{indent}    {self._formula(layout)}"
                case Listing(items):
                    for item in items:
                        yield from self._item(item, indent)
                case Table(header, rows):
                    cells = [[self.parts(cell) for cell in row] for row in (header, *rows)]
                    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
                    for row in cells:
                        yield indent + "  ".join(map(str.ljust, row, widths)).rstrip()
                case NumberedStatement():
                    yield from self.blocks((*block.body, *block.proof), indent)

    def _item(self, item: Item, indent: str) -> Iterator[str]:
        first, *rest = self.blocks(item.blocks, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest

    def _text(self, text: str) -> str:
        return text

    def _term(self, text: str) -> str:
        return text

    def _cite(self, label: str) -> str:
        return f"[{label.partition(':')[2].replace('-', ' ')}]"

    def _formula(self, layout: Layout) -> str:
        return f"{self.mark}{self.write(layout)}{self.mark}"

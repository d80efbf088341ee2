"""A claim's proof as plain text: what it says, how it is settled, and the lemma of the appendix that it belongs to.

In:  a derivation and one of its claims.
Out: lines of text; formulas as at a prompt, references by the name of what they refer to.
"""

from collections.abc import Iterator
from textwrap import fill

from symbolic_alliance.derivation import Derivation, Settled
from symbolic_alliance.equilibrium import Equilibrium
from symbolic_alliance.prose.context import Context
from symbolic_alliance.prose.document import (
    Block,
    Cite,
    Display,
    Item,
    Listing,
    Math,
    Paragraph,
    Part,
    Parts,
    Statement,
    Term,
)
from symbolic_alliance.prose.lemmas import lemmas, movers
from symbolic_alliance.prose.repeats import repeats
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.style import Style

LINE = 100


def proof_of(derivation: Derivation, claim: Settled) -> str:
    """Write the proof of a claim."""
    lines = [f"{claim.name}: {claim.text}", "", _settled(claim)]
    lemma = next((found for one in derivation.equilibria for found in _lemma(derivation, one, claim)), None)
    if lemma is not None:
        lines += ["", "Lemma.", *_blocks(lemma.body), "", "Proof.", *_blocks(lemma.proof)]
    return "\n".join(lines)


def _settled(claim: Settled) -> str:
    how = {"certified": "certified: an exact identity that the kernel has replayed",
           "decided": f"decided by {', '.join(claim.deciders)}, without a certificate"}.get(claim.grade or "", claim.tried)
    assumed = f"; it uses the assumptions {', '.join(claim.assumptions)}" if claim.assumptions else ""
    return f"{claim.verdict}{f', {how}' if how else ''}{assumed}."


def _lemma(derivation: Derivation, equilibrium: Equilibrium, claim: Settled) -> Iterator[Statement]:
    """The lemma of the node that a claim is about, or of the node that this one repeats."""
    claims = derivation.settled.get(equilibrium.game.name, ())
    if not any(one.name == claim.name and one.text == claim.text for one in claims):
        return
    context = Context.of(equilibrium, Style.of(equilibrium.game), claims)
    repeated = repeats(context)
    wanted = {repeat.node: repeat.like for repeat in repeated}.get(claim.about, claim.about)
    others = tuple(node.name for node in movers(context) if node.name != wanted)
    yield from (statement for _, statement in lemmas(context, repeated, others))


def _blocks(blocks: tuple[Block, ...], indent: str = "") -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(parts, heading):
                words = " ".join(filter(None, (_text(heading), _text(parts))))
                yield fill(words, LINE, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                           break_on_hyphens=False)
            case Display(layout):
                yield f"{indent}    {plain(layout)}"
            case Listing(items):
                for item in items:
                    yield from _item(item, indent)
            case Statement():
                yield from _blocks((*block.body, *block.proof), indent)


def _item(item: Item, indent: str) -> Iterator[str]:
    first, *rest = _blocks(item.blocks, indent + "  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _text(parts: Parts) -> str:
    return "".join(map(_part, parts))


def _part(part: Part) -> str:
    match part:
        case Math(layout):
            return plain(layout)
        case Term(text):
            return text
        case Cite(label):
            return f"[{label.partition(':')[2].replace('-', ' ')}]"
    return str(part)

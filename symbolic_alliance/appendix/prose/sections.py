"""The whole appendix of a derivation as a document: page one, propositions, remarks, lemmas, long identities."""

from collections.abc import Iterator, Sequence

from symbolic_alliance.appendix.prose.abbreviations import abbreviate
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.companions import apart, companion_proofs, companion_sections, paid_alike
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Display, Document, Section, number, paragraph, say
from symbolic_alliance.appendix.prose.example import example
from symbolic_alliance.appendix.prose.lemmas import lemmas
from symbolic_alliance.appendix.prose.opening import definition, notation
from symbolic_alliance.appendix.prose.propositions import cutoff_proposition, path_of_play, strategy_profile
from symbolic_alliance.appendix.prose.remarks import by_kind, sum_up, sum_up_all, ties, unsolved
from symbolic_alliance.appendix.prose.repeats import Repeat, repeats
from symbolic_alliance.appendix.prose.restated import letter_sources
from symbolic_alliance.appendix.prose.sufficiency import sufficiency
from symbolic_alliance.appendix.prose.survival import survival_section
from symbolic_alliance.appendix.prose.theorems import source_section, theorem_section
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.normal_form import told_forms
from symbolic_alliance.errors import Progress
from symbolic_alliance.typeset.style import Style

LONG_IDENTITIES = "The proofs cite these differences by their numbers."
PLAN = ("From the last mover upwards: at each node the moves below are already known, so that the mover faces a choice "
        "with known payoffs. A difference of payoffs is written as a product or a quotient of factors, each of a sign that "
        "the assumptions or the case give; to check one, multiply it out.")


def appendix(derivation: Derivation, style: Style, about: str = "", progress: Progress = lambda text: None,
             drawn: tuple[Block, ...] = ()) -> Document:
    """Write the appendix of a derivation; ``about`` is what its author says of it, ``drawn`` the figure of its example."""
    game = derivation.equilibrium.game
    context = Context(derivation.equilibrium, style, derivation.judged.get(game.name, ()),
                      forms=told_forms(derivation, derivation.equilibrium.game, style))
    repeated = repeats(context)
    proofs = tuple(_proofs(context, repeated, progress))
    benchmark, companions = _other_contexts(derivation, style)
    book = Book(derivation, derivation.theorems, style, (context, *benchmark, *companions))
    sections = [
        *source_section(book, derivation.model.sentences),
        Section("The regimes", tuple(_regimes(book, context, benchmark, companions))),
        *survival_section(book), *theorem_section(book),
        Section("The strategies", tuple(_results(context, repeated))),
        *(section for companion in companions for section in companion_sections(context, companion, progress)),
        Section("An example in numbers", (*example(context, derivation), *drawn)),
        *([Section("How the claims are settled", (by_kind(context), sufficiency(context)))] if context.claims else []),
        Section("Proofs at the nodes", proofs),
        *(section for companion in companions for section in companion_proofs(context, companion, progress)),
    ]
    long = tuple(Display(one.layout, one.label) for home in (context, *companions) for one in home.equations if one.is_long)
    if long:
        sections.append(Section("Long identities", (paragraph(LONG_IDENTITIES), *long)))
    changed, letters = abbreviate(tuple(sections), derivation.model.abbreviations, style)
    sources = changed[:1] if derivation.model.sentences else ()
    found = (*sources, Section("The game", notation(context, repeated, derivation.model.game)),
             Section("Equilibrium", (definition(), *([letters] if letters else []))), *changed[len(sources):])
    opening = say("{about}{gap}{claims} {all}", about=about, gap=" " if about else "", claims=sum_up(context).parts,
                  all=sum_up_all(derivation))
    return Document(game.title, opening, found, number(found))


def _regimes(book: Book, context: Context, benchmark: Sequence[Context], companions: Sequence[Context]) -> Iterator[Block]:
    """The regimes of every game, those first whose choices others are compared with; and where their letters come from."""
    yield from letter_sources(book)
    every = (*benchmark, *companions, context)
    for place, one in enumerate(every):
        yield from apart(context, one) if one in companions else ()
        yield path_of_play(one, every[:place], paid_alike(context, one) if one in companions else ())


def _results(context: Context, repeated: tuple[Repeat, ...]) -> Iterator[Block]:
    yield strategy_profile(context, repeated)
    found = (cutoff_proposition(context, context.label("proposition", "path-of-play")), ties(context), unsolved(context))
    yield from (one for one in found if one)


def _other_contexts(derivation: Derivation, style: Style) -> tuple[list[Context], list[Context]]:
    """The benchmark, whose proofs are those of the game, and the companions, each with what its labels start with."""
    benchmark = [Context(one, style, (), f"{one.game.name}-", told_forms(derivation, one.game, style))
                 for one in (derivation.benchmark,) if one is not None]
    companions = [Context(one, style, derivation.judged.get(one.game.name, ()), f"{one.game.name}-",
                          told_forms(derivation, one.game, style)) for one in derivation.companions]
    return benchmark, companions


def _proofs(context: Context, repeated: tuple[Repeat, ...], progress: Progress) -> Iterator[Block]:
    yield paragraph(PLAN)
    for name, lemma in lemmas(context, repeated):
        progress(f"the proof at {name}")
        yield lemma

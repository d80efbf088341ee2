"""The whole appendix of a derivation as a document: page one, propositions, remarks, lemmas, long identities."""

from collections.abc import Iterator

from symbolic_alliance.appendix.prose.abbreviations import abbreviate
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.companions import companion_sections
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Display, Document, Section, number, paragraph, say
from symbolic_alliance.appendix.prose.example import example
from symbolic_alliance.appendix.prose.lemmas import lemmas
from symbolic_alliance.appendix.prose.opening import definition, notation
from symbolic_alliance.appendix.prose.propositions import cutoff_proposition, path_of_play, strategy_profile
from symbolic_alliance.appendix.prose.remarks import by_kind, sum_up, ties, unsolved
from symbolic_alliance.appendix.prose.repeats import Repeat, repeats
from symbolic_alliance.appendix.prose.sufficiency import sufficiency
from symbolic_alliance.appendix.prose.survival import survival_section
from symbolic_alliance.appendix.prose.theorems import source_section, theorem_section
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.errors import Progress
from symbolic_alliance.typeset.style import Style

PROFILE = "proposition:strategy-profile"
LONG_IDENTITIES = "The proofs cite these differences by their numbers."
PLAN = ("From the last mover upwards: at each node the moves below are already known, so that the mover faces a choice "
        "with known payoffs. A difference of payoffs is written as a product or a quotient of factors, each of a sign that "
        "the assumptions or the case give; to check one, multiply it out.")


def appendix(derivation: Derivation, style: Style, about: str = "", progress: Progress = lambda text: None,
             drawn: tuple[Block, ...] = ()) -> Document:
    """Write the appendix of a derivation; ``about`` is what its author says of it, ``drawn`` the figure of its example."""
    game = derivation.equilibrium.game
    context = Context(derivation.equilibrium, style, derivation.judged.get(game.name, ()))
    repeated = repeats(context)
    proofs = tuple(_proofs(context, repeated, progress))
    benchmark, companions = _other_contexts(derivation, style)
    book = Book(derivation, derivation.theorems, style, (context, *benchmark, *companions))
    theorems = (*source_section(book, derivation.model.sentences), *survival_section(book), *theorem_section(book))
    sections = [
        *theorems,
        Section("Result", tuple(_results(context, repeated))),
        *(_benchmark(one) for one in benchmark),
        Section("An example in numbers", (*example(context, derivation), *drawn)),
        *([Section("How the claims are settled", (by_kind(context), sufficiency(context)))] if context.claims else []),
        Section("Proofs", proofs),
        *(section for companion in companions for section in companion_sections(context, companion, progress)),
    ]
    long = tuple(Display(one.layout, one.label) for home in (context, *companions) for one in home.equations if one.is_long)
    if long:
        sections.append(Section("Long identities", (paragraph(LONG_IDENTITIES), *long)))
    changed, letters = abbreviate(tuple(sections), derivation.model.abbreviations, style)
    sources = changed[:len(theorems) - 1] if theorems else ()
    found = (*sources, Section("The game", notation(context, repeated, derivation.model.game)),
             Section("Equilibrium", (definition(), *([letters] if letters else []))), *changed[len(sources):])
    opening = say("{about}{gap}{claims}", about=about, gap=" " if about else "", claims=sum_up(context).parts)
    return Document(game.title, opening, found, number(found))


def _results(context: Context, repeated: tuple[Repeat, ...]) -> Iterator[Block]:
    yield strategy_profile(context, repeated)
    found = (cutoff_proposition(context, PROFILE), ties(context), unsolved(context))
    yield from (one for one in found if one)


def _other_contexts(derivation: Derivation, style: Style) -> tuple[list[Context], list[Context]]:
    """The benchmark, whose proofs are those of the game, and the companions, each with what its labels start with."""
    benchmark = [Context(one, style, (), f"{one.game.name}-") for one in (derivation.benchmark,) if one is not None]
    companions = [Context(one, style, derivation.judged.get(one.game.name, ()), f"{one.game.name}-")
                  for one in derivation.companions]
    return benchmark, companions


def _benchmark(context: Context) -> Section:
    """The regimes and cutoffs of the benchmark, which is a subgame: its proofs are those of its nodes."""
    path = path_of_play(context)
    found = (path, cutoff_proposition(context, path.label), unsolved(context))
    return Section(context.equilibrium.game.title, tuple(one for one in found if one))


def _proofs(context: Context, repeated: tuple[Repeat, ...], progress: Progress) -> Iterator[Block]:
    yield paragraph(PLAN)
    for name, lemma in lemmas(context, repeated):
        progress(f"the proof at {name}")
        yield lemma

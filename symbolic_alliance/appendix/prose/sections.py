"""The whole appendix of a derivation as a document: page one, propositions, remarks, lemmas, long identities."""

from collections.abc import Iterator

from symbolic_alliance.appendix.prose.abbreviations import abbreviated
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.companions import companion_sections
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Display, Document, Paragraph, Section, number, say
from symbolic_alliance.appendix.prose.example import example
from symbolic_alliance.appendix.prose.lemmas import lemmas
from symbolic_alliance.appendix.prose.opening import definition, notation
from symbolic_alliance.appendix.prose.propositions import cutoff_proposition, path_of_play, strategy_profile
from symbolic_alliance.appendix.prose.remarks import by_kind, settled, ties, unsolved
from symbolic_alliance.appendix.prose.repeats import Repeat, repeats
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
    context = Context.of(derivation.equilibrium, style, derivation.judged.get(game.name, ()))
    repeated = repeats(context)
    proofs = tuple(_proofs(context, repeated, progress))
    contexts = tuple(_contexts(derivation, style))
    book = Book(derivation, derivation.theorems, style, (context, *contexts))
    theorems = (*source_section(book, derivation.model.sentences), *survival_section(book), *theorem_section(book))
    sections = [
        *theorems,
        Section("Result", tuple(_results(context, repeated))),
        *_benchmark(contexts[0] if derivation.benchmark else None),
        Section("An example in numbers", (*example(context, derivation), *drawn)),
        *_by_kind(context),
        Section("Proofs", proofs),
    ]
    companions = contexts[1:] if derivation.benchmark else contexts
    for companion in companions:
        sections += companion_sections(context, companion, progress)
    sections += _long_identities((context, *companions))
    changed, letters = abbreviated(tuple(sections), derivation.model.abbreviations, style)
    sources = changed[:len(theorems) - 1] if theorems else ()
    found = (*sources, Section("The game", notation(context, repeated)),
             Section("Equilibrium", (definition(), *([letters] if letters else []))), *changed[len(sources):])
    opening = say("{about}{gap}{claims}", about=about, gap=" " if about else "", claims=settled(context).parts)
    return Document(game.title, opening, found, number(found))


def _long_identities(contexts: tuple[Context, ...]) -> Iterator[Section]:
    long = tuple(Display(identity.layout, identity.label)
                 for one in contexts for identity in one.identities if identity.is_long)
    if long:
        yield Section("Long identities", (Paragraph((LONG_IDENTITIES,)), *long))


def _by_kind(context: Context) -> Iterator[Section]:
    if context.claims:
        yield Section("How the claims are settled", (by_kind(context),))


def _results(context: Context, repeated: tuple[Repeat, ...]) -> Iterator[Block]:
    yield strategy_profile(context, repeated)
    found = (cutoff_proposition(context, PROFILE), ties(context), unsolved(context))
    yield from (statement for statement in found if statement)


def _contexts(derivation: Derivation, style: Style) -> Iterator[Context]:
    """The other games, each with what its labels start with; the proofs of the benchmark are those of the game."""
    if derivation.benchmark is not None:
        yield Context.of(derivation.benchmark, style, prefix=f"{derivation.benchmark.game.name}-")
    for one in derivation.companions:
        yield Context.of(one, style, derivation.judged.get(one.game.name, ()), f"{one.game.name}-")


def _benchmark(context: Context | None) -> Iterator[Section]:
    """The regimes and cutoffs of the benchmark, which is a subgame: its proofs are those of its nodes."""
    if context is None:
        return
    path = path_of_play(context)
    found = (path, cutoff_proposition(context, path.label), unsolved(context))
    yield Section(context.equilibrium.game.title, tuple(statement for statement in found if statement))


def _proofs(context: Context, repeated: tuple[Repeat, ...], progress: Progress) -> Iterator[Block]:
    yield Paragraph((PLAN,))
    for name, statement in lemmas(context, repeated):
        progress(f"the proof at {name}")
        yield statement

"""A companion game beside the game: what sets it apart, and only the strategies and proofs that differ.

In:  the contexts of the game and of a companion.
Out: what sets it apart, the section of its strategies and the section of its proofs.
A node agrees with its namesake where the mover can expect the same of every move and the policies are the same; then the
lemma of the one is the lemma of the other.
"""

from collections.abc import Iterator, Sequence

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.continuations import Continuation, continuations
from symbolic_alliance.appendix.prose.document import (
    Block,
    Cite,
    Listing,
    NumberedStatement,
    Paragraph,
    Parts,
    Section,
    join,
    paragraph,
    say,
)
from symbolic_alliance.appendix.prose.lemmas import lemmas, movers
from symbolic_alliance.appendix.prose.propositions import cutoff_proposition, policies
from symbolic_alliance.appendix.prose.remarks import sum_up, unsolved
from symbolic_alliance.appendix.prose.repeats import Repeat, moves_alike, repeats
from symbolic_alliance.appendix.prose.wording import either, player, term
from symbolic_alliance.errors import Progress, RequestError
from symbolic_alliance.game.equilibrium import Policy
from symbolic_alliance.game.tree import Choose, Decide, Game, Outcome


def companion_sections(main: Context, other: Context, progress: Progress) -> Iterator[Section]:
    """A companion's differing strategies, and the cutoffs that its regimes do not show."""
    game = other.equilibrium.game
    alike = agreeing_nodes(main, other)
    repeated = tuple(repeat for repeat in repeats(other) if repeat.node not in alike)
    found = (_profile(other, alike, repeated), cutoff_proposition(other, other.label("proposition", "path-of-play")),
             unsolved(other))
    progress(f"the strategies of {game.name}")
    yield Section(game.title, (sum_up(other), *(one for one in found if one)))


def companion_proofs(main: Context, other: Context, progress: Progress) -> Iterator[Section]:
    """The proofs at the nodes at which a companion differs from the game."""
    game = other.equilibrium.game
    alike = agreeing_nodes(main, other)
    repeated = tuple(repeat for repeat in repeats(other) if repeat.node not in alike)
    proofs: list[Block] = []
    for name, lemma in lemmas(other, repeated, alike):
        progress(f"the proof at {name} in {game.name}")
        proofs.append(lemma)
    yield Section(f"Proofs: {game.title}", (*([_cite(proofs)] if alike else []), *proofs))


def agreeing_nodes(main: Context, other: Context) -> tuple[str, ...]:
    """The nodes of another game at which the same is expected and done as at their namesakes in the game."""
    if main.equilibrium.game.parameters != other.equilibrium.game.parameters:
        return ()
    return tuple(found.name for found in movers(other) if _agrees(main, other, found))


def _agrees(main: Context, other: Context, found: Decide | Choose) -> bool:
    is_same = main.style.is_same
    try:
        twin = main.equilibrium.game.node(found.name)
    except RequestError:
        return False
    if not moves_alike(twin, found, {}, is_same):
        return False
    ours, theirs = (continuations(context, node) for context, node in ((main, twin), (other, found)))
    return (len(ours) == len(theirs) and all(any(_is_same(main, one, other) for other in theirs) for one in ours)
            and _is_same_policy(main, main.equilibrium.strategy[found.name], other.equilibrium.strategy[found.name]))


def _is_same(main: Context, one: Continuation, other: Continuation) -> bool:
    return (one.move == other.move and sorted(one.outcomes) == sorted(other.outcomes)
            and main.style.is_same(one.value, other.value) and main.logic.is_same(one.region, other.region))


def _is_same_policy(main: Context, one: Policy, two: Policy) -> bool:
    ours, theirs = ({piece.action: tuple(case for other in policy.pieces if other.action == piece.action
                                         for case in other.region.cases) for piece in policy.pieces}
                    for policy in (one, two))
    return ours.keys() == theirs.keys() and all(main.logic.is_same(ours[action], theirs[action]) for action in ours)


# ---- what is said of it


def apart(main: Context, other: Context) -> Iterator[Paragraph]:
    """The payoffs, and the probabilities of chance, in which the two games differ."""
    changes: dict[Parts, dict[str, None]] = {}
    for mine, theirs in zip(_outcomes(main.equilibrium.game), _outcomes(other.equilibrium.game), strict=False):
        for name in other.equilibrium.game.players if mine.label == theirs.label else ():
            before, after = mine.payoffs[name], theirs.payoffs[name]
            if not main.style.is_same(before, after):
                change = say("{who} gets {after}, not {before}", who=player(name), after=main.form(after),
                             before=main.form(before))
                changes.setdefault(change, {})[theirs.label] = None
    sayings = [say("{change} ({where})", change=change, where=either(list(places))) for change, places in changes.items()]
    title = f"{other.equilibrium.game.title}."
    sayings += _other_chances(main, other)
    if not sayings:
        yield paragraph("A companion of the game: players, letters and assumptions are the same.", title)
        return
    what = "payoffs and probabilities" if main.equilibrium.game.lotteries else "payoffs"
    yield paragraph("The tree, the letters and the assumptions are those of the game. Only {what} differ: {sayings}.", title,
                    what=what, sayings=join(sayings, "; ", "; "))


def paid_alike(main: Context, other: Context) -> tuple[str, ...]:
    """The players whose payoffs another game leaves as they are."""
    pairs = list(zip(_outcomes(main.equilibrium.game), _outcomes(other.equilibrium.game), strict=False))
    return tuple(name for name in other.equilibrium.game.players if all(
        main.style.is_same(mine.payoffs[name], theirs.payoffs[name]) for mine, theirs in pairs if mine.label == theirs.label))


def _other_chances(main: Context, other: Context) -> Iterator[Parts]:
    """The probabilities in which lotteries differ that have the same branches."""
    for mine, theirs in zip(main.equilibrium.game.lotteries, other.equilibrium.game.lotteries, strict=False):
        for label in mine.branches if mine.branches.keys() == theirs.branches.keys() else ():
            before, after = mine.branches[label][0], theirs.branches[label][0]
            if not main.style.is_same(before, after):
                yield say("the probability of {label} is {after}, not {before} ({where})", label=term(label),
                          after=main.form(after), before=main.form(before), where=term(theirs.name))


def _outcomes(game: Game) -> list[Outcome]:
    return [node for node in game.nodes if isinstance(node, Outcome)]


def _profile(context: Context, alike: tuple[str, ...], repeated: tuple[Repeat, ...]) -> NumberedStatement:
    """The policies that differ from the game's."""
    changed = policies(context, repeated, alike)
    rest = say("At every {other}node the policy is that of Proposition {profile}.", other="other " if changed else "",
               profile=Cite("proposition:strategy-profile"))
    strategies = (Listing(changed), Paragraph(rest)) if changed else (Paragraph(rest),)
    return NumberedStatement(context.label("proposition", "strategy-profile"), "equilibrium",
                             (paragraph("These policies are a subgame-perfect equilibrium, from the last mover upwards:"),
                              *strategies))


def _cite(proofs: Sequence[Block]) -> Paragraph:
    """That the other lemmas carry over."""
    return paragraph("At every node but that of the lemma below every mover can expect what it can in the game, and does the "
                     "same: the lemma of the node proves it here too." if len(proofs) == 1 else
                     "At every node but those of the lemmas below every mover can expect what it can in the game, and does "
                     "the same: the lemma of the node proves it here too.")

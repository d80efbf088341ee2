"""A companion game beside the game: what sets it apart, and only the strategies and proofs that differ.

In:  the contexts of the game and of a companion.
Out: the companion's section and the section of its proofs.
A node agrees with its namesake where the mover can expect the same of every move and the policies are the same; then the
lemma of the one is the lemma of the other.
"""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
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
    listed,
    say,
)
from symbolic_alliance.appendix.prose.lemmas import lemmas, movers
from symbolic_alliance.appendix.prose.propositions import cutoff_proposition, path, policies
from symbolic_alliance.appendix.prose.remarks import settled, unsolved
from symbolic_alliance.appendix.prose.repeats import Repeat, repeats
from symbolic_alliance.appendix.prose.wording import move, node as named, player
from symbolic_alliance.errors import Progress, RequestError
from symbolic_alliance.game.equilibrium import Policy
from symbolic_alliance.game.tree import Choose, Decide, Game, Outcome


def companion_sections(main: Context, other: Context, progress: Progress) -> Iterator[Section]:
    """A companion's regimes, cutoffs and differing strategies, then the proofs of those."""
    game = other.equilibrium.game
    alike = agreeing(main, other)
    repeated = tuple(repeat for repeat in repeats(other) if repeat.node not in alike)
    statements = (_profile(other, alike, repeated), cutoff_proposition(other, other.label("proposition", "strategy-profile")),
                  unsolved(other))
    yield Section(game.title, (_apart(main, other), settled(other), *(found for found in statements if found)))
    proofs: list[Block] = [_cited(alike)] if alike else []
    for name, statement in lemmas(other, repeated, alike):
        progress(f"the proof at {name} in {game.name}")
        proofs.append(statement)
    yield Section(f"Proofs: {game.title}", tuple(proofs))


def agreeing(main: Context, other: Context) -> tuple[str, ...]:
    """The nodes of another game at which the same is expected and done as at their namesakes in the game."""
    if main.equilibrium.game.parameters != other.equilibrium.game.parameters:
        return ()
    return tuple(found.name for found in movers(other) if _agrees(main, other, found))


def _agrees(main: Context, other: Context, found: Decide | Choose) -> bool:
    try:
        twin = main.equilibrium.game.node(found.name)
    except RequestError:
        return False
    if not _same_mover(twin, found):
        return False
    expected = [continuations(context.equilibrium, node, lambda one, two: _is_zero(main, one - two))
                for context, node in ((main, twin), (other, found))]
    return (len(expected[0]) == len(expected[1]) and all(_expected(main, one, expected[1]) for one in expected[0])
            and _same_policy(main, main.equilibrium.strategy[found.name], other.equilibrium.strategy[found.name]))


def _same_mover(one: object, two: Decide | Choose) -> bool:
    if isinstance(one, Decide) and isinstance(two, Decide):
        return one.player == two.player and tuple(one.moves) == tuple(two.moves)
    return (isinstance(one, Choose) and isinstance(two, Choose) and one.player == two.player and one.choice == two.choice
            and (one.lower, one.upper, one.lower_open, one.upper_open)
            == (two.lower, two.upper, two.lower_open, two.upper_open))


def _expected(main: Context, one: Continuation, others: tuple[Continuation, ...]) -> bool:
    return any(one.move == other.move and sorted(one.outcomes) == sorted(other.outcomes)
               and _is_zero(main, one.value - other.value) and _same_region(main, one.region, other.region)
               for other in others)


def _same_policy(main: Context, one: Policy, two: Policy) -> bool:
    ours, theirs = ({piece.action: tuple(case for other in policy.pieces if other.action == piece.action
                                         for case in other.region.cases) for piece in policy.pieces}
                    for policy in (one, two))
    return ours.keys() == theirs.keys() and all(_same_region(main, ours[action], theirs[action]) for action in ours)


def _same_region(main: Context, one: tuple[Slacks, ...], two: tuple[Slacks, ...]) -> bool:
    return one == two or (all(main.ground.covers(two, case) for case in one)
                          and all(main.ground.covers(one, case) for case in two))


def _is_zero(main: Context, expression: sp.Expr) -> bool:
    return expression == 0 or bool(main.style.valued(expression)[1].is_zero)


# ---- what is said of it


def _apart(main: Context, other: Context) -> Paragraph:
    """The payoffs in which the two games differ."""
    pairs = [(mine, theirs) for mine, theirs in zip(_outcomes(main.equilibrium.game), _outcomes(other.equilibrium.game),
                                                    strict=False) if mine.label == theirs.label]
    told: dict[Parts, list[Parts]] = {}
    for mine, theirs in pairs:
        for name in other.equilibrium.game.players:
            before, after = mine.payoffs[name], theirs.payoffs[name]
            if not _is_zero(main, before - after):
                change = say("{who} gets {after}, not {before}", who=player(name), after=main.math(after),
                             before=main.math(before))
                told.setdefault(change, []).append((move(theirs.label),))
    sayings = [say("{change} ({where})", change=change, where=listed(list(dict.fromkeys(places)), last=" or "))
               for change, places in told.items()]
    if not sayings:
        return Paragraph(("A companion of the game above: players, letters and assumptions are the same.",))
    return Paragraph(say("The tree, the letters and the assumptions are those of the game above. Only payoffs differ: "
                         "{sayings}.", sayings=listed(sayings, last="; ", comma="; ")))


def _outcomes(game: Game) -> list[Outcome]:
    return [node for node in game.nodes if isinstance(node, Outcome)]


def _profile(context: Context, alike: tuple[str, ...], repeated: tuple[Repeat, ...]) -> NumberedStatement:
    """The regimes, then the policies that differ from the game's."""
    changed = policies(context, repeated, alike)
    profile = Cite("proposition:strategy-profile")
    said = (say("At every other node the strategy is that of Proposition {profile}.", profile=profile) if changed
            else say("At every node the strategy is that of Proposition {profile}.", profile=profile))
    strategies: tuple[Block, ...] = (Paragraph(said, heading=("The strategies.",)),)
    if changed:
        strategies = (Paragraph(("From the last mover upwards:",), heading=("The strategies.",)), Listing(changed),
                      Paragraph(said))
    return NumberedStatement("proposition", context.label("proposition", "strategy-profile"), "strategy profile",
                             (*path(context), *strategies))


def _cited(alike: tuple[str, ...]) -> Paragraph:
    """Which lemmas carry over."""
    names = listed([(named(name),) for name in alike])
    at = "At the node" if len(alike) == 1 else "At the nodes"
    return Paragraph(say("{at} {names} every mover can expect what it can in the game above, and does the same there: the "
                         "lemma of the node proves it here too.", at=at, names=names))

"""What page one says first: who moves where, what the letters stand for and what is assumed; what an equilibrium is here."""

from collections.abc import Iterator, Sequence

import sympy as sp

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Block,
    Item,
    Listing,
    NumberedStatement,
    Paragraph,
    Parts,
    Table,
    join,
    paragraph,
    say,
)
from symbolic_alliance.appendix.prose.repeats import Repeat
from symbolic_alliance.appendix.prose.wording import player, spell, term
from symbolic_alliance.game.tree import Decide, Game, Lottery, Mover, Node, Outcome, children, subtree
from symbolic_alliance.typeset.layout import Relation, equation
from symbolic_alliance.typeset.normal_form import as_written
from symbolic_alliance.typeset.style import Style

LINE, NARROW, LETTER, ENDING = 0.92, 0.3, 0.0115, 0.14  # shares of the line: a table, its first columns, one letter
GAP = 0.035  # the share of the line between two columns, where there are more than three
HEAD = 8  # letters that the head of a column of payoffs takes up
SUBGAME_PERFECT = (
    "A strategy of a player names a move for every node at which the player is to move and for every history that leads "
    "there. A profile of strategies is a subgame-perfect equilibrium if, at every history, on the path of play or off it, "
    "no player gains by changing the move made there alone (for games of finite length this is the same as gaining by no "
    "change of strategy at all).")
SELECTION = (
    "Ties are broken as follows. The conditions below are closed, unless a sign is strict, so that two cases may share an "
    "edge; on it the case that is printed first is followed. Where a choice leads onto an edge of what follows, as an offer "
    "that is just accepted does, the case that its chooser prefers comes first, so that every choice has a best reply. "
    "Where a player is indifferent on an open set of points, continuations that pay everybody the same count as one, and "
    "stand for the shortest, most peaceful play among them; of others the nearest mover upstream who is not indifferent "
    "chooses; where nobody upstream cares, the more peaceful move is made. The end of an open interval is never chosen.")

CHANCE = "Where chance moves, everybody sees what it picks, and payoffs before that are expected payoffs."
PARTS = (
    "The choice of {choice} at {node} is told in parts, since a payoff jumps in it: which part, and which number of it, "
    "are chosen at once, and are compared with every other part and number.")


def definition() -> NumberedStatement:
    """The definition of equilibrium, with its selection."""
    return NumberedStatement("definition:equilibrium", "equilibrium", (paragraph(SUBGAME_PERFECT), paragraph(SELECTION)))


def notation(context: Context, repeated: tuple[Repeat, ...], declared: Game) -> tuple[Block, ...]:
    """The players, the tree, the letters and the assumptions; where choices are divided, payoffs as they were declared."""
    players = [player(name) for name in context.equilibrium.game.players]
    sentence = paragraph("{opening} {players}. Play starts at the first node; everybody sees what has been done.",
                         opening="The players are" if len(players) > 1 else "The only player is", players=join(players))
    chance = (paragraph(CHANCE),) if context.equilibrium.game.lotteries else ()
    tree = (*_tree(context, repeated), *_declared(context, declared))
    return (sentence, *chance, *tree, *_letters(context), _assumptions(context))


def _tree(context: Context, repeated: tuple[Repeat, ...]) -> Iterator[Block]:
    """Who moves where, what each move leads to, and which parts of the tree occur twice."""
    twins = [repeat.node for repeat in repeated]
    nodes = [node for node in context.equilibrium.game.nodes if not isinstance(node, Outcome) and node.name not in twins]
    rows = tuple(((term(node.name),), (_who(node),), _moves(context, node)) for node in nodes)
    first, second = (min(NARROW, LETTER * max(map(len, names)) + LETTER)
                     for names in zip(*((node.name, _who(node)) for node in nodes), strict=True))
    yield Table((("Node",), ("Player",), ("Moves, and what follows",)), rows, (first, second, LINE - first - second))
    yield _payoffs(context, nodes)
    for node in nodes:
        if isinstance(node, Decide) and node.divides is not None:
            yield paragraph(PARTS, choice=context.style.name(node.divides.symbol), node=term(node.name))
    for one in starts(context, repeated):
        yield paragraph("The subgame at {node} is that at {like} with {values}, node by node.", node=term(one.node),
                        like=term(one.like), values=context.define_all(one.values))


def _who(node: Mover | Lottery) -> str:
    return "chance" if isinstance(node, Lottery) else spell(node.player)


def _declared(context: Context, game: Game) -> Iterator[Paragraph]:
    """The payoffs with branches as the author declared them, where a choice is told in parts."""
    for outcome in game.nodes if context.equilibrium.game.divided else ():
        if isinstance(outcome, Outcome) and any(payoff.has(sp.Piecewise) for payoff in outcome.payoffs.values()):
            payoffs = join([say("{player} {payoff}", player=player(name), payoff=context.form(outcome.payoffs[name]))
                            for name in game.players])
            yield paragraph("As declared, {label} pays {payoffs}.", label=term(outcome.label), payoffs=payoffs)


def _payoffs(context: Context, nodes: Sequence[Mover | Lottery]) -> Table:
    """What each way of ending pays, each once."""
    players, seen = context.equilibrium.game.players, []
    rows: list[tuple[Parts, ...]] = []
    for node in nodes:
        for move, child in zip(_labels(node), children(node), strict=True):
            if isinstance(child, Outcome) and (child.label, dict(child.payoffs)) not in seen:
                seen.append((child.label, dict(child.payoffs)))
                after = say("{move} at {node}" if move else "{node}", move=term(move), node=term(node.name))
                rows.append(((term(child.label),), after, *((context.form(child.payoffs[name]),) for name in players)))
    lengths = [HEAD + max(len(str(payoffs[name])) for _, payoffs in seen) for name in players]
    room = LINE - 2 * ENDING - GAP * (len(players) - 1)
    return Table((("Outcome",), ("After",), *((f"{player(name)} gets",) for name in players)), tuple(rows),
                 (ENDING, ENDING, *(room * length / sum(lengths) for length in lengths)))


def starts(context: Context, repeated: tuple[Repeat, ...]) -> tuple[Repeat, ...]:
    """The repeats at which a repeated subgame starts."""
    twins = [repeat.node for repeat in repeated]
    below = [child.name for above in context.equilibrium.game.movers if above.name in twins
             for child in subtree(above)[1:] if not isinstance(child, Outcome)]
    return tuple(repeat for repeat in repeated if repeat.node not in below)


def _labels(node: Mover | Lottery) -> tuple[str, ...]:
    """What leads to each of the nodes that follow, in words."""
    return tuple(node.moves if isinstance(node, Decide) else node.branches if isinstance(node, Lottery) else ("",))


def _moves(context: Context, node: Mover | Lottery) -> Parts:
    """The moves of a node in a few words, each with what it leads to."""
    if isinstance(node, Lottery):
        return join([say("{label} with probability {chance} ({next})", label=term(label), chance=context.form(chance),
                         next=_next(child)) for label, (chance, child) in node.branches.items()], " or ")
    if isinstance(node, Decide):
        return join([say("{move} ({next})", move=term(label), next=_next(child)) for label, child in node.moves.items()],
                    " or ")
    name, lower = context.style.name(node.choice.symbol), context.form(node.lower)
    if node.upper is None:
        interval = equation(name, lower, ">" if node.lower_open else ">=")
    else:
        interval = Relation(lower, (("<" if node.lower_open else "<=", name),
                                    ("<" if node.upper_open else "<=", context.form(node.upper))))
    return say("{interval} ({next})", interval=interval, next=_next(node.then))


def _next(child: Node) -> Parts:
    return (f"ends in {spell(child.label)}",) if isinstance(child, Outcome) else say("to {node}", node=term(child.name))


def _letters(context: Context) -> Iterator[Paragraph]:
    game, name = context.equilibrium.game, context.style.name
    for heading, quantities in (("Parameters:", game.parameters), ("Choices:", game.choices)):
        meanings = [say("{letter}, {meaning}", letter=name(one.symbol), meaning=one.meaning) for one in quantities]
        if meanings:
            yield paragraph("{meanings}.", heading, meanings=join(meanings, "; ", "; "))


def _assumptions(context: Context) -> Listing:
    """The assumptions, as the author wrote them."""
    game = context.equilibrium.game
    bare = Style((*game.parameters, *game.choices))
    sentences = ((one.name, paragraph("{text}: {relations}.", f"({spell(one.name)})", text=one.text,
                                      relations=join([as_written(relation, bare) for relation in one.relations])))
                 for one in game.parameters.assumptions)
    return Listing(tuple(Item((words,), f"assumption:{name}") for name, words in sentences))

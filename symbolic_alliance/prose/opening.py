"""What page one says first: what the text is, what an equilibrium is here, and what the letters stand for."""

from symbolic_alliance.game import Choose, Game, Outcome
from symbolic_alliance.prose.context import Context
from symbolic_alliance.prose.document import Block, Item, Listing, Math, Paragraph, Parts, Statement, Table, Term, listed, say
from symbolic_alliance.prose.wording import player, sentence_case, spoken
from symbolic_alliance.typeset.normal_form import as_written
from symbolic_alliance.typeset.style import Style

SUBGAME_PERFECT = (
    "A strategy of a player names a move for every node at which the player is to move and for every history that leads "
    "there. A profile of strategies is a subgame-perfect equilibrium if, at every history, on the path of play or off it, "
    "no player gains by changing the move made there alone (for games of finite length this is the same as gaining by no "
    "change of strategy at all).")
SELECTION = (
    "Ties are broken as follows. An equilibrium at a point where somebody is indifferent is a limit of equilibria at "
    "points nearby where nobody is: the conditions below are closed, two of them may share an edge, and on that edge the tie "
    "goes to the player nearest upstream whose own choice led there, so that every choice has a best reply. Where a player "
    "is indifferent on an open set of points, continuations that pay everybody the same count as one, and stand for the "
    "shortest, most peaceful play among them; of others the nearest mover upstream who is not indifferent chooses; where "
    "nobody upstream cares, the more peaceful move is made. The end of an open interval is never chosen.")


def definition() -> Statement:
    """The definition of equilibrium, with its selection."""
    return Statement("definition", "definition:equilibrium", "equilibrium",
                     (Paragraph((SUBGAME_PERFECT,)), Paragraph((SELECTION,))))


def notation(context: Context) -> tuple[Block, ...]:
    """The players, the order of moves, the letters and the assumptions."""
    game = context.equilibrium.game
    players = listed([(player(name),) for name in game.players])
    opening = "The players are" if len(game.players) > 1 else "The only player is"
    sentence = Paragraph(say("{opening} {players}.", opening=opening, players=players))
    return (sentence, _moves(game), _letters(context), _assumptions(context))


def _moves(game: Game) -> Paragraph:
    """Who moves where."""
    nodes = [node for node in game.nodes if not isinstance(node, Outcome)]
    sayings: list[Parts] = []
    for name in game.players:
        own = [(Term(spoken(node.name)),) for node in nodes if node.player == name]
        if own:
            sayings.append(say("{who} at {nodes}", who=sentence_case(player(name)) if not sayings else player(name),
                               nodes=listed(own)))
    return Paragraph(say("{sayings}.", sayings=listed(sayings, last="; ", comma="; ")), heading=("Moves.",))


def _letters(context: Context) -> Table:
    game, style = context.equilibrium.game, context.style
    choosers = {node.choice.name: node.player for node in reversed(game.nodes) if isinstance(node, Choose)}
    rows: list[tuple[Parts, ...]] = [((Math(style.name(parameter.symbol)),), (parameter.meaning,))
                                     for parameter in game.parameters]
    rows += [((Math(style.name(choice.symbol)),), (f"{choice.meaning} (chosen by {player(choosers[choice.name])})",))
             for choice in game.choices]
    return Table((("Letter",), ("Meaning",)), tuple(rows), (0.12, 0.8))


def _assumptions(context: Context) -> Listing:
    """The assumptions, as the author wrote them."""
    game = context.equilibrium.game
    bare = Style((*game.parameters, *game.choices))
    items = []
    for assumption in game.parameters.assumptions:
        relations = [(Math(as_written(relation, bare)),) for relation in assumption.relations]
        sentence = say("{text}: {relations}.", text=assumption.text, relations=listed(relations))
        items.append(Item((Paragraph(sentence, heading=(f"({spoken(assumption.name)})",)),), f"assumption:{assumption.name}"))
    return Listing(tuple(items))

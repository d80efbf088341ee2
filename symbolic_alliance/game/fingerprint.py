"""The fingerprint of a model: a hash of all that its results depend on, and of nothing else.

In:  the games of a model.
Out: a SHA-256 over a canonical text: players, parameters, assumptions, the witness, the parameters whose cutoffs are
     asked for, and the tree with its payoffs in the normal printed form.  LaTeX, meanings, titles and sentences do not
     enter.
"""

from collections.abc import Iterator
from hashlib import sha256

from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.game.tree import Decide, Game, Lottery, Node, Outcome, children


def fingerprint(*games: Game) -> str:
    """Hash a model; two models of the same hash have the same results.

    >>> from symbolic_alliance import Outcome, Parameters
    >>> none = Parameters((), (), {})
    >>> games = [Game("g", title, ("buyer",), none, Outcome("trade", {"buyer": 1})) for title in ("A", "B")]
    >>> fingerprint(games[0]) == fingerprint(games[1])
    True
    """
    lines = [line for game in games for line in canonical_lines(game)]
    return sha256("\n".join(lines).encode()).hexdigest()


def canonical_lines(game: Game) -> Iterator[str]:
    """The canonical text of a game: one line a fact, nodes numbered from the root down, a shared node once."""
    yield f"game {game.name!r}"
    yield f"players {game.players!r}"
    yield f"cutoffs {game.cutoff_parameters!r}"
    for parameter in game.parameters:
        yield f"parameter {parameter.name} witness {game.parameters.witness[parameter.name]}"
    for assumption in game.parameters.assumptions:
        for slack, is_strict in assumption.slacks:
            yield f"assumption {assumption.name!r} {write(slack)} {'>' if is_strict else '>='} 0"
    number = {id(node): place for place, node in enumerate(game.nodes)}
    for node in game.nodes:
        numbered = [number[id(child)] for child in children(node)]
        yield f"node {number[id(node)]} {_describe(node, game.players)} then {numbered!r}"


def _describe(node: Node, players: tuple[str, ...]) -> str:
    if isinstance(node, Outcome):
        return f"outcome {node.label!r} pays {[write(node.payoffs[player]) for player in players]!r}"
    if isinstance(node, Decide):
        fixed = {move: write(number) for move, number in node.fixed.items()}
        divided = "" if node.divides is None else f" divides {node.divides.name!r} with {fixed!r}"
        return f"decide {node.name!r} {node.player!r} {list(node.moves)!r}{divided}"
    if isinstance(node, Lottery):
        return f"lottery {node.name!r} {[(label, write(chance)) for label, (chance, _) in node.branches.items()]!r}"
    upper = "no end" if node.upper is None else write(node.upper)
    part = "" if node.whole is None else f" part of {node.whole.name!r}"
    ends = ("open" if node.lower_open else "closed", "open" if node.upper_open else "closed")
    return f"choose {node.name!r} {node.player!r} {node.choice.name} from {write(node.lower)} to {upper} {ends!r}{part}"

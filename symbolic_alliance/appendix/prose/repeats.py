"""Subgames that occur twice: one that is another with a choice held at the lower end of its interval.

In:  an equilibrium.
Out: for each node of such a subgame its general counterpart and the values that are put in.
A pair counts only where the trees agree in every label, end and payoff after the substitution, and the policies in every
action, payoff and region, so that the proof of the general node is the proof of the special one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.game.equilibrium import Piece
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Node, Outcome, children

IsSame = Callable[[sp.Expr, sp.Expr], bool]
Values = tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True)
class Repeat:
    """``node`` is played as ``like`` is at these values of choices made above it."""

    node: str
    like: str
    values: Values


def repeats(context: Context) -> tuple[Repeat, ...]:
    """The repeats of an equilibrium, each node at most once."""
    found: dict[str, Repeat] = {}
    game = context.equilibrium.game
    for general in game.movers:
        for special in game.movers:
            values = _candidate(game, general, special)
            if values and special.name not in found and general.name not in found:
                found |= {repeat.node: repeat for repeat in _pair_up(context, general, special, values)}
    return tuple(found.values())


def reordered(context: Context, repeated: tuple[Repeat, ...]) -> tuple[Repeat, ...]:
    """The further nodes that are another with a choice at its lower end, but for the order of the cases of their policies.

    What follows them repeats what follows the other.
    """
    game, known = context.equilibrium.game, {repeat.node: repeat.like for repeat in repeated}
    movers = [node for node in game.movers if node.name not in known]
    return tuple(Repeat(special.name, general.name, values) for general in movers for special in movers
                 if (values := _candidate(game, general, special)) and _follows_alike(general, special, known)
                 and _match(general, special, dict(values), context.style.is_same) is not None
                 and _plays_alike(context, general.name, special.name, dict(values), in_order=False))


def _follows_alike(general: Node, special: Node, known: Mapping[str, str]) -> bool:
    below = zip(children(general), children(special), strict=False)
    return all(known.get(other.name) == one.name for one, other in below
               if not isinstance(one, Outcome) and not isinstance(other, Outcome))


def _candidate(game: Game, general: Decide | Choose, special: Decide | Choose) -> Values:
    """The choices that occur in the general subgame alone, at the lower ends of their intervals."""
    if type(general) is not type(special) or general is special:
        return ()
    extra = _free_symbols(general) - _free_symbols(special)
    lower = {node.choice.symbol: node.lower for node in game.nodes if isinstance(node, Choose)}
    return tuple((choice.symbol, lower[choice.symbol]) for choice in game.choices if choice.symbol in extra)


def _free_symbols(node: Node) -> frozenset[sp.Symbol]:
    if isinstance(node, Outcome):
        return frozenset().union(*(payoff.free_symbols for payoff in node.payoffs.values()))
    inside = frozenset().union(*(_free_symbols(child) for child in children(node)))
    if isinstance(node, Lottery):
        return inside.union(*(chance.free_symbols for chance in node.probabilities))
    return inside - {node.choice.symbol} if isinstance(node, Choose) else inside


def _pair_up(context: Context, general: Node, special: Node, values: Values) -> Iterator[Repeat]:
    """Every pair of movers in two subgames that agree throughout, or none."""
    pairs = _match(general, special, dict(values), context.style.is_same)
    if pairs is not None and all(_plays_alike(context, one, other, dict(values)) for one, other in pairs):
        yield from (Repeat(other, one, values) for one, other in pairs)


def _match(general: Node, special: Node, values: Mapping[sp.Symbol, sp.Expr],
           is_same: IsSame) -> tuple[tuple[str, str], ...] | None:
    """The pairs of movers of two trees that are the same after substitution, or None where they differ."""
    if isinstance(general, Outcome) and isinstance(special, Outcome):
        alike = general.label == special.label and all(
            is_same(payoff.xreplace(values), special.payoffs[player]) for player, payoff in general.payoffs.items())
        return () if alike else None
    pairs: list[tuple[str, str]] = []
    if isinstance(general, Lottery) and isinstance(special, Lottery):
        if not _chances_alike(general, special, values, is_same):
            return None
    elif isinstance(general, (Outcome, Lottery)) or isinstance(special, (Outcome, Lottery)) or not moves_alike(
            general, special, values, is_same):
        return None
    else:
        pairs.append((general.name, special.name))
    for one, other in zip(children(general), children(special), strict=True):
        inside = _match(one, other, values, is_same)
        if inside is None:
            return None
        pairs += inside
    return tuple(dict.fromkeys(pairs))


def _chances_alike(one: Lottery, other: Lottery, values: Mapping[sp.Symbol, sp.Expr], is_same: IsSame) -> bool:
    return tuple(one.branches) == tuple(other.branches) and all(
        is_same(chance.xreplace(values), like) for chance, like in zip(one.probabilities, other.probabilities, strict=True))


def moves_alike(one: Node, other: Node, values: Mapping[sp.Symbol, sp.Expr], is_same: IsSame) -> bool:
    """Whether at two nodes, after the substitution, the same player has the same moves, or the same choice to make."""
    if isinstance(one, Decide) and isinstance(other, Decide):
        return one.player == other.player and tuple(one.moves) == tuple(other.moves)
    if not (isinstance(one, Choose) and isinstance(other, Choose)):
        return False
    mine, theirs = ((node.player, node.choice, node.lower_open, node.upper_open, node.upper is None) for node in (one, other))
    return mine == theirs and is_same(one.lower.xreplace(values), other.lower) and (
        one.upper is None or other.upper is None or is_same(one.upper.xreplace(values), other.upper))


def _plays_alike(context: Context, general: str, special: str, values: Mapping[sp.Symbol, sp.Expr],
                 in_order: bool = True) -> bool:
    """Whether two policies have, after the substitution, the same pieces on the same regions, in the same order if asked."""
    strategy = context.equilibrium.strategy
    theirs = list(strategy[special].pieces)
    ours = [piece for piece in strategy[general].pieces if context.logic.meet(_regions(piece, values))]
    if len(ours) != len(theirs):
        return False
    for one in ours:
        twin = next((other for other in (theirs[:1] if in_order else theirs) if _is_same_piece(context, one, other, values)),
                    None)
        if twin is None:
            return False
        theirs.remove(twin)
    return True


def _regions(piece: Piece, values: Mapping[sp.Symbol, sp.Expr]) -> tuple[Slacks, ...]:
    return tuple(tuple(slack.xreplace(values) for slack in case) for case in piece.region.cases)


def _is_same_piece(context: Context, general: Piece, special: Piece, values: Mapping[sp.Symbol, sp.Expr]) -> bool:
    is_same, logic, region = context.style.is_same, context.logic, _regions(general, values)
    if isinstance(general.action, str) or isinstance(special.action, str):
        same_action = general.action == special.action
    else:
        same_action = is_same(general.action.xreplace(values), special.action)
    return (same_action and general.outcome == special.outcome
            and all(is_same(one.xreplace(values), other)
                    for one, other in zip(general.payoffs, special.payoffs, strict=True))
            and logic.covers(region, special.region.cases) and logic.covers(special.region.cases, region))

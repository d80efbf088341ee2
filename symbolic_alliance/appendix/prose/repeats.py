"""Subgames that occur twice: one that is another with a choice held at the lower end of its interval.

In:  an equilibrium.
Out: for each node of such a subgame its general counterpart and the values that are put in.
A pair counts only where the trees agree in every label, end and payoff after the substitution, and the policies in every
action, payoff and region, so that the proof of the general node is the proof of the special one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.game.equilibrium import Piece
from symbolic_alliance.game.tree import Choose, Decide, Game, Node, Outcome, children

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
    equilibrium = context.equilibrium
    movers = [node for node in equilibrium.game.nodes if not isinstance(node, Outcome)]
    for general in movers:
        for special in movers:
            values = _candidate(equilibrium.game, general, special)
            if values and special.name not in found and general.name not in found:
                found |= {repeat.node: repeat for repeat in _pairs(context, general, special, values)}
    return tuple(found.values())


def _candidate(game: Game, general: Decide | Choose, special: Decide | Choose) -> Values:
    """The choices that occur in the general subgame alone, at the lower ends of their intervals."""
    if type(general) is not type(special) or general is special:
        return ()
    extra = _free_symbols(general) - _free_symbols(special)
    choosers = {node.choice.symbol: node.lower for node in game.nodes if isinstance(node, Choose)}
    ordered = [choice.symbol for choice in game.choices if choice.symbol in extra]
    return tuple((symbol, choosers[symbol]) for symbol in ordered)


def _free_symbols(node: Node) -> frozenset[sp.Symbol]:
    if isinstance(node, Outcome):
        return frozenset().union(*(payoff.free_symbols for payoff in node.payoffs.values()))
    inside = frozenset().union(*(_free_symbols(child) for child in children(node)))
    return inside - {node.choice.symbol} if isinstance(node, Choose) else inside


def _pairs(context: Context, general: Node, special: Node, values: Values) -> Iterator[Repeat]:
    """Every pair of movers in two subgames that agree throughout, or none."""
    pairs = _matched(general, special, dict(values), lambda one, other: _is_zero(context, one - other))
    if pairs is not None and all(_plays_alike(context, one, other, dict(values)) for one, other in pairs):
        yield from (Repeat(other, one, values) for one, other in pairs)


def _matched(general: Node, special: Node, values: dict[sp.Symbol, sp.Expr],
             is_same: IsSame) -> tuple[tuple[str, str], ...] | None:
    """The pairs of movers of two trees that are the same after substitution, or None where they differ."""
    if isinstance(general, Outcome) and isinstance(special, Outcome):
        alike = general.label == special.label and all(
            is_same(payoff.xreplace(values), special.payoffs[player]) for player, payoff in general.payoffs.items())
        return () if alike else None
    if isinstance(general, Outcome) or isinstance(special, Outcome) or not _same_mover(general, special, values, is_same):
        return None
    pairs: list[tuple[str, str]] = [(general.name, special.name)]
    for one, other in zip(children(general), children(special), strict=True):
        inside = _matched(one, other, values, is_same)
        if inside is None:
            return None
        pairs += inside
    return tuple(dict.fromkeys(pairs))


def _same_mover(general: Decide | Choose, special: Decide | Choose, values: dict[sp.Symbol, sp.Expr],
                is_same: IsSame) -> bool:
    if general.player != special.player:
        return False
    if isinstance(general, Decide) and isinstance(special, Decide):
        return tuple(general.moves) == tuple(special.moves)
    if not (isinstance(general, Choose) and isinstance(special, Choose)) or general.choice != special.choice:
        return False
    ends = ((general.lower, special.lower), (general.upper, special.upper))
    return all((one is None and other is None) or (one is not None and other is not None
                                                   and is_same(one.xreplace(values), other)) for one, other in ends)


def _plays_alike(context: Context, general: str, special: str, values: dict[sp.Symbol, sp.Expr]) -> bool:
    """Whether two policies have, after the substitution, the same pieces on the same regions."""
    strategy = context.equilibrium.strategy
    theirs: list[Piece] = list(strategy[special].pieces)
    ours = [piece for piece in strategy[general].pieces if context.ground.can_meet(_regions(piece, values))]
    return len(ours) == len(theirs) and all(
        any(_same_piece(context, one, other, values) for other in theirs) for one in ours)


def _regions(piece: Piece, values: dict[sp.Symbol, sp.Expr]) -> tuple[Slacks, ...]:
    return tuple(tuple(slack.xreplace(values) for slack in case) for case in piece.region.cases)


def _same_piece(context: Context, general: Piece, special: Piece, values: dict[sp.Symbol, sp.Expr]) -> bool:
    if isinstance(general.action, str) or isinstance(special.action, str):
        same_action = general.action == special.action
    else:
        same_action = _is_zero(context, general.action.xreplace(values) - special.action)
    return (same_action and general.outcome == special.outcome
            and all(_is_zero(context, one.xreplace(values) - other)
                    for one, other in zip(general.payoffs, special.payoffs, strict=True))
            and _covers(context, _regions(general, values), special.region.cases)
            and _covers(context, special.region.cases, _regions(general, values)))


def _covers(context: Context, wider: tuple[Slacks, ...], narrower: tuple[Slacks, ...]) -> bool:
    """Whether each case of one region lies in the other."""
    return all(context.ground.covers(wider, case) for case in narrower)


def _is_zero(context: Context, expression: sp.Expr) -> bool:
    return expression == 0 or bool(context.style.valued(expression)[1].is_zero)

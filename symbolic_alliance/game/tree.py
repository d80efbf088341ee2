"""The game tree: a root node with players and parameters, complete and perfect information.

In:  nodes as an author writes them (see `nodes.py`).
Out: an immutable, checked `Game`.
Raises `ModelError` with one sentence for a game that is not well formed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.kinds import one, several, text
from symbolic_alliance.game.nodes import (
    OR,
    Choose,
    Decide,
    Lottery,
    Mover,
    Node,
    Outcome,
    children,
    closed_form,
    joint_outcome,
    parts_of,
    require_node,
    subtree,
)
from symbolic_alliance.game.parameters import Choice, Parameters, another_symbol, refuse_duplicates
from symbolic_alliance.game.payoff_form import check_form

__all__ = ["Choose", "Decide", "Game", "Lottery", "Mover", "Node", "Outcome", "children", "closed_form",
           "histories", "joint_outcome", "parts_of", "subtree"]


@dataclass(frozen=True, repr=False)
class Game:
    """A game of complete and perfect information with parameters, and with chance where there is a `Lottery`.

    ``players`` are in the order of the paper: where two regimes meet at a point, the first player's preferred one is
    reported.  ``cutoff_parameters`` are those in which the author wants cutoffs.
    """

    name: str
    title: str
    players: tuple[str, ...]
    parameters: Parameters
    root: Node
    cutoff_parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        text(self.name, "the name of a game")
        text(self.title, f"the title of {self.name}")
        object.__setattr__(self, "players", several(self.players, str, "the players", "'A'"))
        object.__setattr__(self, "cutoff_parameters", several(self.cutoff_parameters, str, "the cutoff parameters", "'k'"))
        one(self.parameters, Parameters, f"the parameters of {self.name}", "Parameters(...)")
        require_node(self.root, f"the root of {self.name}")
        refuse_duplicates(self.players, "player")
        refuse_duplicates(self.cutoff_parameters, "cutoff parameter")
        for name in self.cutoff_parameters:
            if name not in self.parameters.names:
                raise ModelError(f"cutoffs are asked for in {name}, which is no declared parameter")
        _check(self)

    def __repr__(self) -> str:
        lines = [f"{self.name}: {self.title}", f"players: {', '.join(self.players)}", "parameters:"]
        lines += [f"  {one.name}  {one.meaning}" for one in self.parameters]
        lines += ["assumptions:", *(f"  {one.name}: {', '.join(map(str, one.relations))}"
                                    for one in self.parameters.assumptions)]
        lines += ["nodes:", *(f"  {node.name}: {_options(node)}" for node in self.nodes if not isinstance(node, Outcome))]
        return "\n".join(lines)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node once, a mover before the nodes that its moves lead to."""
        return subtree(self.root)

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """The nodes at which a player moves, those upstream first."""
        return tuple(node for node in self.nodes if isinstance(node, (Decide, Choose)))

    @cached_property
    def lotteries(self) -> tuple[Lottery, ...]:
        """The nodes at which chance moves, those upstream first."""
        return tuple(node for node in self.nodes if isinstance(node, Lottery))

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The choices in the order in which they are first made."""
        found: dict[str, Choice] = {}
        for node in self.nodes:
            if isinstance(node, Choose):
                found.setdefault(node.choice.name, node.choice)
        return tuple(found.values())

    @cached_property
    def divided(self) -> tuple[Choice, ...]:
        """The choices that are divided into parts where a payoff jumps in them."""
        found = {node.divides.name: node.divides for node in self.nodes if isinstance(node, Decide) and node.divides}
        return tuple(found.values())

    def node(self, name: str) -> Mover:
        """The mover's node of this name; `ModelError` names the known ones where there is none."""
        movers = {node.name: node for node in self.movers}
        if name not in movers:
            raise ModelError(f"the game {self.name} has no node {name}; its nodes are {', '.join(movers)}")
        return movers[name]

    def subgame(self, node: str, name: str, title: str) -> "Game":
        """The game that starts at one of this game's nodes, a lottery perhaps, which no choice above may enter."""
        root = next((lottery for lottery in self.lotteries if lottery.name == node), None) or self.node(node)
        return replace(self, name=name, title=title, root=root)


def _options(node: "Mover | Lottery") -> str:
    if isinstance(node, Lottery):
        return f"chance picks {', '.join(f'{label} ({chance})' for label, (chance, _) in node.branches.items())}"
    if isinstance(node, Decide):
        return f"{node.player} decides between {', '.join(node.moves)}"
    low, high = "(" if node.lower_open else "[", ")" if node.upper_open or node.upper is None else "]"
    upper = "infinity" if node.upper is None else node.upper
    return f"{node.player} chooses {node.choice.name} in {low}{node.lower}, {upper}{high}"


def histories(game: Game) -> Iterator[tuple[tuple[Mover, ...], Node]]:
    """Every node with the movers above it, nearest last; a shared node comes once for each way to it."""

    def visit(node: Node, above: tuple[Mover, ...]) -> Iterator[tuple[tuple[Mover, ...], Node]]:
        yield above, node
        for child in children(node):
            yield from visit(child, (*above, node) if isinstance(node, (Decide, Choose)) else above)

    return visit(game.root, ())


def _check(game: Game) -> None:
    movers = game.movers
    refuse_duplicates((node.name for node in game.nodes if not isinstance(node, Outcome)), "node")
    for node in movers:
        if node.player not in game.players:
            raise ModelError(f"node {node.name}: {node.player!r} is no player; the players are {', '.join(game.players)}")
    for assumption in game.parameters.assumptions:
        for slack, _ in assumption.slacks:
            check_form(slack, f"assumption {assumption.name}", may_split=False)
    declared = frozenset(game.parameters.symbols)
    chosen = frozenset(choice.symbol for choice in game.choices)
    clash = sorted(map(str, declared & chosen))
    if clash:
        raise ModelError(f"{', '.join(clash)} is declared both as a parameter and as a choice")
    _check_intervals(movers)
    _check_lotteries(game)
    for above, here in histories(game):
        _check_part(here, above[-1] if above else None)
        known = declared | {mover.choice.symbol for mover in above if isinstance(mover, Choose)}
        _check_symbols(here, known, chosen, [mover.name for mover in above])
        if isinstance(here, Outcome):
            _check_outcome(here, game.players, [mover.name for mover in above])


def _check_lotteries(game: Game) -> None:
    """What may come to pass in one play has one name each: choices after two branches, and ends."""
    for node in game.lotteries:
        found: dict[str, Choose] = {}
        for _, child in node.branches.values():
            below = [mover for mover in subtree(child) if isinstance(mover, Choose)]
            for mover in below:
                other = found.get(mover.choice.name, mover)
                if other is not mover:
                    raise ModelError(f"nodes {other.name} and {mover.name} both choose {mover.choice.name}, after two "
                                     f"branches of the lottery {node.name}: give the choices two names")
            found |= {mover.choice.name: mover for mover in below}
    for end in game.nodes if game.lotteries else ():
        if isinstance(end, Outcome) and OR in end.label:
            raise ModelError(f"outcome {end.label}: where there is a lottery no label has {OR!r} in it, which stands between "
                             "the outcomes that chance may bring about")


def _check_part(node: Node, parent: "Mover | None") -> None:
    """A part of a choice follows the node at which the same player divides that choice."""
    if isinstance(node, Choose) and node.whole is not None and not (
            isinstance(parent, Decide) and parent.divides == node.whole and parent.player == node.player
            and any(node is child for child in children(parent))):
        raise ModelError(f"node {node.name} chooses a part of {node.whole.name}: it must follow a node at which "
                         f"{node.player} divides that choice")


def _check_intervals(movers: Iterable[Mover]) -> None:
    """One choice is made from one interval, wherever it is made."""
    found: dict[str, Choose] = {}
    for node in movers:
        if isinstance(node, Choose):
            other = found.setdefault(node.choice.name, node)
            if (node.lower, node.upper, node.lower_open, node.upper_open) != (
                    other.lower, other.upper, other.lower_open, other.upper_open):
                raise ModelError(f"nodes {other.name} and {node.name} both choose {node.choice.name}, from different "
                                 "intervals: give the choices two names")


def _check_symbols(node: Node, known: frozenset[sp.Symbol], chosen: frozenset[sp.Symbol], above: list[str]) -> None:
    if isinstance(node, Outcome):
        where = f"outcome {node.label} (after {', '.join(above)})"
        expressions = {f"the payoff of {player}": payoff for player, payoff in node.payoffs.items()}
    elif isinstance(node, Choose):
        where = f"node {node.name}"
        expressions = {"the lower end": node.lower} | ({} if node.upper is None else {"the upper end": node.upper})
        if node.choice.symbol in known:
            raise ModelError(f"{where}: {node.choice.name} has already been chosen above it")
    elif isinstance(node, Lottery):
        where = f"lottery {node.name}"
        expressions = {f"the probability of {label}": chance for label, (chance, _) in node.branches.items()}
    else:
        return
    for what, expression in expressions.items():
        unknown = sorted(expression.free_symbols - known, key=str)
        for symbol in unknown:
            reason = ("is chosen only below or beside it" if symbol in chosen else
                      another_symbol(symbol, [one.name for one in known | chosen]) or "is no declared parameter or choice")
            raise ModelError(f"{where}: {what} uses {symbol}, which {reason}")
        check_form(expression, f"{where}: {what}", may_split=isinstance(node, Outcome))


def _check_outcome(node: Outcome, players: tuple[str, ...], above: list[str]) -> None:
    where = f"outcome {node.label} (after {', '.join(above)})"
    for player in players:
        if player not in node.payoffs:
            raise ModelError(f"{where} gives no payoff for {player}")
    for player in node.payoffs:
        if player not in players:
            raise ModelError(f"{where} gives a payoff for {player}, who is no player")

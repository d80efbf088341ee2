"""The game tree: `Decide` (labelled moves), `Choose` (a real number from an interval) and `Outcome` (payoffs and a label).

In:  nodes as an author writes them, complete and perfect information.
Out: an immutable, checked `Game`.  A node object that two moves lead to is one subgame, reached by two histories.
Raises `ModelError` with one sentence for a game that is not well formed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import InitVar, dataclass, field, replace
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.frozen import Frozen
from symbolic_alliance.game.parameters import Choice, Parameters, another_symbol, refuse_duplicates

SPLIT_FUNCTIONS = (sp.Max, sp.Min, sp.Abs, sp.Piecewise)
NOTHING: Frozen[Any, Any] = Frozen()


def closed_form(value: object, what: str) -> sp.Expr:
    """Take a number or a SymPy expression as it is; `ModelError` for text, which is never evaluated, and anything else.

    >>> closed_form(2, "it costs")
    2
    >>> closed_form("2*k", "it costs")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: it costs '2*k': write a number or a SymPy expression
    """
    try:
        form = sp.sympify(value, strict=True)
    except sp.SympifyError:
        form = None
    if not isinstance(form, sp.Expr):
        raise ModelError(f"{what} {value!r}: write a number or a SymPy expression")
    return form


@dataclass(frozen=True)
class Outcome:
    """The end of a play: a label (such as ``war``) and every player's payoff.

    >>> Outcome("trade", {"buyer": 1 - sp.Symbol("p", real=True), "seller": sp.Symbol("p", real=True)}).label
    'trade'

    Where a payoff has no value, as in a contest in which nobody fights, ``where`` gives it one: under a condition, the
    payoffs that count instead.  A point is told letter by letter.

    >>> x, y = sp.symbols("x y", real=True)
    >>> contest = Outcome("contest", {"A": x / (x + y) - x, "B": y / (x + y) - y},
    ...                   where={sp.Eq(x, 0) & sp.Eq(y, 0): {"A": 0, "B": 1}})
    >>> contest.payoffs["B"]
    Piecewise((1, Eq(x, 0) & Eq(y, 0)), (-y + y/(x + y), True))
    """

    label: str
    payoffs: Mapping[str, sp.Expr] = field(hash=False)
    where: InitVar[Mapping[sp.Basic, Mapping[str, sp.Expr]]] = NOTHING

    def __post_init__(self, where: Mapping[sp.Basic, Mapping[str, sp.Expr]]) -> None:
        _require_conditions(self, where)
        object.__setattr__(self, "payoffs", Frozen(
            {player: self._payoff(player, payoff, where) for player, payoff in self.payoffs.items()}))

    def _payoff(self, player: str, payoff: sp.Expr, where: Mapping[sp.Basic, Mapping[str, sp.Expr]]) -> sp.Expr:
        what = f"outcome {self.label} pays {player}"
        instead = [(closed_form(values[player], what), condition) for condition, values in where.items() if player in values]
        rest = closed_form(payoff, what)
        return sp.Piecewise(*instead, (rest, True)) if instead else rest


def _require_conditions(outcome: Outcome, where: Mapping[sp.Basic, Mapping[str, sp.Expr]]) -> None:
    """Refuse by name what is no condition, and values for somebody who is paid nothing else."""
    for condition, values in where.items():
        if not isinstance(condition, (Relational, sp.And, sp.Or)):
            raise ModelError(f"outcome {outcome.label} has values where {condition!r}: write a condition, such as Eq(x, 0)")
        for player in values:
            if player not in outcome.payoffs:
                raise ModelError(f"outcome {outcome.label} has a value for {player} where {condition}, but no payoff")


@dataclass(frozen=True)
class Decide:
    """A player picks one of finitely many labelled moves; the first is the most peaceful, which wins a complete tie.

    Where a payoff jumps in a choice, its interval ``divides`` into parts, a move each; a move that is a single number of it
    is ``fixed``, and those to an interval lead to a `Choose`.  Part and number are chosen at once: they are one node.
    """

    name: str
    player: str
    moves: Mapping[str, "Node"] = field(hash=False)
    divides: Choice | None = None
    fixed: Mapping[str, sp.Expr] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moves", Frozen(dict(self.moves)))
        object.__setattr__(self, "fixed", Frozen(dict(self.fixed)))
        if not self.moves:
            raise ModelError(f"node {self.name}: {self.player} has no move")


@dataclass(frozen=True)
class Choose:
    """A player picks a real number between ``lower`` and ``upper``; an end is closed unless it is said to be open.

    ``upper=None`` is an interval without an upper end.  ``whole`` is the choice that this one is a part of, where there is
    one (see `Decide`).
    """

    name: str
    player: str
    choice: Choice
    lower: sp.Expr
    upper: sp.Expr | None
    then: "Node"
    lower_open: bool = False
    upper_open: bool = False
    whole: Choice | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", closed_form(self.lower, f"node {self.name}: the interval starts at"))
        if self.upper is not None:
            object.__setattr__(self, "upper", closed_form(self.upper, f"node {self.name}: the interval ends at"))


Node = Decide | Choose | Outcome


@dataclass(frozen=True, repr=False)
class Game:
    """A game of complete and perfect information with parameters.

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
        if isinstance(self.players, str):
            raise ModelError(f"the players are a tuple, such as ({self.players!r},), not {self.players!r}")
        refuse_duplicates(self.players, "player")
        for name in self.cutoff_parameters:
            if name not in self.parameters.names:
                raise ModelError(f"cutoffs are asked for in {name}, which is no declared parameter")
        _check(self)

    def __repr__(self) -> str:
        lines = [f"{self.name}: {self.title}", f"players: {', '.join(self.players)}", "parameters:"]
        lines += [f"  {one.name}  {one.meaning}" for one in self.parameters]
        lines += ["assumptions:", *(f"  {one.name}: {', '.join(map(str, one.relations))}"
                                    for one in self.parameters.assumptions)]
        lines += ["nodes:", *(f"  {node.name}: {node.player} {_options(node)}" for node in self.nodes
                              if not isinstance(node, Outcome))]
        return "\n".join(lines)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node once, a mover before the nodes that its moves lead to."""
        ordered: list[Node] = []
        _collect(self.root, ordered)
        return tuple(reversed(ordered))

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

    def node(self, name: str) -> "Decide | Choose":
        """The mover's node of this name; `ModelError` names the known ones where there is none."""
        movers = {node.name: node for node in self.nodes if not isinstance(node, Outcome)}
        if name not in movers:
            raise ModelError(f"the game {self.name} has no node {name}; its nodes are {', '.join(movers)}")
        return movers[name]

    def subgame(self, node: str, name: str, title: str) -> "Game":
        """The game that starts at one of this game's nodes, which no choice above may enter."""
        return replace(self, name=name, title=title, root=self.node(node))


def _options(node: "Decide | Choose") -> str:
    if isinstance(node, Decide):
        return f"decides between {', '.join(node.moves)}"
    low, high = "(" if node.lower_open else "[", ")" if node.upper_open or node.upper is None else "]"
    upper = "infinity" if node.upper is None else node.upper
    return f"chooses {node.choice.name} in {low}{node.lower}, {upper}{high}"


def children(node: Node) -> tuple[Node, ...]:
    """The nodes that follow directly."""
    if isinstance(node, Decide):
        return tuple(node.moves.values())
    return (node.then,) if isinstance(node, Choose) else ()


def parts_of(node: Decide) -> "tuple[Choose, ...]":
    """The intervals into which a node divides a choice, in which numbers are chosen."""
    return tuple(child for child in node.moves.values()
                 if node.divides is not None and isinstance(child, Choose) and child.whole == node.divides)


def histories(game: Game) -> Iterator[tuple[tuple["Decide | Choose", ...], Node]]:
    """Every node with the movers above it, nearest last; a shared node comes once for each way to it."""

    def visit(node: Node, above: tuple["Decide | Choose", ...]) -> Iterator[tuple[tuple["Decide | Choose", ...], Node]]:
        yield above, node
        if not isinstance(node, Outcome):
            for child in children(node):
                yield from visit(child, (*above, node))

    return visit(game.root, ())


def _collect(node: Node, ordered: list[Node]) -> None:
    if any(node is known for known in ordered):
        return
    for child in reversed(children(node)):
        _collect(child, ordered)
    ordered.append(node)


def _check(game: Game) -> None:
    movers = [node for node in game.nodes if not isinstance(node, Outcome)]
    refuse_duplicates((node.name for node in movers), "node")
    for node in movers:
        if node.player not in game.players:
            raise ModelError(f"node {node.name}: {node.player!r} is no player; the players are {', '.join(game.players)}")
    for assumption in game.parameters.assumptions:
        for slack, _ in assumption.slacks:
            if not slack.is_rational_function(*game.parameters.symbols):
                raise ModelError(f"assumption {assumption.name}: {slack} is not a rational function of the parameters")
    declared = frozenset(game.parameters.symbols)
    chosen = frozenset(choice.symbol for choice in game.choices)
    clash = sorted(map(str, declared & chosen))
    if clash:
        raise ModelError(f"{', '.join(clash)} is declared both as a parameter and as a choice")
    _check_intervals(movers)
    for above, here in histories(game):
        _check_part(here, above[-1] if above else None)
        known = declared | {mover.choice.symbol for mover in above if isinstance(mover, Choose)}
        _check_symbols(here, known, chosen, [mover.name for mover in above])
        if isinstance(here, Outcome):
            _check_outcome(here, game.players, [mover.name for mover in above])


def _check_part(node: Node, parent: "Decide | Choose | None") -> None:
    """A part of a choice follows the node at which the same player divides that choice."""
    if isinstance(node, Choose) and node.whole is not None and not (
            isinstance(parent, Decide) and parent.divides == node.whole and parent.player == node.player):
        raise ModelError(f"node {node.name} chooses a part of {node.whole.name}: it must follow a node at which "
                         f"{node.player} divides that choice")


def _check_intervals(movers: list["Decide | Choose"]) -> None:
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
        for what, end in expressions.items():
            if end.has(*SPLIT_FUNCTIONS):
                raise ModelError(f"{where}: {what} {end} is not a rational function")
        if node.choice.symbol in known:
            raise ModelError(f"{where}: {node.choice.name} has already been chosen above it")
    else:
        return
    for what, expression in expressions.items():
        unknown = sorted(expression.free_symbols - known, key=str)
        for symbol in unknown:
            reason = ("is chosen only below or beside it" if symbol in chosen else
                      another_symbol(symbol, [one.name for one in known | chosen]) or "is no declared parameter or choice")
            raise ModelError(f"{where}: {what} uses {symbol}, which {reason}")
        _check_form(expression, f"{where}: {what}")


def _check_outcome(node: Outcome, players: tuple[str, ...], above: list[str]) -> None:
    where = f"outcome {node.label} (after {', '.join(above)})"
    for player in players:
        if player not in node.payoffs:
            raise ModelError(f"{where} gives no payoff for {player}")
    for player in node.payoffs:
        if player not in players:
            raise ModelError(f"{where} gives a payoff for {player}, who is no player")


def _check_form(expression: sp.Expr, where: str) -> None:
    """Refuse by name whatever is not a rational function with Max, Min, Abs and Piecewise."""
    for part in sorted(expression.atoms(sp.Piecewise), key=str):
        if part.args[-1].cond != sp.true:
            raise ModelError(f"{where} contains {part}, which has no value where none of its conditions holds")
    for part in sp.preorder_traversal(expression):
        is_known = (isinstance(part, (sp.Add, sp.Mul, sp.Symbol, sp.Rational, *SPLIT_FUNCTIONS))
                    or part.is_Relational or part in (sp.true, sp.false)
                    or isinstance(part, (sp.And, sp.Or, sp.functions.elementary.piecewise.ExprCondPair))
                    or (isinstance(part, sp.Pow) and part.exp.is_Integer))
        if isinstance(part, sp.Float):
            raise ModelError(f"{where} contains {float(part)}, which is not an exact number: write a fraction in SymPy, such "
                             "as sp.Rational(1, 2)")
        if part in (sp.oo, -sp.oo):
            raise ModelError(f"{where} is infinite: an interval that has no end is written upper=None")
        if not is_known:
            raise ModelError(f"{where} contains {part}: a payoff is a rational function, with Max, Min, Abs or Piecewise")

"""The nodes of a game tree: `Decide` (labelled moves), `Choose` (a real number from an interval), `Lottery` (chance moves)
and `Outcome` (payoffs and a label).

In:  names, expressions and the nodes that follow, as an author writes them.
Out: immutable nodes.  A node object that two moves lead to is one subgame, reached by two histories.
Raises `ModelError` with one sentence for a node that is not well formed; what follows from its place in a game is checked
with the `Game` (see `tree.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.frozen import Frozen
from symbolic_alliance.game.kinds import mapping, one, shown, text
from symbolic_alliance.game.parameters import Choice
from symbolic_alliance.game.payoff_form import check_form

NOTHING: Frozen[Any, Any] = Frozen()
NODES = "a Decide, a Choose, a Lottery or an Outcome"


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
        hint = "; a power is written with **" if isinstance(form, sp.Xor) else ""
        raise ModelError(f"{what} {shown(value)}: write a number or a SymPy expression{hint}")
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
        text(self.label, "the label of an outcome")
        mapping(self.payoffs, f"the payoffs of outcome {self.label}", '{"A": 1, "B": 0}')
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
    if not isinstance(where, Mapping):
        raise ModelError(f"outcome {outcome.label} has where={shown(where)}: write where={{sp.Eq(x, 0): {{'A': 0}}}}")
    for condition, values in where.items():
        if not isinstance(condition, (Relational, sp.And, sp.Or)):
            raise ModelError(f"outcome {outcome.label} has values where {condition!r}: write a condition, such as Eq(x, 0)")
        for player in mapping(values, f"what outcome {outcome.label} has where {condition}", '{"A": 0}'):
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
        text(self.name, "the name of a node")
        for label, node in mapping(self.moves, f"the moves of node {self.name}", '{"hold": NODE}').items():
            require_node(node, f"node {self.name}: what follows {label}")
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
        text(self.name, "the name of a node")
        one(self.choice, Choice, f"node {self.name}: its choice", "Choice('m', 'm', 'units of arms')")
        require_node(self.then, f"node {self.name}: what follows")
        object.__setattr__(self, "lower", closed_form(self.lower, f"node {self.name}: the interval starts at"))
        if self.upper == sp.oo:
            raise ModelError(f"node {self.name}: the upper end is infinite: an interval that has no end is written "
                             "upper=None")
        if self.upper is not None:
            object.__setattr__(self, "upper", closed_form(self.upper, f"node {self.name}: the interval ends at"))
            if (self.upper - self.lower).is_extended_negative:
                raise ModelError(f"node {self.name}: nothing lies between {self.lower} and {self.upper}")


@dataclass(frozen=True)
class Lottery:
    """Chance picks one of finitely many labelled branches, each with its probability, and everybody sees which.

    Probabilities are rational functions of the parameters and of the choices made above, and add up to 1 whatever these are;
    that none is ever negative is a claim (`algebra.well_posed`).

    >>> p = sp.Symbol("p", real=True)
    >>> Lottery("war", {"A wins": (p, Outcome("victory", {"A": 1})), "B wins": (p, Outcome("defeat", {"A": 0}))})
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: lottery war: its probabilities add up to 2*p, not to 1
    """

    name: str
    branches: Mapping[str, "tuple[sp.Expr, Node]"] = field(hash=False)

    def __post_init__(self) -> None:
        text(self.name, "the name of a lottery")
        mapping(self.branches, f"the branches of lottery {self.name}", '{"victory": (p, NODE)}')
        object.__setattr__(self, "branches", Frozen({label: self._branch(label, branch)
                                                     for label, branch in self.branches.items()}))
        total = sp.cancel(sp.together(sum(self.probabilities, sp.Integer(0))))
        if total != 1:
            raise ModelError(f"lottery {self.name}: its probabilities add up to {total}, not to 1")

    def _branch(self, label: str, branch: object) -> "tuple[sp.Expr, Node]":
        if not (isinstance(branch, tuple) and len(branch) == 2):
            raise ModelError(f"lottery {self.name}: branch {label} is {shown(branch)}: write (probability, node)")
        require_node(branch[1], f"lottery {self.name}: what follows {label}")
        probability = closed_form(branch[0], f"lottery {self.name}: branch {label} has the probability")
        check_form(probability, f"lottery {self.name}: the probability of {label}", may_split=False)
        return probability, branch[1]

    @property
    def probabilities(self) -> tuple[sp.Expr, ...]:
        """The probabilities, in the order of the branches."""
        return tuple(probability for probability, _ in self.branches.values())


def require_node(value: object, what: str) -> None:
    """Refuse by name what is no node of a tree."""
    one(value, (Decide, Choose, Lottery, Outcome), what, NODES)


Mover = Decide | Choose
Node = Decide | Choose | Lottery | Outcome
OR = "_or_"


def joint_outcome(labels: Iterable[str]) -> str:
    """The label of a play of which chance decides how it ends: the labels of all its ends, each once.

    >>> joint_outcome(["victory_or_defeat", "defeat", "peace"])
    'victory_or_defeat_or_peace'
    """
    return OR.join(dict.fromkeys(part for label in labels for part in label.split(OR)))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes that follow directly."""
    if isinstance(node, Decide):
        return tuple(node.moves.values())
    if isinstance(node, Lottery):
        return tuple(child for _, child in node.branches.values())
    return (node.then,) if isinstance(node, Choose) else ()


def parts_of(node: Decide) -> "tuple[Choose, ...]":
    """The intervals into which a node divides a choice, in which numbers are chosen."""
    return tuple(child for child in node.moves.values()
                 if node.divides is not None and isinstance(child, Choose) and child.whole == node.divides)


def subtree(node: Node) -> tuple[Node, ...]:
    """A node and those below it, each once, a node before those that follow it."""
    ordered: list[Node] = []
    _collect(node, ordered)
    return tuple(reversed(ordered))


def _collect(node: Node, ordered: list[Node]) -> None:
    if any(node is known for known in ordered):
        return
    for child in reversed(children(node)):
        _collect(child, ordered)
    ordered.append(node)

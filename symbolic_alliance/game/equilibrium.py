"""What `solve` returns: a complete subgame-perfect equilibrium in closed form, as plain frozen values.

Every region is a union of cases; a case is where all its slacks are >= 0, but for edges that a region does not own, since a
payoff steps there or nobody has a best reply: their slacks are strict.  Two pieces of a policy may share an edge: at a
history the first piece that holds is played, and `solve` puts the pieces in an order in which that is an equilibrium.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, product
from typing import Any, TypeAlias

import sympy as sp

from symbolic_alliance.closed_form import holds_at
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery

CaseConditions: TypeAlias = tuple[tuple[sp.Expr, bool], ...]


@dataclass(frozen=True)
class Region:
    """A set of points: the union of ``cases``; a case is where every slack in it is >= 0, and > 0 if it is ``strict``.

    >>> k = sp.Symbol("k", real=True)
    >>> [Region(((sp.sqrt(k) - 2,),)).contains({"k": value}) for value in (3, 4, -1)]
    [False, True, False]
    >>> [Region(((k, 1 - k),), strict=(k,)).contains({"k": value}) for value in (0, 1)]
    [False, True]
    """

    cases: tuple[tuple[sp.Expr, ...], ...]
    strict: tuple[sp.Expr, ...] = ()

    @property
    def conditions(self) -> tuple[CaseConditions, ...]:
        """The cases, each slack with whether it is strict."""
        return tuple(tuple((slack, slack in self.strict) for slack in case) for case in self.cases)

    def contains(self, point: Mapping[str, Any]) -> bool:
        """Whether a point lies in the region, exactly; a case with a form that has no value there does not hold."""
        return any(all(holds_at(slack, point, strictly=strict) for slack, strict in case) for case in self.conditions)

    @property
    def closure(self) -> "Region":
        """The region with all its edges."""
        return Region(self.cases)

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """The symbols that bound the region."""
        return frozenset().union(*(slack.free_symbols for case in self.cases for slack in case))


EVERYWHERE, NOWHERE = Region(((),)), Region(())


def union(regions: Iterable[Region]) -> Region:
    """Return where one of the regions holds; a slack that is strict in one of them must be so in all that have it."""
    told = tuple(regions)
    cases, strict = tuple(case for one in told for case in one.cases), [slack for one in told for slack in one.strict]
    return Region(cases, tuple(dict.fromkeys(slack for case in cases for slack in case if slack in strict)))


def region_of_case(held: CaseConditions) -> Region:
    """Return the region of one case."""
    return Region((tuple(slack for slack, _ in held),), tuple(slack for slack, strict in held if strict))


def region_of(cases: Sequence[CaseConditions]) -> Region:
    """Return the union of cases; a slack that is strict in one of them is written twice as large where it is not."""
    strict = [slack for held in cases for slack, is_strict in held if is_strict]
    return union(region_of_case(tuple((2 * slack if slack in strict and not is_strict else slack, is_strict)
                                      for slack, is_strict in held)) for held in cases)


def intersection(*regions: Region) -> Region:
    """Return where all of the regions hold.

    >>> k = sp.Symbol("k", real=True)
    >>> intersection(Region(((k,),)), Region(((1 - k,), (k - 2,)), strict=(1 - k,)))
    Region(cases=((k, 1 - k), (k, k - 2)), strict=(1 - k,))
    """
    return region_of([tuple(dict.fromkeys(chain.from_iterable(cases)))
                      for cases in product(*(region.conditions for region in regions))])


@dataclass(frozen=True)
class Piece:
    """What a mover does on one region of histories.

    ``action`` is a move's label at a `Decide` and a closed form at a `Choose`, in parameters and choices made upstream.
    ``payoffs`` are the players' values of the node there, in the game's order, and ``outcome`` the label that is
    reached; both are empty in a strategy that an author hands in.  ``origin`` says what kind of candidate the action is:
    ``move``; ``end`` of the interval; ``stationary`` point of the objective; ``edge`` between two continuations.
    """

    region: Region
    action: str | sp.Expr
    payoffs: tuple[sp.Expr, ...] = ()
    outcome: str = ""
    origin: str = "move"

    @property
    def number(self) -> sp.Expr:
        """The closed form that is chosen, at a `Choose`."""
        assert isinstance(self.action, sp.Expr), f"{self.action!r} is a move"
        return self.action


@dataclass(frozen=True)
class Policy:
    """A mover's plan at one node: its pieces cover every history that gets there, and the first that holds is played."""

    node: str
    player: str
    pieces: tuple[Piece, ...]
    left_out: tuple[Region, ...] = ()

    @property
    def region(self) -> Region:
        """Where the plan says anything."""
        return union(piece.region for piece in self.pieces)

    @property
    def lacks_edges(self) -> bool:
        """Whether some edge is in no piece, or in one alone: then that the pieces cover everything is no matter of limits."""
        return bool(self.left_out) or any(piece.region.strict for piece in self.pieces)


@dataclass(frozen=True)
class Strategy:
    """One policy for every mover's node of a game, on the path and off it."""

    policies: tuple[Policy, ...]

    def __getitem__(self, node: str) -> Policy:
        for policy in self.policies:
            if policy.node == node:
                return policy
        raise RequestError(f"the strategy says nothing of node {node}; it covers {', '.join(p.node for p in self.policies)}")


@dataclass(frozen=True)
class Regime:
    """A region of parameters with one path of play in closed form.

    ``path`` lists ``(node, action)`` from the root down, of a lottery branch by branch; ``actions`` are its real choices by
    name; ``payoffs`` are by player.  Where chance moves in the game, ``probabilities`` says of each outcome how likely it is.
    """

    name: str
    region: Region
    outcome: str
    path: tuple[tuple[str, str | sp.Expr], ...]
    actions: Mapping[str, sp.Expr] = field(hash=False)
    payoffs: Mapping[str, sp.Expr] = field(hash=False)
    probabilities: Mapping[str, sp.Expr] = field(default_factory=dict, hash=False)

    @property
    def ends(self) -> Mapping[str, sp.Expr]:
        """The outcomes that may arise and how likely they are, where there are several."""
        found = {label: chance for label, chance in self.probabilities.items() if chance != 0}
        return found if len(found) > 1 else {}

    @property
    def quantities(self) -> Mapping[str, sp.Expr]:
        """Its choices, what the players get, and the probabilities of outcomes as ``P(war)``, by name."""
        return {**{f"P({label})": chance for label, chance in self.probabilities.items()}, **self.actions, **self.payoffs}


def real_choices(game: Game, path: Iterable[tuple[str, str | sp.Expr]]) -> dict[str, sp.Expr]:
    """Return the real choices on a path by the names that the author gave them, or their nodes': a move may stand for one."""
    found: dict[str, sp.Expr] = {}
    nodes = {node.name: node for node in game.movers}
    for name, action in path:
        node = nodes.get(name)
        if isinstance(action, sp.Expr):
            found[(node.whole or node.choice).name if isinstance(node, Choose) else name] = action
        elif isinstance(node, Decide) and node.divides is not None and action in node.fixed:
            found[node.divides.name] = node.fixed[action]
    return found


@dataclass(frozen=True)
class CutoffCase:
    """One closed form of a cutoff: where the two regimes meet.

    It has a value only where all slacks of ``where`` are >= 0; where ``suffices``, these are all that it takes: it has been
    proved that inside of them the case counts.  Else they are what its roots need.
    """

    expression: sp.Expr
    between: tuple[str, str]
    where: tuple[sp.Expr, ...] = ()
    suffices: bool = False


@dataclass(frozen=True)
class Cutoff:
    """The value of one parameter at which the equilibrium passes from one regime to the next, as the parameter rises.

    At given values of the other parameters at most one case is active: the one at whose value both its regimes hold.
    """

    name: str
    parameter: str
    cases: tuple[CutoffCase, ...]

    @property
    def forms(self) -> tuple[CutoffCase, ...]:
        """Each closed form between two regimes once, whatever is told of where it counts."""
        return tuple(dict.fromkeys(CutoffCase(case.expression, case.between) for case in self.cases))


@dataclass(frozen=True)
class Tie:
    """Payoff-distinct continuations among which a mover is indifferent on an open set, and who broke the tie."""

    node: str
    player: str
    chosen: str
    discarded: str
    broken_for: str
    region: Region


@dataclass(frozen=True)
class Unsolved:
    """A place where the solver has no answer: which node, on which region, and what could not be decided."""

    node: str
    region: Region
    reason: str


@dataclass(frozen=True)
class Equilibrium:
    """The subgame-perfect equilibrium of a game: complete where ``unsolved`` is empty and its obligations are proved."""

    game: Game
    strategy: Strategy
    regimes: tuple[Regime, ...]
    cutoffs: tuple[Cutoff, ...] = ()
    ties: tuple[Tie, ...] = ()
    unsolved: tuple[Unsolved, ...] = ()

    @property
    def is_planned(self) -> bool:
        """Whether the strategy has a plan for every mover's node: where the solver stopped, it has not."""
        planned = [policy.node for policy in self.strategy.policies]
        return all(node.name in planned for node in self.game.movers)

    @cached_property
    def in_order(self) -> tuple[Regime, ...]:
        """The regimes in the order of the plan at the root: of those that hold at a point the first is played.

        Where chance moves first they are in this order from the start.
        """
        if isinstance(self.game.root, Lottery):
            return self.regimes
        plan = self.strategy.policies[0].pieces if self.strategy.policies else ()
        places = {(piece.region, piece.outcome): place for place, piece in reversed(list(enumerate(plan)))}
        return tuple(sorted(self.regimes, key=lambda regime: places.get((regime.region, regime.outcome), len(plan))))

    def regime(self, name: str) -> Regime:
        """The regime of this name; `RequestError` names the known ones where there is none."""
        for regime in self.regimes:
            if regime.name == name:
                return regime
        raise RequestError(f"no regime is named {name}; there are {', '.join(regime.name for regime in self.regimes)}")

    def regimes_with(self, outcome: str) -> tuple[Regime, ...]:
        """The regimes with this outcome, as the first cutoff parameter rises; `RequestError` where there is none."""
        found = tuple(regime for regime in self.regimes if regime.outcome == outcome)
        if not found:
            known = ", ".join(dict.fromkeys(regime.outcome for regime in self.regimes))
            raise RequestError(f"no regime of {self.game.name} ends in {outcome}; they end in {known}")
        return found

    def plans(self, node: str, *, outcome: str | None = None, move: str | None = None) -> tuple[Region, ...]:
        """The regions of histories on which the mover at a node plays a move, or a play with this outcome begins."""
        return tuple(piece.region for piece in self.strategy[node].pieces
                     if outcome in (None, piece.outcome) and move in (None, piece.action))

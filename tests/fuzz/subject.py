"""A game and a strategy, with everything that is said of them, each asked once; and what a finding is.

In:  a game, and a strategy for it, which the solver finds where none is given.
Out: the equilibrium, the verdicts, points on edges, and what the tree says at them (`tests.fuzz.brute_force`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import chain
from random import Random

from symbolic_alliance import (
    Equilibrium,
    Game,
    Outcome,
    Result,
    Strategy,
    UserError,
    Verdict,
    disagreements,
    put_in_order,
    solve,
    verify,
)
from symbolic_alliance.algebra.division import as_solved
from symbolic_alliance.explore.walk import Disagreement
from symbolic_alliance.game.equilibrium import Unsolved
from tests.fuzz.arithmetic import Beyond
from tests.fuzz.brute_force import Fault, Tree
from tests.fuzz.edges import branch_edges, edges
from tests.fuzz.planned import movers
from tests.fuzz.points import Point, points

POINTS, REFUTED, REWRITTEN = 24, 6, 2
Judge = Callable[[Game, Strategy], Sequence[Result]]


class Kind(StrEnum):
    """What may be found."""

    WRONG = "proved and wrong"
    REFUTED = "right and refuted"
    UNSOLVED = "a regime in the unsolved"
    CRASH = "crash"
    WORD = "wrong word"
    WALK = "walk"


@dataclass(frozen=True)
class Finding:
    """Something found: its kind, what exactly (one short phrase, the same for all of its sort), and the evidence."""

    kind: Kind
    sort: str
    words: str
    point: Mapping[str, Fraction] | None = None
    strategy: Strategy | None = field(default=None, repr=False)


@dataclass
class Subject:
    """A game and a strategy, with what is said of them, each asked once."""

    game: Game
    given: Strategy | None = None
    judge: Judge = verify
    seed: str = ""
    points_first: tuple[Point, ...] = ()
    rewritten: int = REWRITTEN
    count: int = POINTS
    written: Counter[tuple[str, str]] = field(default_factory=Counter)  # what was said of each rewriting
    _faults: dict[tuple[Fraction, ...], Fault | None] = field(default_factory=dict)
    _walked: dict[tuple[Fraction, ...], tuple[list[Disagreement], str]] = field(default_factory=dict)

    def random(self, purpose: str) -> Random:
        """A generator for one purpose, so that what is drawn for another does not change it."""
        return Random(f"{self.seed}:{purpose}")

    @cached_property
    def equilibrium(self) -> Equilibrium | None:
        return solve(self.game) if self.given is None else None

    @cached_property
    def strategy(self) -> Strategy:
        if self.given is not None:
            return self.given
        assert self.equilibrium is not None
        return self.equilibrium.strategy

    @cached_property
    def planned(self) -> Game:
        """The game whose nodes the strategy speaks of: the author's, choices divided where a payoff jumps in them."""
        return as_solved(self.game) if self.equilibrium is None else self.equilibrium.game

    @cached_property
    def gaps(self) -> tuple[Unsolved, ...]:
        """What is listed as unsolved, cutoffs without a closed form left out."""
        return () if self.equilibrium is None else tuple(one for one in self.equilibrium.unsolved
                                                         if one.node != self.game.name)

    @cached_property
    def is_whole(self) -> bool:
        """Whether there is a policy for every mover's node."""
        planned = {policy.node for policy in self.strategy.policies if policy.pieces}
        return all(node.name in planned for node in movers(self.planned))

    @cached_property
    def results(self) -> tuple[Result, ...]:
        return tuple(self.judge(self.game, self.strategy))

    @cached_property
    def verdict(self) -> str:
        """The verdict on the strategy as a whole."""
        return overall(self.results)

    @cached_property
    def ordered(self) -> Strategy:
        """The strategy with its pieces in the order that is judged: the first that holds is played."""
        return self.strategy if self.given is None else put_in_order(self.game, self.given)

    @cached_property
    def tree(self) -> Tree:
        """The strategy with its ties left open."""
        return Tree(self.game, self.strategy, planned=self.planned)

    @cached_property
    def literal(self) -> Tree:
        """The strategy read literally."""
        return Tree(self.game, self.ordered, True, self.planned)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        regions = [] if self.equilibrium is None else [regime.region for regime in self.equilibrium.regimes]
        more = [slack for region in regions for case in region.cases for slack in case]
        more += [edge for node in self.game.nodes if isinstance(node, Outcome)
                 for payoff in node.payoffs.values() for edge in branch_edges(payoff)]
        found = edges(self.planned, self.strategy, self.game.parameters.symbols, more)
        refuted = [result.point for result in self.results if result.verdict is Verdict.REFUTED and result.point]
        first = [*self.points_first, *({name: one[name] for name in self.game.parameters.names} for one in refuted[:REFUTED]
                                       if all(isinstance(one.get(name), Fraction) for name in self.game.parameters.names))]
        holding = [point for point in first if self.tree.assumptions_hold(point)]
        return (*holding, *points(self.game.parameters, found, self.random("points"), self.count))

    def faults_in_turn(self) -> Iterator[Fault]:
        """What the tree says against the strategy, point by point."""
        for point in chain(self.points_first, (point for point in self.points if point not in self.points_first)):
            fault = self.fault_at(point)
            if fault is not None:
                yield fault

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(self.faults_in_turn())

    def fault_at(self, point: Point) -> Fault | None:
        """What the tree says at a point, ties left open; where all is proved, read literally, at what the walk says too."""
        key = tuple(point.values())
        if key not in self._faults:
            self._faults[key] = None
            with suppress(Beyond):
                self._faults[key] = self.tree.fault(point)
                if self._faults[key] is None and self.verdict == "proved":
                    fault = self.literal.fault(point, tried=self._found(point))
                    self._faults[key] = fault and replace(fault, reason=f"in order: {fault.reason}")
        return self._faults[key]

    def is_told(self, point: Point) -> bool:
        """Whether the tree has anything to say at a point: its numbers can be compared, and the assumptions hold."""
        with suppress(Beyond):
            self.tree.fault(point)
            return self.tree.assumptions_hold(point)
        return False

    def _found(self, point: Point) -> dict[str, list[Fraction]]:
        """The numbers at which the walk disagrees, by the node where they are chosen."""
        tried: dict[str, list[Fraction]] = {}
        for one in self.walk(point)[0]:
            for node, action in (*one.history, (one.node, one.deviation)):
                if isinstance(action, Fraction):
                    tried.setdefault(node, []).append(action)
        return tried

    def walk(self, point: Point) -> tuple[list[Disagreement], str]:
        """Where the walk disagrees at a point, or what it tells instead."""
        key = tuple(point.values())
        if key not in self._walked:
            regimes = () if self.equilibrium is None else self.equilibrium.in_order
            try:
                self._walked[key] = disagreements(self.game, self.ordered, [point], regimes=regimes), ""
            except UserError as error:
                self._walked[key] = [], str(error)
        return self._walked[key]


def overall(results: Sequence[Result]) -> str:
    """One verdict for all: refuted if any is, then undecided, vacuous, proved.

    >>> overall(())
    'proved'
    """
    found = {result.verdict for result in results}
    return next((str(one) for one in (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.VACUOUS) if one in found), "proved")

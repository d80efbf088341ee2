"""Everything that a question about one game needs: its chart, its intervals and an oracle with a filled bank."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from symbolic_alliance.algebra.game_chart import GameChart
from symbolic_alliance.algebra.literals import Case
from symbolic_alliance.algebra.oracle import FloatPoint, Oracle
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.sampling import Interval, draw_choices, sample
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.equilibrium import CaseConditions
from symbolic_alliance.game.tree import Choose, Game

BANK_SIZE = 8000
SEED = 20240901


class Arena:
    """A game in coordinates, with the oracle that answers questions about it on open sets.

    Conditions are made with the ``signs`` of an oracle: the same one, or, where they are to hold on the sets that are
    printed, of a closed one.
    """

    def __init__(self, game: Game, rooted: tuple[str, ...] = (), effort: int = EFFORT, *, in_units: bool = True,
                 closed: bool = False) -> None:
        self.game, self.chart = game, GameChart(game, rooted, in_units=in_units)
        self.ring = self.chart.ring
        self.intervals = tuple(Interval(node.choice.name, self.chart.rational(node.lower),
                                        None if node.upper is None else self.chart.rational(node.upper))
                               for node in _choosers(game))
        assumed = [(slack, strict) for slack, strict in self._assumed_slacks()
                   if not slack.denominator.is_constant() or not slack.numerator.is_constant()]
        self.slacks = tuple(slack for slack, _ in assumed)
        bank = sample(self.ring, self.chart.coordinates(game.parameters.witness), self.slacks, self.intervals,
                      BANK_SIZE, SEED)
        self._base = (*assumed, *self._inside())
        self.oracle = Oracle(bank, self._base, self.chart.choices, effort)
        self.signs = self.closed_oracle if closed else self.oracle
        self.cases: dict[CaseConditions, Case] = {}  # of a strategy, by what is printed
        if not self.inside(bank).any():
            raise ModelError(f"the assumptions of {game.name} hold on a set without interior: state an equation by "
                             "substituting it")

    @cached_property
    def closed_oracle(self) -> Oracle:
        """An oracle for the sets that are printed, with the same bank."""
        return Oracle(self.oracle.bank, self._base, self.chart.choices, self.oracle.effort, closed=True)

    def _assumed_slacks(self) -> Sequence[tuple[Rational, bool]]:
        rooted = [(self.ring.generator(name), True) for name in self.chart.rooted]
        return [*rooted, *((self.chart.rational(slack), strict) for assumption in self.game.parameters.assumptions
                           for slack, strict in assumption.slacks)]

    def _inside(self) -> Sequence[tuple[Rational, bool]]:
        inside = []
        for node, interval in zip(_choosers(self.game), self.intervals, strict=True):
            choice = self.ring.generator(interval.choice)
            inside.append((choice - interval.lower, node.lower_open))
            if interval.upper is not None:
                inside.append((interval.upper - choice, node.upper_open))
        return inside

    def is_positive(self, parameter: str) -> bool:
        """Whether it is proved that a parameter is positive, so that its square root may be the coordinate."""
        return self.signs.nonnegative(self.ring.generator(parameter)) is True

    def inside(self, bank: WitnessBank) -> Mask:
        """The rows of a bank that satisfy every assumption strictly."""
        inside = np.ones(bank.size, dtype=bool)
        for slack in self.slacks:
            inside &= bank.values(slack) > 0
        return inside

    def extend_bank(self, points: Sequence[FloatPoint]) -> None:
        """Add counterexamples to the bank; coordinates that they leave open are taken from rows that are there."""
        if not points or not self.oracle.bank.columns:
            return
        rng = np.random.default_rng(len(points) + self.oracle.bank.size)
        columns = self.oracle.bank.columns
        donors = rng.integers(0, self.oracle.bank.size, len(points))
        rows = {name: np.array([point.get(name, float(column[donor]))
                                for point, donor in zip(points, donors, strict=True)])
                for name, column in columns.items()}
        inside = self.inside(self.oracle.bank.with_columns(rows))
        kept = {name: row[inside] for name, row in rows.items()}
        if inside.any():
            self.oracle.bank.extend(draw_choices(self.ring, kept, self.intervals, rng, int(inside.sum())))


def _choosers(game: Game) -> tuple[Choose, ...]:
    """One `Choose` node for each choice, upstream ones first."""
    found: dict[str, Choose] = {}
    for node in game.nodes:
        if isinstance(node, Choose):
            found.setdefault(node.choice.name, node)
    return tuple(found.values())

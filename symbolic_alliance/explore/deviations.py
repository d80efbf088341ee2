"""What each player would lose by leaving the equilibrium path once, at an exact point.

In:  an equilibrium, the regime that is played, and an exact rational point.
Out: for each node on the path every other move of a `Decide`, and for a `Choose` the best point in each other cell; a cell
     is where one piece of the next mover's plan is the answer.

At a `Choose`, nothing changes between two neighbouring breakpoints of the answer's regions, of the slope of the mover's
payoff and of the interval's ends: the payoff is monotone there, so that the best of a cell lies at an end of such a gap.  It
is attained where the play from there really pays as much (at an edge another piece may be the answer), else a supremum.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.closed_form import Exact, UndefinedForm, evaluate, number, plain, sign
from symbolic_alliance.closed_form.breakpoints import Breakpoint, breakpoints, rational_between
from symbolic_alliance.explore.walk import Walk, play
from symbolic_alliance.explore.walk.start import Action
from symbolic_alliance.game.chance import visits
from symbolic_alliance.game.equilibrium import Equilibrium, Regime, Region, intersection
from symbolic_alliance.game.tree import Choose, Decide, Mover
from symbolic_alliance.game.what_follows import what_follows

History: TypeAlias = tuple[tuple[str, Action], ...]


@dataclass(frozen=True)
class Deviation:
    """Another action at a node of the path, what it pays the mover, and how much less than the path that is.

    ``action`` is a move's label or a number; None is a supremum at infinity.  Where ``is_attained`` is false no action pays
    as much, but some pay as nearly as much as one likes.  Where the action has no closed form of degree two, the numbers are
    floats.
    """

    node: str
    player: str
    action: Action | float | None
    outcome: str
    payoff: Exact | float
    loss: Exact | float
    is_attained: bool = True


def deviations(equilibrium: Equilibrium, regime: Regime, point: Mapping[str, Fraction]) -> tuple[Deviation, ...]:
    """Return every deviation along the path of a regime that holds at the point, from the root down."""
    actions, found = dict(regime.path), list[Deviation]()
    for node, above in _movers(equilibrium, regime, point):
        own = play(equilibrium.game, equilibrium.strategy, point, above)
        if isinstance(node, Decide):
            found += (_move(equilibrium, own, point, node, (*above, (node.name, move)))
                      for move in node.moves if move != actions[node.name])
        else:
            found += _Line(equilibrium, regime, own, point, node, above).deviations()
    return tuple(found)


def _movers(equilibrium: Equilibrium, regime: Regime, point: Mapping[str, Fraction]) -> Iterator[tuple[Mover, History]]:
    """The movers on the path, each once, with the moves of players and of chance before them."""
    seen: list[Mover] = []
    for visit in visits(equilibrium.game, regime.path):
        if isinstance(visit.node, (Decide, Choose)) and not any(visit.node is known for known in seen):
            seen.append(visit.node)
            yield visit.node, tuple((node, action if isinstance(action, str) else evaluate(action, point))
                                    for node, action in visit.before)


def _move(equilibrium: Equilibrium, own: Walk, point: Mapping[str, Fraction], node: Decide, history: History) -> Deviation:
    walk = play(equilibrium.game, equilibrium.strategy, point, history)
    payoff = walk.payoffs[node.player]
    return Deviation(node.name, node.player, history[-1][1], walk.outcome, payoff,
                     _difference(own.payoffs[node.player], payoff))


def _difference(one: Exact, other: Exact) -> Exact:
    return plain(number(one) - number(other))


@dataclass(frozen=True)
class _Cell:
    """Where one piece of the next plan is the answer, and what the mover then gets: in parameters and the choice alone."""

    region: Region
    outcome: str
    payoff: sp.Expr


@dataclass(frozen=True)
class _Limit:
    """What a cell pays as the choice approaches an end of a gap; a value of None is infinity."""

    cell: _Cell
    value: Exact | None
    payoff: Exact
    is_exact: bool

    def known(self, number: Exact) -> Exact | float:
        """A number of it, a float where it is not exact."""
        return number if self.is_exact else float(number)


class _Line:
    """A real choice on the path: its interval, cut into gaps in which nothing changes."""

    def __init__(self, equilibrium: Equilibrium, regime: Regime, played: Walk, point: Mapping[str, Fraction], node: Choose,
                 above: History) -> None:
        self.equilibrium, self.played, self.point, self.node, self.above = equilibrium, played, point, node, above
        self.own = next(action for name, action in regime.path if name == node.name)
        self.chosen = {mover.choice.symbol: action for name, action in regime.path
                       if isinstance(mover := equilibrium.game.node(name), Choose) and mover is not node}
        self.cells = self._cells()
        self.on_path = played.payoffs[node.player]

    def deviations(self) -> Iterator[Deviation]:
        """The best of each cell, but for the one that the path leads into."""
        here = self._at(evaluate(self.own, self.point))
        taken = next((cell for cell in self.cells if cell.region.contains(here)
                      and cell.outcome == self.played.outcome and evaluate(cell.payoff, here) == self.on_path), None)
        limits = self._limits()
        for cell in self.cells:
            own = [limit for limit in limits if limit.cell is cell]
            if own and cell is not taken:
                yield self._best(own)

    def _best(self, limits: list[_Limit]) -> Deviation:
        """The limit that pays most, and of those one that really pays it, where there is one."""
        highest = limits[0]
        for limit in limits:
            highest = limit if number(limit.payoff) > number(highest.payoff) else highest
        equal = [limit for limit in limits if limit.payoff == highest.payoff]
        attained = next(filter(self._is_attained, equal), None)
        best = attained or highest
        return Deviation(self.node.name, self.node.player, None if best.value is None else best.known(best.value),
                         best.cell.outcome, best.known(best.payoff), best.known(_difference(self.on_path, best.payoff)),
                         attained is not None)

    def _cells(self) -> tuple[_Cell, ...]:
        mover = self.equilibrium.game.players.index(self.node.player)
        found = [_Cell(intersection(one.region, Region((slacks,), strict)), one.outcome, payoff)
                 for one in what_follows(self.equilibrium, self.node.then)
                 for slacks, payoff, strict in rational_cases(one.payoffs[mover])]
        return tuple(replace(cell, region=Region(tuple(tuple(map(self._on_line, case)) for case in cell.region.cases),
                                                      tuple(map(self._on_line, cell.region.strict))),
                             payoff=self._on_line(cell.payoff)) for cell in found)

    def _on_line(self, expression: sp.Expr) -> sp.Expr:
        return expression.xreplace(self.chosen)

    def _at(self, value: Exact) -> Mapping[str, Exact]:
        return {**self.point, self.node.choice.name: value}

    def _ends(self) -> tuple[tuple[sp.Expr, bool], ...]:
        """The slacks of the interval, each with whether its end is open."""
        symbol, node = self.node.choice.symbol, self.node
        lower = (self._on_line(symbol - node.lower), node.lower_open)
        return (lower,) if node.upper is None else (lower, (self._on_line(node.upper - symbol), node.upper_open))

    def _limits(self) -> list[_Limit]:
        """For each gap within the interval, what its cell pays as the choice approaches either end."""
        forms = [slack for cell in self.cells for case in cell.region.cases for slack in case]
        forms += [sp.diff(cell.payoff, self.node.choice.symbol) for cell in self.cells]
        found = breakpoints([*forms, *(slack for slack, _ in self._ends())], self.point, self.node.choice.name)
        limits = []
        for low, high in pairwise((None, *found, None)):
            inside = self._at(rational_between(low, high))
            cell = next((cell for cell in self.cells if cell.region.contains(inside)), None)
            if cell is not None and all(sign(slack, inside) > 0 for slack, _ in self._ends()):
                limits += [limit for end in (low, high) if (limit := self._limit(cell, end)) is not None]
        return limits

    def _limit(self, cell: _Cell, end: Breakpoint | None) -> _Limit | None:
        """What a cell pays towards an end of its gap; None where that is infinite."""
        if end is None:
            numbers = {sp.Symbol(name, real=True): sp.Rational(value.numerator, value.denominator)
                       for name, value in self.point.items()}
            payoff = sp.limit(cell.payoff.xreplace(numbers), self.node.choice.symbol, sp.oo)
            return _Limit(cell, None, evaluate(payoff, self.point), True) if payoff.is_finite else None
        value = end.above if end.exact is None else plain(end.exact)
        try:
            return _Limit(cell, value, evaluate(cell.payoff, self._at(value)), end.exact is not None)
        except UndefinedForm:
            return None

    def _is_attained(self, limit: _Limit) -> bool:
        if limit.value is None or not all(
                sign(slack, self._at(limit.value)) >= is_open for slack, is_open in self._ends()):
            return False
        history = (*self.above, (self.node.name, limit.value))
        walk = play(self.equilibrium.game, self.equilibrium.strategy, self.point, history)
        return walk.payoffs[self.node.player] == limit.payoff

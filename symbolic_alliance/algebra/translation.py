"""Carry cells back to the author's parameters: slacks, regions, actions and payoffs as SymPy closed forms."""

import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, PathStep
from symbolic_alliance.algebra.literals import Literal
from symbolic_alliance.algebra.real_roots import state_real_roots
from symbolic_alliance.game.equilibrium import Region
from symbolic_alliance.game.tree import Choose


class Translator:
    """Closed forms of one arena's values, each computed once."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        self._slacks: dict[Literal, sp.Expr] = {}

    def region(self, cases: Cases) -> Region:
        """A closed region in the author's parameters, with what its roots need in order to have a value."""
        return Region(tuple(tuple(map(self.slack, state_real_roots(self.arena.oracle, case))) for case in cases))

    def slack(self, literal: Literal) -> sp.Expr:
        """The literal as an expression that is >= 0."""
        if literal not in self._slacks:
            ring = self.arena.ring
            first, *others = [ring.atoms[atom].polynomial for atom in literal.atoms]
            product = self.arena.chart.slack(first * literal.sign)
            self._slacks[literal] = sp.Mul(product, *map(self.arena.chart.slack, others))
        return self._slacks[literal]

    def action(self, step: PathStep) -> str | sp.Expr:
        """A move's label, or the closed form of a choice."""
        if isinstance(step.action, str):
            return step.action
        node = self.arena.game.node(step.node)
        assert isinstance(node, Choose)
        return self.arena.chart.expression(step.action, self.arena.chart.weights(node.choice.name))

    def payoffs(self, cell: Cell) -> tuple[sp.Expr, ...]:
        """Every player's payoff, in the game's order."""
        chart = self.arena.chart
        return tuple(chart.expression(payoff, chart.payoff_weights(player))
                     for player, payoff in zip(self.arena.game.players, cell.payoffs, strict=True))

"""What can hold together in a game, asked of the sign oracle.

In:  an equilibrium.
Out: whether regions have an open set in common, and whether a case implies an inequality; what the roots of a case need in
     order to be real.  "Cannot tell" keeps a possibility open and implies nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, product

import sympy as sp

from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Literal, negate
from symbolic_alliance.algebra.node_plans import strategy_arena
from symbolic_alliance.algebra.real_roots import state_real_roots
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from symbolic_alliance.game.equilibrium import Equilibrium

Slacks = tuple[sp.Expr, ...]

HASTE = 8  # what is not seen with a fraction of the usual effort is left open: it costs a reader a relation, never a truth


class Compatibility:
    """The oracle of an equilibrium's game."""

    def __init__(self, equilibrium: Equilibrium) -> None:
        self._arena = strategy_arena(equilibrium.game, equilibrium.strategy, EFFORT // HASTE)
        self._translator = Translator(self._arena)
        self._conditions: dict[sp.Expr, Literal | bool] = {}

    def complete(self, slacks: Slacks) -> Slacks:
        """The slacks, with what their roots need in order to be real, where the rest does not say so."""
        literals = self._literals(slacks)
        if literals is None:
            return slacks
        return (*slacks, *map(self._translator.slack, state_real_roots(self._arena.oracle, literals)[len(literals):]))

    def meet(self, *regions: Sequence[Slacks]) -> list[Slacks]:
        """The cases of what several regions have in common that may hold on an open set."""
        cases = [tuple(dict.fromkeys(chain(*parts))) for parts in product(*regions)]
        return [case for case in cases if self.can_hold(case)]

    def can_hold(self, slacks: Iterable[sp.Expr]) -> bool:
        """Whether the slacks may all be positive on an open set."""
        literals = self._literals(slacks)
        return literals is not None and self._arena.oracle.ask([(literal,) for literal in literals]).status != "unsat"

    def implies(self, slacks: Iterable[sp.Expr], conclusions: Iterable[sp.Expr]) -> bool:
        """Whether these are known not to be negative where the slacks are positive."""
        given = tuple(slacks)
        return all(self._implies(given, conclusion) for conclusion in conclusions)

    def _implies(self, slacks: Slacks, conclusion: sp.Expr) -> bool:
        condition = self._condition(conclusion)
        if isinstance(condition, bool):
            return condition
        literals = self._literals(slacks)
        if literals is None:
            return True
        clauses = [(literal,) for literal in (*literals, negate(condition))]
        return self._arena.oracle.ask(clauses).status == "unsat"

    def covers(self, wider: Sequence[Slacks], narrower: Iterable[Slacks]) -> bool:
        """Whether every point of one region is known to lie in the other."""
        return all(self._covers(wider, case) for case in narrower)

    def _covers(self, cases: Sequence[Slacks], case: Slacks) -> bool:
        literals = self._literals(case)
        if literals is None:
            return True
        found = [self._literals(other) for other in cases]
        return find_uncovered(self._arena.oracle, literals, [other for other in found if other is not None]).status == "unsat"

    def is_same(self, one: tuple[Slacks, ...], other: tuple[Slacks, ...]) -> bool:
        """Whether two regions are known to be the same."""
        return one == other or (self.covers(other, one) and self.covers(one, other))

    def _literals(self, slacks: Iterable[sp.Expr]) -> tuple[Literal, ...] | None:
        """The conditions that are not always true, or None where one is never true."""
        conditions = [self._condition(slack) for slack in slacks]
        if any(condition is False for condition in conditions):
            return None
        literals = tuple(dict.fromkeys(condition for condition in conditions if not isinstance(condition, bool)))
        return None if any(negate(literal) in literals for literal in literals) else literals

    def _condition(self, slack: sp.Expr) -> Literal | bool:
        if slack not in self._conditions:
            value = self._arena.chart.rational(slack, self._arena.oracle.sign_of)
            self._conditions[slack] = self._arena.oracle.nonnegative(value)
        return self._conditions[slack]

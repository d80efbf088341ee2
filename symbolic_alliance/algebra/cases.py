"""Split an expression with Max, Min, Abs and Piecewise into rational functions, each with the slacks that select it."""

from collections.abc import Iterator
from typing import NamedTuple

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.game.equilibrium import CaseConditions


class RationalCase(NamedTuple):
    """A branch of an expression: a rational function, where all its slacks are >= 0, and > 0 those that are ``strict``.

    Strict are the conditions by which another branch of a Piecewise has the edge; of a Max, Min or Abs both have it.
    """

    slacks: tuple[sp.Expr, ...]
    value: sp.Expr
    strict: tuple[sp.Expr, ...] = ()

    def conditions(self, known: frozenset[sp.Symbol]) -> CaseConditions:
        """The slacks, each with whether it is strict: as far as it speaks of what is known from the start alone.

        In a choice payoffs are continuous once it is divided (`algebra.division`), so that both branches have the edge.
        """
        return tuple((slack, slack in self.strict and slack.free_symbols <= known) for slack in self.slacks)


def rational_cases(expression: sp.Expr) -> tuple[RationalCase, ...]:
    """The branches of an expression.

    >>> x = sp.Symbol("x", real=True)
    >>> [(case.slacks, case.value) for case in rational_cases(2 * sp.Abs(x))]
    [((x,), 2*x), ((-x,), -2*x)]
    >>> [case.strict for case in rational_cases(sp.Piecewise((1, x <= 0), (2, True)))]
    [(), (x,)]
    """
    part = next((part for part in sp.postorder_traversal(expression)
                 if isinstance(part, (sp.Max, sp.Min, sp.Abs, sp.Piecewise))), None)
    if part is None:
        return (RationalCase((), expression),)
    return tuple(RationalCase((*(slack for slack, _ in conditions), *deeper.slacks), deeper.value,
                              (*(slack for slack, strict in conditions if strict), *deeper.strict))
                 for conditions, value in _branches(part)
                 for deeper in rational_cases(expression.xreplace({part: value})))


def _branches(part: sp.Expr) -> Iterator[tuple[CaseConditions, sp.Expr]]:
    if isinstance(part, sp.Abs):
        (inside,) = part.args
        yield ((inside, False),), inside
        yield ((-inside, False),), -inside
    elif isinstance(part, (sp.Max, sp.Min)):
        sign = 1 if isinstance(part, sp.Max) else -1
        for winner in part.args:
            yield tuple((sign * (winner - rival), False) for rival in part.args if rival != winner), winner
    else:
        yield from _piecewise_branches(part)


def _piecewise_branches(part: sp.Piecewise) -> Iterator[tuple[CaseConditions, sp.Expr]]:
    excluded: list[CaseConditions] = [()]
    for value, condition in part.args:
        for before in excluded:
            for conditions in _disjuncts(condition):
                yield (*before, *conditions), value
        excluded = [(*before, *conditions) for before in excluded for conditions in _disjuncts(sp.Not(condition))]


def _disjuncts(condition: sp.Basic) -> list[CaseConditions]:
    condition = sp.to_nnf(condition)
    if condition == sp.true:
        return [()]
    if condition == sp.false:
        return []
    if isinstance(condition, sp.Or):
        return [case for part in condition.args for case in _disjuncts(part)]
    if isinstance(condition, sp.And):
        cases: list[CaseConditions] = [()]
        for part in condition.args:
            cases = [(*before, *conditions) for before in cases for conditions in _disjuncts(part)]
        return cases
    assert isinstance(condition, Relational)
    if isinstance(condition, sp.Ne):
        return [((condition.lhs - condition.rhs, True),), ((condition.rhs - condition.lhs, True),)]
    if isinstance(condition, sp.Eq):
        return [((condition.lhs - condition.rhs, False), (condition.rhs - condition.lhs, False))]
    return [((condition.gts - condition.lts, isinstance(condition, (sp.StrictGreaterThan, sp.StrictLessThan))),)]

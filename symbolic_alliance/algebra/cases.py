"""Split an expression with Max, Min, Abs and Piecewise into rational functions, each with the slacks that select it."""

from collections.abc import Iterator

import sympy as sp
from sympy.core.relational import Relational

RationalCase = tuple[tuple[sp.Expr, ...], sp.Expr]


def rational_cases(expression: sp.Expr) -> tuple[RationalCase, ...]:
    """The branches ``(slacks, rational function)`` of an expression; a branch holds where all its slacks are >= 0.

    >>> x = sp.Symbol("x", real=True)
    >>> rational_cases(2 * sp.Abs(x))
    (((x,), 2*x), ((-x,), -2*x))
    """
    part = next((part for part in sp.postorder_traversal(expression)
                 if isinstance(part, (sp.Max, sp.Min, sp.Abs, sp.Piecewise))), None)
    if part is None:
        return (((), expression),)
    return tuple(((*slacks, *deeper), rational)
                 for slacks, value in _branches(part)
                 for deeper, rational in rational_cases(expression.xreplace({part: value})))


def _branches(part: sp.Expr) -> Iterator[RationalCase]:
    if isinstance(part, sp.Abs):
        (inside,) = part.args
        yield (inside,), inside
        yield (-inside,), -inside
    elif isinstance(part, (sp.Max, sp.Min)):
        sign = 1 if isinstance(part, sp.Max) else -1
        for winner in part.args:
            yield tuple(sign * (winner - rival) for rival in part.args if rival != winner), winner
    else:
        yield from _piecewise_branches(part)


def _piecewise_branches(part: sp.Piecewise) -> Iterator[RationalCase]:
    excluded: list[tuple[sp.Expr, ...]] = [()]
    for value, condition in part.args:
        for before in excluded:
            for slacks in _disjuncts(condition):
                yield (*before, *slacks), value
        excluded = [(*before, *slacks) for before in excluded for slacks in _disjuncts(sp.Not(condition))]


def _disjuncts(condition: sp.Basic) -> list[tuple[sp.Expr, ...]]:
    condition = sp.to_nnf(condition)
    if condition == sp.true:
        return [()]
    if condition == sp.false:
        return []
    if isinstance(condition, sp.Or):
        return [case for part in condition.args for case in _disjuncts(part)]
    if isinstance(condition, sp.And):
        cases: list[tuple[sp.Expr, ...]] = [()]
        for part in condition.args:
            cases = [(*before, *slacks) for before in cases for slacks in _disjuncts(part)]
        return cases
    assert isinstance(condition, Relational)
    if isinstance(condition, sp.Ne):
        return [(condition.lhs - condition.rhs,), (condition.rhs - condition.lhs,)]
    if isinstance(condition, sp.Eq):
        return [(condition.lhs - condition.rhs, condition.rhs - condition.lhs)]
    return [(condition.gts - condition.lts,)]

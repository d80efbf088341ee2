"""Which expressions a model may contain: rational functions of its symbols, exact numbers, and in payoffs cases.

In:  an expression, and where it stands.
Out: nothing, or a `ModelError` in one sentence that names what it contains and what to write.
"""

from collections.abc import Iterator

import sympy as sp
from sympy.functions.elementary.piecewise import ExprCondPair

from symbolic_alliance.errors import ModelError

SPLIT_FUNCTIONS = (sp.Max, sp.Min, sp.Abs, sp.Piecewise)
SUMS = (sp.Add, sp.Mul, sp.Symbol, sp.Rational, sp.Float)
CONDITIONS = (sp.And, sp.Or, ExprCondPair)


def check_form(expression: sp.Expr, where: str, may_split: bool = True) -> None:
    """Refuse by name whatever is not a rational function with exact numbers, and with `Max` and its like where that may be.

    >>> check_form(sp.sqrt(sp.Symbol("k")), "node arm: the upper end", may_split=False)
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: node arm: the upper end contains sqrt(k): write a rational function
    >>> check_form(sp.Float(0.1) * sp.Symbol("k"), "the payoff of A")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: the payoff of A contains 0.1, which is not an exact number: write sp.Rational(1, 10)
    """
    for complaint in (*_gaps(expression), *_parts(expression, may_split), *_floats(expression)):
        raise ModelError(f"{where} {complaint}")


def _gaps(expression: sp.Expr) -> Iterator[str]:
    for part in sorted(expression.atoms(sp.Piecewise), key=sp.default_sort_key):
        if part.args[-1].cond != sp.true:
            yield f"contains {part}, which has no value where none of its conditions holds: end it with (VALUE, True)"


def _parts(expression: sp.Expr, may_split: bool) -> Iterator[str]:
    allowed = (*SUMS, *CONDITIONS, *(SPLIT_FUNCTIONS if may_split else ()))
    for part in sp.preorder_traversal(expression):
        if part in (sp.oo, -sp.oo):
            yield "is infinite"
        elif part in (sp.nan, sp.zoo):
            yield f"has no value ({part}): is something divided by 0?"
        elif not (isinstance(part, allowed) or part.is_Relational or part in (sp.true, sp.false)
                  or (isinstance(part, sp.Pow) and part.exp.is_Integer)):
            yield f"contains {part}: write a rational function{', with Max, Min, Abs or Piecewise' * may_split}"


def _floats(expression: sp.Expr) -> Iterator[str]:
    for part in sorted(expression.atoms(sp.Float), key=sp.default_sort_key):
        number = sp.Rational(repr(float(part)))
        yield f"contains {float(part)}, which is not an exact number: write sp.Rational({number.p}, {number.q})"

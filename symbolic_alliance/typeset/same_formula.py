"""Whether two formulas say the same: equal sides with the same signs, by exact algebra.

In:  two layouts, the style whose assumptions settle what roots are equal, and what abbreviations stand for.
Out: whether they are known to say the same; False where algebra does not show it.
"""

from collections.abc import Mapping

import sympy as sp

from symbolic_alliance.typeset.layout import (
    Applied,
    CaseList,
    Formulas,
    Layout,
    Marked,
    Relation,
    Word,
)
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.relations import FLIPPED
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import inline

NOTHING: Mapping[sp.Symbol, sp.Expr] = {}


def is_same_formula(one: Layout, other: Layout, style: Style, short: Mapping[sp.Symbol, sp.Expr] = NOTHING) -> bool:
    """Whether two formulas are known to say the same; ``short`` maps abbreviations to what they stand for.

    >>> from symbolic_alliance.game.parameters import Quantity
    >>> from symbolic_alliance.typeset.latex_reader import read_latex
    >>> from symbolic_alliance.typeset.layout import Name
    >>> style = Style([Quantity(name, name, "") for name in "kq"])
    >>> names = {name: Name(name, name) for name in "kq"}
    >>> same = lambda one, other: is_same_formula(read_latex(one, names), read_latex(other, names), style)
    >>> same("k < q (1 - q)", "q - q^2 > k"), same("k < q", "k \\\\le q"), same("(k + q)^2", "k^2 + q^2")
    (True, False, False)
    """
    if one == other:
        return True
    match one, other:
        case Relation(), Relation():
            return _is_same_chain(one, other, style, short)
        case Formulas(parts, joint), Formulas(others, with_joint):
            return joint == with_joint and len(parts) == len(others) and all(
                is_same_formula(*pair, style, short) for pair in zip(parts, others, strict=True))
        case CaseList(branches), CaseList(others):
            return len(branches) == len(others) and all(
                is_same_formula(*pair, style, short) for branch, with_branch in zip(branches, others, strict=True)
                for pair in zip(branch, with_branch, strict=True))
    return _is_same_value(one, other, style, short)


def _is_same_chain(one: Relation, other: Relation, style: Style, short: Mapping[sp.Symbol, sp.Expr]) -> bool:
    def agree(left: Relation, right: Relation) -> bool:
        return ([sign for sign, _ in left.steps] == [sign for sign, _ in right.steps]
                and is_same_formula(left.first, right.first, style, short)
                and all(is_same_formula(a, b, style, short) for (_, a), (_, b) in zip(left.steps, right.steps, strict=True)))

    return agree(one, other) or agree(one, _reversed(other))


def _reversed(chain: Relation) -> Relation:
    """The same chain from its other end."""
    parts = [chain.first, *(part for _, part in chain.steps)][::-1]
    signs = [FLIPPED.get(sign, sign) for sign, _ in chain.steps][::-1]
    return Relation(parts[0], tuple(zip(signs, parts[1:], strict=True)))


def _is_same_value(one: Layout, other: Layout, style: Style, short: Mapping[sp.Symbol, sp.Expr]) -> bool:
    try:
        values = [value_of(layout).xreplace(dict(short)) for layout in (one, other)]
    except TypeError:
        return False
    is_finite = not any(value.has(sp.nan, sp.zoo, sp.oo, -sp.oo) for value in values)
    return is_finite and (values[0] == values[1] or style.is_same(*values))


def value_of(layout: Layout) -> sp.Expr:
    """A layout as an expression, in which a name with a mark and a function of arguments are letters of their own.

    Raises `TypeError` for what is no expression.
    """
    return expression_of(layout, _letter)


def _letter(layout: Layout) -> sp.Symbol:
    match layout:
        case Marked():
            return sp.Symbol(inline(layout), real=True)
        case Word(text):
            return sp.Symbol(f"word {text}", real=True)
        case Applied(function, arguments):
            return sp.Symbol(f"{inline(function)}({', '.join(str(value_of(one)) for one in arguments)})", real=True)
    raise TypeError(f"{type(layout).__name__} is no expression")

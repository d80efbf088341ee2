"""Formulas of any derivation as short text: expressions, inequalities, regions, and the sentence of a theorem.

In:  expressions over named symbols, whatever game they are of.
Out: text in house style where that does not take long, else in the printed form.
"""

from collections.abc import Iterable
from typing import Any

import sympy as sp

from symbolic_alliance.claims.theorems import Formula, Let, Stated, Threshold
from symbolic_alliance.claims.theorems.restate import SLOT
from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.typeset.latex import Style, text
from symbolic_alliance.typeset.normal_form import COMPARISONS

LONGEST_NORMAL = 240  # of longer forms the shortest is not looked for


def formula_text(expression: sp.Expr) -> str:
    """An expression in house style where that does not take long, else in the printed form."""
    written = write(expression)
    if len(written) > LONGEST_NORMAL:
        return written
    names = sorted(symbol.name for symbol in expression.free_symbols)
    return text(expression, Style([Quantity(name, name, "") for name in names]))


def inequalities_text(conditions: Iterable[tuple[sp.Expr, bool]]) -> str:
    """Slacks, each with whether it is strict, as inequalities that all hold; nothing where there is none."""
    return " and ".join(f"{formula_text(slack)} {'>' if strict else '>='} 0" for slack, strict in conditions)


def cases_text(cases: Iterable[Iterable[tuple[sp.Expr, bool]]]) -> str:
    """A union of such cases.

    >>> k = sp.Symbol("k", real=True)
    >>> cases_text([[(k - 1, False)], [(-k, True)]]), cases_text([])
    ('k - 1 >= 0; or -k > 0', 'nowhere')
    """
    return "; or ".join(inequalities_text(case) or "everywhere" for case in cases) or "nowhere"


def said_text(said: Formula) -> str:
    """A union of conjunctions of inequalities."""
    return cases_text([(one.expression, one.strict) for one in case] for case in said.cases)


def sentence(stated: Stated) -> str:
    """The English of a theorem with each formula in its place.

    >>> from symbolic_alliance.claims.theorems import always, state
    >>> k, m = sp.symbols("k m", real=True)
    >>> sentence(state("Arms cost {cost}, more than nothing if {some}.", always(k*m > 0), cost=k*m, some=m > 0))
    'Arms cost k*m, more than nothing if m > 0.'
    """
    return SLOT.sub(lambda slot: _in_place(stated.slots[slot.group(1)]) if slot.group(1) in stated.slots else slot.group(0),
                    stated.text)


def _in_place(value: Any) -> str:
    if isinstance(value, Let):
        return f"{value.quantity.name} = {_value_of(value)}"
    if isinstance(value, Formula):
        return said_text(value)
    if isinstance(value, Threshold):
        return _threshold_text(value)
    if type(value).__name__ in COMPARISONS:
        return f"{formula_text(value.lhs)} {COMPARISONS[type(value).__name__]} {formula_text(value.rhs)}"
    return formula_text(value)


def _value_of(let: Let) -> str:
    if isinstance(let.value, Threshold):
        return _threshold_text(let.value)
    if isinstance(let.value, tuple):
        told = (f"{formula_text(regime.actions[let.quantity.name])} in {regime.name}" for regime in let.value)
        return ", ".join(told) or "nothing in this model"
    return formula_text(let.value)


def _threshold_text(threshold: Threshold) -> str:
    told = (formula_text(value) + (f" if {inequalities_text((slack, False) for slack in when)}" if when else "")
            for value, when in threshold.cases)
    return ", ".join(told)

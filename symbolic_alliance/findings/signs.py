"""Comparative statics as one table: the sign of the derivative of each quantity in each parameter.

In:  quantities in closed form, each with the place where it is meant, and the parameters.
Out: assertions and a `SignTable`.  A cell is 0 where the quantity does not hold the parameter; + or - where the derivative
     has that sign at every point looked at; else the derivative has the sign of a polynomial, its factors of constant sign
     left out, and both signs occur.  All of this is asserted, so that it is proved or the table is refuted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbolic_alliance.findings.finding import Assertion, Cell, SignTable, always, fails
from symbolic_alliance.findings.formula import Formula
from symbolic_alliance.findings.setting import Mask, Setting
from symbolic_alliance.parameters import Quantity


@dataclass
class _Writer:
    """The assertions written so far."""

    assertions: list[Assertion] = field(default_factory=list)

    def add(self, several: Iterable[Assertion]) -> tuple[int, ...]:
        first = len(self.assertions)
        self.assertions.extend(several)
        return tuple(range(first, len(self.assertions)))


def sign_table(setting: Setting, quantities: Mapping[tuple[Quantity, sp.Expr], Formula],
               symbols: Sequence[sp.Symbol]) -> tuple[tuple[Assertion, ...], SignTable]:
    """The signs of derivatives, one row for each quantity, a letter and its closed form, inside its place.

    >>> from symbolic_alliance import load
    >>> from symbolic_alliance.findings.formula import TRUE
    >>> from symbolic_alliance.parameters import Quantity
    >>> setting = Setting(load("burden_sharing").equilibria)
    >>> q, m_O = setting.parameters.symbols[:2]
    >>> square = (Quantity("s", "s", "a square"), q**2 / m_O)
    >>> asserted, table = sign_table(setting, {square: TRUE}, (q, m_O, setting.parameters.symbols[4]))
    >>> [cell.sign for cell in table.cells[0]]
    ['+', '-', '0']
    """
    writer = _Writer()
    cells = tuple(tuple(_cell(setting, writer, expression, where, symbol) for symbol in symbols)
                  for (_, expression), where in quantities.items())
    return tuple(writer.assertions), SignTable(tuple(quantities), tuple(symbols), cells)


def _cell(setting: Setting, writer: _Writer, expression: sp.Expr, where: Formula, symbol: sp.Symbol) -> Cell:
    if not expression.has(symbol):
        return Cell("0")
    slope = sp.factor(sp.diff(expression, symbol))
    rows = setting.holds(where)
    values = setting.values(slope)[rows]
    if not (values < 0).any():
        return Cell("+", writer.add(always(slope > 0, given=[where])))
    if not (values > 0).any():
        return Cell("-", writer.add(always(slope < 0, given=[where])))
    sign = _deciding(setting, slope, rows)
    asserted = writer.add((*always(slope > 0, given=[where, sign > 0]),
                           *always(slope < 0, given=[where, sign < 0]),
                           *fails(slope > 0, slope < 0, given=[where])))
    return Cell("~", asserted, sign)


def _deciding(setting: Setting, slope: sp.Expr, rows: Mask) -> sp.Expr:
    """The product of the factors that change their sign, with the sign of the rest."""
    sign, changing = sp.Integer(1), sp.Integer(1)
    for factor, exponent in sp.factor(slope).as_powers_dict().items():
        values = setting.values(factor)[rows]
        if not exponent.is_Integer or exponent % 2 == 0:
            continue
        if (values < 0).all():
            sign = -sign
        elif not (values > 0).all():
            changing *= factor
    return sign * changing



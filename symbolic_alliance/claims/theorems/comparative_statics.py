"""Comparative statics as one table: the sign of the derivative of each quantity in each parameter.

In:  quantities in closed form, each with the place where it is meant, and the parameters.
Out: assertions and a `SignTable`.  A cell is 0 where the quantity does not hold the parameter; + or - where the derivative
     has that sign at every point looked at; else the derivative has the sign of a polynomial, its factors of constant sign
     left out, and both signs occur.  All of this is asserted, so that it is proved or the table is refuted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbolic_alliance.algebra.factoring import factor, factorize
from symbolic_alliance.algebra.well_posed import values_lost
from symbolic_alliance.claims.theorems.formula import Formula, formula
from symbolic_alliance.claims.theorems.language import Assertion, SignCell, SignTable, always, fails
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.game.parameters import Quantity


@dataclass(frozen=True)
class Implied:
    """A quantity that an equation defines: ``equation`` is 0 at its value, inside the place where it is meant.

    ``known`` are expressions in the letter that are positive there, the slope of the equation in it among them; the
    derivatives of the quantity follow by implicit differentiation.
    """

    letter: sp.Symbol
    equation: sp.Expr
    where: Formula
    known: tuple[sp.Expr, ...]


@dataclass
class _Writer:
    """The assertions written so far."""

    assertions: list[Assertion] = field(default_factory=list)

    def add(self, several: Iterable[Assertion]) -> tuple[int, ...]:
        first = len(self.assertions)
        self.assertions.extend(several)
        return tuple(range(first, len(self.assertions)))


def sign_table(setting: Setting, quantities: Mapping[tuple[Quantity, sp.Expr], Formula | Implied],
               symbols: Sequence[sp.Symbol]) -> tuple[tuple[Assertion, ...], SignTable]:
    """The signs of derivatives, one row for each quantity, a letter and its closed form, inside its place.

    >>> from symbolic_alliance import load
    >>> from symbolic_alliance.claims.theorems.formula import TRUE
    >>> from symbolic_alliance.game.parameters import Quantity
    >>> setting = Setting(load("burden_sharing").derivation.equilibria)
    >>> q, m_O = setting.parameters.symbols[:2]
    >>> square = (Quantity("s", "s", "a square"), q**2 / m_O)
    >>> asserted, table = sign_table(setting, {square: TRUE}, (q, m_O, setting.parameters.symbols[4]))
    >>> [cell.sign for cell in table.cells[0]]
    ['+', '-', '0']
    """
    writer, cells = _Writer(), []
    for (_, expression), place in quantities.items():
        if isinstance(place, Implied):
            writer.add(_is_root(expression, place))
        cells.append(tuple(_cell(setting, writer, expression, place, symbol) for symbol in symbols))
        slopes = [factor(sp.diff(expression, symbol)) for symbol in symbols if expression.has(symbol)]
        lost = tuple(dict.fromkeys(one for slope in slopes for one in values_lost([expression], [slope])))
        if lost:  # a slope in lowest terms may have a value where the quantity has none
            writer.add(always(Formula((lost,)), given=[_where(place)]))
    return tuple(writer.assertions), SignTable(tuple(quantities), tuple(symbols), tuple(cells))


def _is_root(expression: sp.Expr, implied: Implied) -> tuple[Assertion, ...]:
    """The closed form solves the equation, and what is known of the quantity is so."""
    return always(sp.Eq(implied.equation.subs(implied.letter, expression), 0),
                  *(one.subs(implied.letter, expression) > 0 for one in implied.known), given=[implied.where])


def _where(place: Formula | Implied) -> Formula:
    return place.where if isinstance(place, Implied) else place


def _cell(setting: Setting, writer: _Writer, expression: sp.Expr, place: Formula | Implied, symbol: sp.Symbol) -> SignCell:
    if not expression.has(symbol):
        return SignCell("0")
    slope = factor(sp.diff(expression, symbol))
    where = _where(place)
    rows = setting.holds(where)
    values = setting.values(slope)[rows]
    shown, given = (slope, where) if not isinstance(place, Implied) else _differentiate(place, symbol)
    if not (values < 0).any():
        return SignCell("+", writer.add(always(shown > 0, given=[given])))
    if not (values > 0).any():
        return SignCell("-", writer.add(always(shown < 0, given=[given])))
    sign = _deciding(setting, slope, rows)
    asserted = writer.add((*always(slope > 0, given=[where, sign > 0]),
                           *always(slope < 0, given=[where, sign < 0]),
                           *fails(slope > 0, slope < 0, given=[where])))
    return SignCell("~", asserted, sign)


def _differentiate(implied: Implied, symbol: sp.Symbol) -> tuple[sp.Expr, Formula]:
    """The derivative by implicit differentiation, and what is known of the letter."""
    slope = -sp.diff(implied.equation, symbol) / sp.diff(implied.equation, implied.letter)
    known = sp.And(*(one > 0 for one in implied.known))
    return factor(slope), formula(sp.Eq(implied.equation, 0)) & formula(known)


def _deciding(setting: Setting, slope: sp.Expr, rows: Mask) -> sp.Expr:
    """The product of the factors that change their sign, with the sign of the rest."""
    found = factorize(slope)
    sign, changing = sp.sign(found.constant), sp.Integer(1)
    for part, exponent in found.factors:
        values = setting.values(part)[rows]
        if exponent % 2 and (values < 0).all():
            sign = -sign
        elif exponent % 2 and not (values > 0).all():
            changing *= part
    return sign * changing



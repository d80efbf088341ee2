"""The readable normal form: of several equal forms of an expression the one with the least to read.

In:  a SymPy expression and the house style.
Out: a display tree of an equal expression.
Method: the expression becomes a reduced fraction N/D of integer polynomials (`coordinates`); the forms tried are
1. N and D factored, each factor written out, or collected in one of its names or around another factor;
2. N collected in one name and every coefficient divided by D; N written out and every term divided by D;
3. polynomial division in one name: N/D = Q + R/D;
4. the expression as it was written.
All are equal by exact polynomial algebra.  The shortest wins, the earlier one among equals.
"""

from fractions import Fraction
from operator import itemgetter

import sympy as sp

from symbolic_alliance.typeset.expression_ring import NotAlgebraic
from symbolic_alliance.typeset.forms import Forms, reading_cost
from symbolic_alliance.typeset.layout import Applied, CaseList, Formulas, Layout, Relation, Word
from symbolic_alliance.typeset.products import Signed, product, signed_sum, without_minus
from symbolic_alliance.typeset.style import Style

AS_WRITTEN = 3  # how much shorter the expression as written must be to be kept
FUNCTIONS = {"Max": "max", "Min": "min", "Abs": "abs"}
COMPARISONS = {"GreaterThan": ">=", "LessThan": "<=", "StrictGreaterThan": ">", "StrictLessThan": "<",
               "Equality": "=", "Unequality": "!="}


def normal_form(expression: sp.Expr, style: Style) -> Layout:
    """Write an expression in house style; raises `ModelError` for a symbol that the model does not declare.

    >>> from symbolic_alliance.game.parameters import Quantity
    >>> from symbolic_alliance.typeset.plain import plain
    >>> q, w = sp.symbols("q w_O", real=True)
    >>> style = Style([Quantity("q", "q", ""), Quantity("w_O", "w_O", "")])
    >>> plain(normal_form((w * q - q**2 + q) / (w - q) * (w + 2), style))
    'q*(1 - q + w_O)*(2 + w_O)/(w_O - q)'
    """
    if expression not in style.written:
        style.written[expression] = without_minus(signed_form(expression, style), style.is_positive)
    return style.written[expression]


def factored_form(expression: sp.Expr, style: Style) -> Layout:
    """Write an expression as a quotient of products, so that its sign can be read off its factors."""
    try:
        coordinates, value = style.read(expression)
    except NotAlgebraic:
        return normal_form(expression, style)
    return without_minus(Forms(coordinates, style).factor_out(value), style.is_positive)


def signed_form(expression: sp.Expr, style: Style) -> Signed:
    """The same with its sign apart."""
    written = _as_written(expression, style)
    candidates = [(reading_cost(written) + AS_WRITTEN, written)]
    try:
        coordinates, value = style.read(expression)
        candidates.insert(0, Forms(coordinates, style).best(value))
    except NotAlgebraic:
        pass
    return min(candidates, key=itemgetter(0))[1]


def _as_written(expression: sp.Expr, style: Style) -> Signed:
    """The expression's own structure, sorted, with its signs in place."""
    order = style.order
    if expression.is_Symbol:
        return 1, style.name(expression)
    if expression.is_Rational:
        return product(order, Fraction(int(expression.p), int(expression.q)), ())
    if expression.is_Add:
        terms = signed_sum([_as_written(part, style) for part in expression.args])
        return 1, order.sum(terms)
    if expression.is_Mul or expression.is_Pow:
        return _product_as_written(expression, style)
    if type(expression).__name__ in FUNCTIONS:
        arguments = sorted((normal_form(part, style) for part in expression.args), key=order.term_key)
        return 1, Applied(Word(FUNCTIONS[type(expression).__name__]), tuple(arguments))
    if isinstance(expression, sp.Piecewise):
        return 1, CaseList(tuple((normal_form(value, style), _condition(condition, style))
                              for value, condition in expression.args))
    raise NotAlgebraic(f"{expression} cannot be printed: it is no rational function, root, Max, Min, Abs or Piecewise")


def _product_as_written(expression: sp.Expr, style: Style) -> Signed:
    sign, coefficient = 1, Fraction(1)
    powers: list[tuple[Layout, Fraction]] = []
    for factor in sp.Mul.make_args(expression):
        base, exponent = factor.as_base_exp()
        if base.is_Rational and exponent.is_Integer:
            coefficient *= Fraction(int(base.p), int(base.q)) ** int(exponent)
            continue
        if not (2 * exponent).is_Integer:
            raise NotAlgebraic(f"{factor} cannot be printed: its exponent is neither whole nor a half")
        factor_sign, layout = _as_written(base, style)
        if exponent.is_Integer and style.order.is_led_by_minus(layout):
            factor_sign, layout = -factor_sign, style.order.turn(layout)
        if factor_sign < 0 and not exponent.is_Integer:
            factor_sign, layout = 1, without_minus((-1, layout))
        sign *= factor_sign if exponent % 2 else 1
        powers.append((layout, Fraction(int(exponent.p), int(exponent.q))))
    return product(style.order, coefficient * sign, powers)


def as_written(relation: sp.Basic, style: Style) -> Relation:
    """A relation between two sides, as the author has it."""
    sign = COMPARISONS[type(relation).__name__]
    return Relation(normal_form(relation.lhs, style), ((sign, normal_form(relation.rhs, style)),))


def _condition(condition: sp.Basic, style: Style) -> Layout:
    if condition == sp.true:
        return Word("otherwise")
    if isinstance(condition, (sp.And, sp.Or)):
        joint = ", " if isinstance(condition, sp.And) else " or "
        return Formulas(tuple(_condition(part, style) for part in sorted(condition.args, key=str)), joint)
    return as_written(condition, style)

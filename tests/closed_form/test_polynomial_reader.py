"""The reader: every arithmetic that it serves gives the value that the closed form has, and refuses what has none."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, strategies as st

from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.closed_form import UndefinedForm, evaluate
from symbolic_alliance.closed_form.polynomial_reader import read
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality
from symbolic_alliance.proof.polynomial_claim import polynomial_cases
from symbolic_alliance.typeset.expression_ring import ExpressionRing, NotAlgebraic, polynomial_in

x, y = sp.symbols("x y", real=True)
POINT = {x: Fraction(2, 3), y: Fraction(-9, 4)}
CLOSED_FORMS = st.recursive(
    st.sampled_from([x, y, sp.Rational(1, 3), sp.Integer(-2), 1 + x]),
    lambda part: st.one_of(st.tuples(part, part).map(sum), st.tuples(part, part).map(lambda pair: pair[0] * pair[1]),
                           part.map(lambda one: one**2), part.filter(bool).map(lambda one: 1 / one)), max_leaves=8)


@given(CLOSED_FORMS)
def test_the_value_is_that_of_the_closed_form(form: sp.Expr) -> None:
    try:
        expected = evaluate(form, {symbol.name: value for symbol, value in POINT.items()})
    except UndefinedForm:
        with pytest.raises(ZeroDivisionError):
            read(form, Fraction, POINT.__getitem__)
        return
    assert read(form, Fraction, POINT.__getitem__) == expected
    coordinates = ExpressionRing(form, lambda part: False)
    value = coordinates.value(form)
    above, below = map(coordinates.expression, (value.numerator, value.denominator))
    assert read(above, Fraction, POINT.__getitem__) == expected * read(below, Fraction, POINT.__getitem__)


def test_a_division_by_zero_is_refused_by_each() -> None:
    nothing = sp.Pow(sp.Add(x, -x, evaluate=False), -1, evaluate=False)
    with pytest.raises(NotAlgebraic, match="divides by zero"):
        ExpressionRing(nothing, lambda part: False, ("x",)).value(nothing)
    with pytest.raises(RequestError, match="divides by zero"):
        polynomial_cases(Claim("nothing", ClaimKind.THEOREM, "", (), ((Inequality(nothing),),)))
    assert polynomial_in(Ring(("x",)), nothing) is None


def test_what_is_no_arithmetic_is_a_leaf() -> None:
    assert read(2 * sp.Max(x, y) + sp.sqrt(x), Fraction, {sp.Max(x, y): Fraction(3), sp.sqrt(x): Fraction(1, 2)}.__getitem__
                ) == Fraction(13, 2)

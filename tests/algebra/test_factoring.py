"""Closed forms factored: equal to what they were, and the same however they are written."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings, strategies as st

from symbolic_alliance.algebra.factoring import coefficients, factor, factorize, square_roots
from symbolic_alliance.closed_form import UndefinedForm, evaluate
from symbolic_alliance.errors import RequestError

k, m, c = sp.symbols("k m c", real=True)
POINT = {"k": Fraction(4, 9), "m": Fraction(7, 3), "c": Fraction(5, 2)}
ROOTS = [sp.sqrt(k), sp.sqrt(k * m), sp.sqrt(m + sp.sqrt(k)), sp.sqrt(c / (k + m)), 1 / sp.sqrt(m - k)]


def closed_forms(*leaves: sp.Expr) -> st.SearchStrategy[sp.Expr]:
    return st.recursive(st.sampled_from([k, m, c, sp.Rational(-2, 3), 1 - k, *leaves]), lambda part: st.one_of(
        st.tuples(part, part).map(sum), st.tuples(part, part).map(lambda pair: pair[0] * pair[1]),
        part.map(lambda one: one**2), part.filter(bool).map(lambda one: 1 / one)), max_leaves=7)


def value(form: sp.Expr) -> object:
    return evaluate(form, POINT)


@given(closed_forms(*ROOTS))
@settings(max_examples=60)
def test_a_factored_closed_form_has_the_same_value(form: sp.Expr) -> None:
    try:
        expected = value(form)
        found = factor(form)
    except (UndefinedForm, RequestError):
        return
    assert value(found - form) == 0
    assert (value(factorize(form).numerator) == 0) is (expected == 0)


@given(closed_forms())
@settings(max_examples=60)
def test_a_rational_function_is_factored_alike_however_it_is_written(form: sp.Expr) -> None:
    try:
        found = factorize(form)
    except RequestError:
        return
    for other in (sp.expand(form), sp.together(form), sp.factor(form), found.expression):
        assert factorize(other) == found


@pytest.mark.parametrize(("one", "other"), [
    (sp.sqrt(k * (m - 1)), sp.sqrt(k * m - k)),
    (sp.sqrt((k - m) * (c - 1)) / c, sp.sqrt((m - k) * (1 - c)) / c),
    (1 / sp.sqrt(k + m), sp.sqrt(k + m) / (k + m)),
    (sp.sqrt(k) * (sp.sqrt(k) + m), k + m * sp.sqrt(k)),
])
def test_square_roots_of_the_same_are_the_same(one: sp.Expr, other: sp.Expr) -> None:
    assert factor(one - other) == 0


def test_the_square_of_a_square_root_is_what_is_under_it() -> None:
    root = sp.sqrt(m + sp.sqrt(k))
    assert factor(sp.Mul(root, root, evaluate=False) - m) == sp.sqrt(k)
    assert len(factorize((root - c) * (root + c)).factors) == 2
    assert factor(1 + (root - c) * (root + c)) == -c**2 + m + sp.sqrt(k) + 1


def test_the_constant_and_the_signs_are_in_one_place() -> None:
    assert factor(6 * m - 6 * k).args == (-6, k - m)
    assert factorize(sp.Integer(0)).expression == 0
    assert (factorize(-k / 2).constant, factorize(-k / 2).factors) == (sp.Rational(-1, 2), ((k, 1),))


def test_coefficients_are_those_of_the_powers() -> None:
    assert coefficients((k - 1) * m**2 + sp.sqrt(c), m) == [k - 1, 0, sp.sqrt(c)]
    assert coefficients(m * sp.sqrt(k * c - k) + 1, sp.sqrt(k * (c - 1))) == [m, 1]
    assert coefficients(m, k) == [m]


def test_outer_square_roots_come_first_in_an_order_of_our_own() -> None:
    nested = sp.sqrt(c + sp.sqrt(k))
    assert square_roots(sp.sqrt(m) + sp.sqrt(k) * nested) == (nested, sp.sqrt(k), sp.sqrt(m))


@pytest.mark.parametrize(("form", "words"), [
    (sp.Max(k, m), "neither a rational function nor a square root"),
    (sp.cbrt(k), "neither a rational function nor a square root"),
    (sp.Pow(sp.Add(k, -k, evaluate=False), -1, evaluate=False), "divides by zero"),
])
def test_what_is_no_closed_form_is_refused(form: sp.Expr, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        factorize(form)

"""Exact numbers: the laws of arithmetic hold, signs are right however close to zero, and the values are SymPy's."""

from fractions import Fraction

import pytest
import sympy as sp
from flint import ctx, fmpq
from hypothesis import assume, given, strategies as st

from symbolic_alliance.closed_form import (
    Evaluation,
    Number,
    Surd,
    UndefinedForm,
    compile_program,
    enclosure,
    evaluate,
    number,
    plain,
    sign,
    sign_of,
    square_root,
)
from symbolic_alliance.errors import RequestError

k, m, q = sp.symbols("k m q", real=True)
NAMES = ("k", "m", "q")
fractions = st.fractions(min_value=-9, max_value=9, max_denominator=12)
positive = st.fractions(min_value=Fraction(1, 12), max_value=9, max_denominator=12)
points = st.fixed_dictionaries(dict.fromkeys(NAMES, positive))


def rooted(numbers: st.SearchStrategy[Number]) -> st.SearchStrategy[Number]:
    return st.one_of(
        numbers.map(abs).map(square_root),
        st.tuples(numbers, numbers).map(lambda pair: pair[0] + pair[1]),
        st.tuples(numbers, numbers).map(lambda pair: pair[0] * pair[1]))


surds = st.recursive(fractions.map(number), rooted, max_leaves=4)


def combined(parts: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda pair: pair[0] + pair[1]),
        pairs.map(lambda pair: pair[0] - pair[1]),
        pairs.map(lambda pair: pair[0] * pair[1]),
        pairs.map(lambda pair: pair[0] / pair[1]),
        pairs.map(lambda pair: sp.Max(*pair)),
        parts.map(lambda part: sp.sqrt(part**2 + k)),
        parts.map(sp.Abs),
        st.tuples(parts, st.integers(-3, 3)).map(lambda pair: pair[0] ** pair[1]),
    ).filter(lambda part: part.is_finite is not False)


expressions = st.recursive(st.sampled_from([k, m, q, sp.Integer(2), sp.sqrt(2), sp.Rational(1, 3)]), combined, max_leaves=6)


@given(surds, surds)
def test_what_is_added_or_multiplied_comes_off_again(x: Number, y: Number) -> None:
    assert x + y - y == x
    assert x - y == -(y - x)
    assert sign_of(y) == 0 or x * y / y == x


@given(surds)
def test_a_root_squared_is_the_number(x: Number) -> None:
    root = square_root(abs(x))
    assert root * root == abs(x)
    assert square_root(x * x) == abs(x)
    assert sign_of(root) == (sign_of(x) != 0)


@given(surds, surds)
def test_order_is_that_of_fifty_digits(x: Number, y: Number) -> None:
    gap = sign_of(x - y)
    assert gap == (x > y) - (x < y) == -sign_of(y - x)
    with ctx.workdps(60):
        assert gap == 0 or (enclosure(x) - enclosure(y) > 0) == (gap > 0)


@given(expressions, points)
def test_values_are_those_of_sympy(expression: sp.Expr, point: dict[str, Fraction]) -> None:
    try:
        ours = evaluate(expression, point)
    except UndefinedForm:
        assume(False)
    rational = {sp.Symbol(name, real=True): sp.Rational(value.numerator, value.denominator) for name, value in point.items()}
    theirs = sp.N(expression.subs(rational), 40)
    assert abs(sp.Float(enclosure(number(ours), 40).str(40, radius=False), 40) - theirs) <= 1e-30 * (1 + abs(theirs))


@given(fractions.map(abs))
def test_perfect_squares_collapse_to_rationals(x: Fraction) -> None:
    assert evaluate(sp.sqrt(k), {"k": x * x}) == x
    assert isinstance(evaluate(sp.sqrt(k), {"k": x * x}), Fraction)


def test_a_nested_root_collapses_inside_its_field() -> None:
    assert str(square_root(7 + 4 * square_root(fmpq(3)))) == "2 + sqrt(3)"
    assert isinstance(evaluate(sp.sqrt(3 + 2 * sp.sqrt(k)) - sp.sqrt(k), {"k": 2}), Fraction)


@pytest.mark.parametrize("exponent", [10, 100, 1000])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_sign_is_found_however_close_to_zero(exponent: int, direction: int) -> None:
    tiny = sp.Rational(direction, 10**exponent)
    assert sign(sp.sqrt(k) + sp.sqrt(m) + tiny - sp.sqrt(k + m + 2 * sp.sqrt(k * m)), {"k": 2, "m": 3}) == direction


def test_zero_is_recognised_where_the_tower_hides_it() -> None:
    hidden = square_root(fmpq(2)) + square_root(fmpq(3)) - square_root(5 + 2 * square_root(fmpq(6)))
    assert isinstance(hidden, Surd)
    assert sign_of(hidden) == 0
    assert float(hidden) == 0.0
    with pytest.raises(ZeroDivisionError, match="which is zero"):
        1 / hidden


def test_division_survives_a_root_that_is_no_new_number() -> None:
    hidden = Surd(fmpq(3), fmpq(1), fmpq(9))  # 3 + sqrt(9), spelled as a surd
    assert 1 / hidden == fmpq(1, 6)
    assert sign_of(Surd(fmpq(3), fmpq(-1), fmpq(9))) == 0


@pytest.mark.parametrize("point", [Fraction(-1), Fraction(1, 2), Fraction(1), Fraction(5)])
def test_branches_are_taken_exactly(point: Fraction) -> None:
    form = sp.Piecewise((k**2, k < sp.Rational(1, 2)), (sp.Min(k, 2), sp.And(k <= 1, k >= sp.Rational(1, 2))), (7, True))
    expected = point**2 if point < Fraction(1, 2) else min(point, 2) if point <= 1 else 7
    assert evaluate(form, {"k": point}) == expected


def test_a_branch_on_a_root_is_taken_exactly() -> None:
    form = sp.Piecewise((1, sp.sqrt(k) * sp.sqrt(m) > sp.sqrt(k * m)), (2, sp.Eq(sp.sqrt(k * m), sp.sqrt(6))), (3, True))
    assert evaluate(form, {"k": 2, "m": 3}) == 2
    assert evaluate(sp.Max(sp.sqrt(k), sp.sqrt(m)), {"k": 2, "m": 3}) == square_root(fmpq(3))


@pytest.mark.parametrize(("expression", "point", "message"), [
    (sp.sqrt(k - 1), {"k": Fraction(1, 2)}, r"sqrt\(k - 1\) has no value at k = 1/2: the root of the negative number -1/2"),
    (1 / (k - m), {"k": 1, "m": 1}, r"1/\(k - m\) has no value at k = 1, m = 1: division by zero"),
    (1 / (sp.sqrt(k) - 1), {"k": 1}, "division by zero"),
    (sp.Piecewise((1, k > 1)), {"k": 1}, "no case of the Piecewise applies"),
])
def test_an_undefined_form_is_named(expression: sp.Expr, point: dict[str, Fraction], message: str) -> None:
    with pytest.raises(UndefinedForm, match=message):
        evaluate(expression, point)


@pytest.mark.parametrize(("expression", "message"), [
    (sp.sin(k), r"sin\(k\) is no closed form"),
    (k ** sp.Rational(1, 3), r"k\*\*\(1/3\) is no closed form: an exponent is a whole number or a half"),
    (sp.Float("0.5") * k, "is no closed form"),
    (sp.pi * k, "pi is no closed form"),
    (k + sp.Symbol("z", real=True), "needs a value for z; values are known for k"),
    (sp.Symbol("k"), "k needs a value for k; values are known for k"),
])
def test_what_is_no_closed_form_is_refused_by_name(expression: sp.Expr, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        compile_program([expression], ("k",))


def test_a_float_is_no_exact_number() -> None:
    with pytest.raises(RequestError, match=r"0\.1 is not an exact number"):
        evaluate(k, {"k": 0.1})


def test_a_program_says_what_its_forms_say() -> None:
    x, y = sp.symbols("x y", real=True)
    root = sp.sqrt(x)
    forms = (root + y, sp.sqrt(root + y) / (x - 1), sp.Max(root, y, 1) - sp.Min(x, y), sp.Abs(y - root), root**-3, root - 2,
             sp.Piecewise((root, (x > y) & (y < 3)), (1 / y, sp.Or(sp.Eq(x, y), y > 2)), (x, True)), sp.sqrt(2) * y)
    program = compile_program(forms, ("x", "y"))
    assert len(program.steps) == len(set(program.steps))
    numbers = [Fraction(value) for value in ("0", "1", "2", "-1", "4", "1/9", "5/2", "7")]
    for one in numbers:
        for other in numbers:
            point = {"x": one, "y": other}
            run = Evaluation.at(program, point)
            for form in forms:
                try:
                    expected = str(evaluate(form, point))
                except UndefinedForm:
                    with pytest.raises(UndefinedForm):
                        run.exact(program.places[form])
                    continue
                assert str(plain(run.exact(program.places[form]))) == expected
                assert run.sign(program.places[form]) == sign(form, point)


def test_a_program_where_one_name_has_moved_keeps_what_does_not_depend_on_it() -> None:
    x, y = sp.symbols("x y", real=True)
    forms = (sp.sqrt(x) + 1, sp.sqrt(y) * (sp.sqrt(x) + 1))
    program = compile_program(forms, ("x", "y"))
    there = Evaluation.at(program, {"x": 9, "y": 2}).moved(1, number(4))
    assert [there.exact(program.places[form]) for form in forms] == [4, 8]

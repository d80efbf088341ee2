"""The printed form: it reads back to the same expression, whatever its order, and refuses everything else."""

import pytest
import sympy as sp
from hypothesis import given, strategies as st

from symbolic_alliance.closed_form.notation import DEEPEST, LONGEST, MOST_DIGITS, read, write
from symbolic_alliance.errors import RequestError

NAMES = {name: sp.Symbol(name, real=True) for name in ("k_A", "m_O", "q", "w_A")}
k_A, m_O, q, w_A = NAMES.values()

numbers = st.fractions(min_value=-20, max_value=20, max_denominator=12).map(
    lambda value: sp.Rational(value.numerator, value.denominator))


def combinations(parts: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda pair: pair[0] + pair[1]),
        pairs.map(lambda pair: pair[0] - pair[1]),
        pairs.map(lambda pair: pair[0] * pair[1]),
        pairs.filter(lambda pair: not pair[1].is_number).map(lambda pair: pair[0] / pair[1]),
        st.tuples(parts, st.integers(0, 4)).map(lambda pair: pair[0] ** pair[1]),
        parts.filter(lambda part: not part.is_number).map(sp.sqrt).filter(lambda root: not root.has(sp.I)),
    )


expressions = st.recursive(st.one_of(numbers, st.sampled_from(list(NAMES.values()))), combinations, max_leaves=12)


def rebuilt(expression: sp.Expr) -> sp.Expr:
    """The expression by SymPy's constructors, which sqrt(sqrt(x^6)), for one, is not."""
    return expression.func(*map(rebuilt, expression.args)) if expression.args else expression


@given(expressions)
def test_reading_gives_back_what_was_written(expression: sp.Expr) -> None:
    text = write(expression)
    assert read(text, NAMES) == rebuilt(expression)
    assert write(read(text, NAMES)) == text


@given(st.permutations([q, -w_A, k_A * m_O, sp.sqrt(k_A), sp.Rational(1, 2)]))
def test_the_order_of_terms_and_factors_leaves_no_trace(parts: list[sp.Expr]) -> None:
    assert write(sp.Add(*parts, evaluate=False)) == "1/2 + k_A*m_O + q + sqrt(k_A) - w_A"
    assert write(sp.Mul(*parts, evaluate=False)) == write(sp.Mul(*parts))


@pytest.mark.parametrize(("expression", "text"), [
    (q - w_A, "q - w_A"),
    (-q - w_A, "-q - w_A"),
    (sp.Rational(-3, 4), "-3/4"),
    (-sp.sqrt(2), "-sqrt(2)"),
    (sp.sqrt(m_O / k_A) - m_O, "sqrt(m_O/k_A) - m_O"),
    (k_A / 2 / (q - w_A), "k_A/(2*(q - w_A))"),
    ((k_A + m_O) / k_A, "(k_A + m_O)/k_A"),
    (sp.sqrt(sp.sqrt(k_A)), "k_A^(1/4)"),
    (1 / sp.sqrt(q - w_A) ** 3, "1/(q - w_A)^(3/2)"),
    ((q * w_A) ** sp.Rational(3, 2), "(q*w_A)^(3/2)"),
    (sp.Abs(q - w_A), "sqrt((q - w_A)^2)"),
    (sp.Mul(2, q + w_A, evaluate=False), "2*q + 2*w_A"),
    (sp.Max(q, 0), "max(0, q)"),
    (sp.Piecewise((q, k_A > 1), (0, True)), "piecewise(piece(q, greater(k_A, 1)), piece(0, true))"),
])
def test_written_form(expression: sp.Expr, text: str) -> None:
    assert write(expression) == text


@pytest.mark.parametrize("expression", [sp.sin(q), q**w_A, sp.cbrt(q), sp.pi, sp.oo, sp.I, sp.Float("0.1")])
def test_what_has_no_printed_form_is_refused(expression: sp.Expr) -> None:
    with pytest.raises(RequestError, match="has no printed form"):
        write(expression)


@pytest.mark.parametrize(("text", "complaint"), [
    ("", "expected a number, a name or '(', found the end"),
    ("q +", "expected a number, a name or '(', found the end"),
    ("q q", "expected the end, found 'q'"),
    ("q)", "expected the end, found ')'"),
    ("(q", "expected ')', found the end"),
    ("q ** 2", "expected a number, a name or '(', found '*'"),
    ("q^-1", "expected a whole number as exponent, or a half such as (3/2), found '-'"),
    ("q^(1/3)", "the exponent 1/3 is not of a square root"),
    ("q^(1/0)", "the exponent 1/0 is not of a square root"),
    ("q^w_A", "expected a whole number as exponent, or a half such as (3/2), found 'w_A'"),
    ("p", "'p' is no name here; the names are k_A, m_O, q, w_A"),
    ("sqrt", "'sqrt' is no name here"),
    ("sin(q)", "'sin' is no name here"),
    ("__import__", "'__import__' is no name here"),
    ("q.__class__", "'.' does not belong"),
    ("'q'", '"\'" does not belong'),
    ("0.5", "'.' does not belong"),
    ("q\x00", "does not belong"),
    ("\u0663", "does not belong"),
    ("1/0", "divides by zero"),
    ("1/(q - q)", "divides by zero"),
    ("sqrt(1 - 2)", "takes the square root of a negative number"),
    ("sqrt(1 - sqrt(2))", "takes the square root of a negative number"),
    ("sqrt(-q^2)", "takes the square root of a negative number"),
    ("q^1001", "an exponent is larger than 1000"),
    ("99999^999", "a power has more than"),
    ("((9^999)^999)", "a power has more than"),
    ("1" * (MOST_DIGITS + 1), "a number has more than"),
    ("(" * (DEEPEST + 2), "is nested more than"),
    ("sqrt(" * (DEEPEST + 2), "is nested more than"),
    ("q" * (LONGEST + 1), "is longer than"),
])
def test_hostile_text_is_refused_with_one_sentence(text: str, complaint: str) -> None:
    with pytest.raises(RequestError) as refusal:
        read(text, NAMES)
    assert complaint in str(refusal.value)
    assert len(str(refusal.value)) < 250


@given(st.text(alphabet="0123456789kqw_AmO+-*/^() sqrt.,=", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        expression = read(text, NAMES)
    except RequestError:
        return
    assert not expression.has(sp.zoo, sp.nan, sp.I)
    assert read(write(expression), NAMES) == rebuilt(expression)

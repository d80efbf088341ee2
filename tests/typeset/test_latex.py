"""House style: the order, the signs, the shortest of the equal forms, and that every form is equal to what was given."""

import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given, strategies as st

from symbolic_alliance.closed_form import UndefinedForm, evaluate
from symbolic_alliance.closed_form.notation import read
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.parameters import Choice, Parameter
from symbolic_alliance.typeset.assumed_signs import Slack
from symbolic_alliance.typeset.breaking import LINE, rows
from symbolic_alliance.typeset.latex import Style, latex, relation_latex, relation_text, text
from symbolic_alliance.typeset.layout import Layout, Name, Relation
from symbolic_alliance.typeset.mathml import mathml
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.normal_form import factored_form, normal_form
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.relations import relation, solve_for, suppose
from symbolic_alliance.typeset.shorthand import Abbreviation, abbreviator, wide_radicands
from symbolic_alliance.typeset.widths import width
from tests.games import symbols
from tests.rendered import written_out

q, m_O, w_A, w_O, k_A, k_S, v, a, m = QUANTITIES = symbols("q m_O w_A w_O k_A k_S v a m")
POSITIVE = (m_O, w_A, w_O, k_A, k_S, v)
SLACKS = (*(Slack(symbol, True, "positive") for symbol in POSITIVE), Slack(q - w_O, True, "challenger"),
          Slack(1 - q - w_A - w_O, False, "revisionist"), Slack(a, False, "offered"), Slack(m, False, "armed"))
NAMED = tuple((Choice if symbol in (a, m) else Parameter)(symbol.name, symbol.name, "") for symbol in QUANTITIES)
STYLE = Style(NAMED, SLACKS)
root = sp.sqrt(k_A * m_O)

FORMS = [
    (w_O * -1 + q, "q - w_O"),
    (-(w_O - q), "q - w_O"),
    (w_O - q, "w_O - q"),
    (w_O - q + 1, "1 - q + w_O"),
    (k_A * m - 1, "k_A*m - 1"),
    (-k_A * m, "-k_A*m"),
    (v - a * k_S, "v - k_S*a"),
    (q / 2 - sp.Rational(3, 4), "(2*q - 3)/4"),
    (q * (w_O - q + 1) / (m_O * (q - w_O)), "q*(1 - q + w_O)/(m_O*(q - w_O))"),
    (-q * (w_O - q + 1) / (w_O - q) / m_O, "q*(1 - q + w_O)/(m_O*(q - w_O))"),
    ((-w_A - q) / (w_A + q - 1), "(q + w_A)/(1 - q - w_A)"),
    (m_O * (1 - root) / root, "sqrt(m_O/k_A) - m_O"),
    ((k_A * m_O - 2 * root + 1) / root, "(1 - sqrt(m_O*k_A))^2/sqrt(m_O*k_A)"),
    (sp.expand(m + (m + m_O) * (w_O - k_A * m)) / (m + m_O), "m/(m_O + m) + w_O - k_A*m"),
    (sp.expand(m + a - w_A * (m + a + m_O)) / (m + a + m_O), "(a + m)/(m_O + a + m) - w_A"),
    (sp.together(q - k_A * m_O * (q + w_A) / (1 - q - w_A)), "q - m_O*k_A*(q + w_A)/(1 - q - w_A)"),
    (k_A * m_O + w_O - 2 * root + 1, "w_O + (1 - sqrt(m_O*k_A))^2"),
    (m_O * w_A - a + a * w_A, "w_A*(m_O + a) - a"),
    (sp.sqrt((w_O - q + 1) * (w_A + w_O)), "sqrt((1 - q + w_O)*(w_A + w_O))"),
    (-k_A * v * (w_O - q + 1) / (k_A * m_O * (w_O - q) + q * (1 - q + w_O)),
     "k_A*v*(1 - q + w_O)/(m_O*k_A*(q - w_O) - q*(1 - q + w_O))"),
    (sp.Integer(0), "0"),
    (sp.Max(q, w_O - q), "max(w_O - q, q)"),
]

RELATIONS = [
    (q - w_O, (), "q >= w_O"),
    (q * (1 - q + w_O) - k_A * m_O * (q - w_O), ("k_A",), "k_A <= q*(1 - q + w_O)/(m_O*(q - w_O))"),
    (w_O - root, ("k_A",), "k_A <= w_O^2/m_O"),
    (root + w_A - 1, ("k_A",), "k_A >= (1 - w_A)^2/m_O"),
    (w_A - (1 - root)**2, ("k_A",), "w_A >= (1 - sqrt(m_O*k_A))^2"),
    ((m + a) * (1 - q + w_O) - m_O * (q - w_O), ("m", "k_A"), "m >= m_O*(q - w_O)/(1 - q + w_O) - a"),
    (m**2 * k_A + m * v - w_A, ("k_A",), "m*(v + k_A*m) >= w_A"),
    (m_O**2 * k_A + m * v - w_A, ("k_A",), "k_A >= (w_A - v*m)/m_O^2"),
    (k_A * v * (1 - q + w_O) - k_S * (1 - q + w_O - root)**2, ("k_S",),
     "k_A*v*(1 - q + w_O) >= k_S*(1 - q + w_O - sqrt(m_O*k_A))^2"),
]


@pytest.mark.parametrize(("expression", "expected"), FORMS)
def test_an_expression_is_written_in_its_shortest_form(expression: sp.Expr, expected: str) -> None:
    assert text(expression, STYLE) == expected


def test_a_letter_with_a_superscript_gets_no_second_one() -> None:
    a, x = sp.symbols("a x", real=True)
    style = Style([Parameter("a", "c^H", "a high cost"), Parameter("x", "x^{*}", "a choice")])
    assert [latex(form, style) for form in (a**2, 1 / x**3, a * x)] == ["(c^H)^2", "1/(x^{*})^3", "c^H x^{*}"]


@pytest.mark.parametrize(("slack", "parameters", "expected"), RELATIONS)
def test_a_relation_is_solved_where_signs_allow_it(slack: sp.Expr, parameters: tuple[str, ...], expected: str) -> None:
    assert relation_text(slack, parameters, STYLE) == expected


@pytest.mark.parametrize("expression", [expression for expression, _ in FORMS if not expression.has(sp.Max)])
def test_the_text_is_read_back_as_the_same_number(expression: sp.Expr) -> None:
    back = read(text(expression, STYLE), {symbol.name: symbol for symbol in QUANTITIES})
    point = {"q": Fraction(1, 2), "m_O": Fraction(2), "w_A": Fraction(1, 10), "w_O": Fraction(1, 9), "k_A": Fraction(1, 5),
             "k_S": Fraction(1, 3), "v": Fraction(7, 2), "a": Fraction(1, 7), "m": Fraction(3, 8)}
    assert evaluate(back - expression, point) == 0


def test_quotients_have_a_slash_in_running_text_and_a_bar_on_display() -> None:
    expression = q * (1 - q + w_O) / (m_O * (q - w_O))
    assert latex(expression, STYLE) == "q (1 - q + w_O)/(m_O (q - w_O))"
    assert latex(expression, STYLE, is_display=True) == r"\frac{q (1 - q + w_O)}{m_O (q - w_O)}"
    assert relation_latex(expression - k_A, ("k_A",), STYLE) == r"k_A \le q (1 - q + w_O)/(m_O (q - w_O))"


def test_names_are_the_authors_and_nothing_else() -> None:
    kappa = Style([Parameter("k_A", r"\kappa", "")], [Slack(k_A, True, "positive")])
    assert latex(1 / sp.sqrt(k_A), kappa) == r"1/\sqrt{\kappa}"
    with pytest.raises(ModelError, match="w_A cannot be printed: the model declares k_A"):
        text(k_A + w_A, kappa)


def test_the_order_is_that_of_declaration() -> None:
    backwards = Style(NAMED[::-1], SLACKS)
    assert [text(q + w_O - k_A * v, style) for style in (STYLE, backwards)] == ["q + w_O - k_A*v", "w_O + q - v*k_A"]


def test_a_slope_of_unknown_sign_is_solved_only_with_help() -> None:
    slack = k_A * v - k_S * (m_O * k_A * (q - w_O) - q * (1 - q + w_O))
    helper = k_A * m_O * (q - w_O) - q * (1 - q + w_O)
    assert solve_for(slack, [k_S], STYLE) is None
    bound = solve_for(slack, [k_S], suppose(STYLE, [helper]))
    assert bound is not None
    assert (bound.sign, text(bound.bound, STYLE)) == ("<=", "k_A*v/(m_O*k_A*(q - w_O) - q*(1 - q + w_O))")


def test_a_factored_form_shows_the_sign_that_a_condition_gives() -> None:
    difference = sp.expand(m_O * (q - w_O) - m * (1 - q + w_O)) / (m_O + m)
    for sign in (1, -1):
        shown = factored_form(sign * difference, suppose(STYLE, [sign * difference]))
        assert not latex_of(shown).startswith("-")
        assert same_value(expression_of(shown), sign * difference)


def latex_of(shown: Layout) -> str:
    return "".join(row.latex for row in rows(shown))


WITNESSES = [dict(zip((symbol.name for symbol in QUANTITIES), map(Fraction, values.split()), strict=True)) for values in (
    "1/2 1 1/10 1/10 1/4 1/5 1 1/3 1/7", "3/5 2 1/20 1/4 3 2/3 1/2 0 5/3", "1/3 7/4 2/5 1/6 1/50 9 4 11/2 1/9")]


def same_value(one: sp.Expr, other: sp.Expr) -> bool:
    """Equal at points that satisfy the slacks, wherever the second has a value."""
    for point in WITNESSES:
        try:
            expected = evaluate(other, point)
        except UndefinedForm:
            continue
        if evaluate(one, point) != expected:
            return False
    return True


LEAVES = st.sampled_from([*QUANTITIES, sp.Integer(1), sp.Integer(2), sp.Rational(1, 3), root, 1 - q + w_O, q - w_O])


def combined(children: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    pairs = st.tuples(children, children)
    return st.one_of(pairs.map(lambda pair: pair[0] + pair[1]), pairs.map(lambda pair: pair[0] - pair[1]),
                     pairs.map(lambda pair: pair[0] * pair[1]), children.map(lambda child: child**2),
                     pairs.filter(lambda pair: pair[1] != 0).map(lambda pair: pair[0] / pair[1]))


EXPRESSIONS = st.recursive(LEAVES, combined, max_leaves=7).filter(lambda expression: not expression.has(sp.zoo, sp.nan))


@given(EXPRESSIONS)
def test_every_form_is_equal_to_the_expression(expression: sp.Expr) -> None:
    assert same_value(expression_of(normal_form(expression, STYLE)), expression)
    assert same_value(expression_of(factored_form(expression, STYLE)), expression)


@given(EXPRESSIONS, st.sampled_from(["k_A", "m", "k_S"]))
def test_a_strict_relation_is_the_weak_one_without_its_edge(slack: sp.Expr, name: str) -> None:
    weak, strict = (relation(slack, [sp.Symbol(name, real=True)], STYLE, strict=strict) for strict in (False, True))
    assert strict == Relation(weak.first, tuple((sign[0], side) for sign, side in weak.steps))
    assert relation_text(slack, (name,), STYLE, strict=True) == plain(strict)


@given(EXPRESSIONS, st.sampled_from(["k_A", "m", "k_S"]))
def test_a_solved_relation_holds_where_the_slack_is_not_negative(slack: sp.Expr, name: str) -> None:
    written = relation(slack, [sp.Symbol(name, real=True)], STYLE)
    ((sign, side),) = written.steps
    gap = expression_of(written.first) - expression_of(side)
    for point in WITNESSES:
        try:
            below = evaluate(slack, point)
            assume(below != 0)
            assert (evaluate(gap if sign == ">=" else -gap, point) > 0) == (below > 0)
        except UndefinedForm:
            continue


@given(EXPRESSIONS)
def test_the_markup_is_well_formed_and_the_braces_balance(expression: sp.Expr) -> None:
    shown = normal_form(expression, STYLE)
    for is_display in (False, True):
        ElementTree.fromstring(mathml(shown, is_display))
        written = latex(expression, STYLE, is_display)
        assert written.count("{") == written.count("}")
        assert "--" not in written.replace(" ", "")


GAP = Abbreviation(Name("G", "G"), normal_form(1 - q + w_O, STYLE), 1 - q + w_O)
SHORTENED = [
    (k_A * (1 - q + w_O), "k_A*G"),
    (1 - q + w_O - root, "G - sqrt(m_O*k_A)"),
    (root - (1 - q + w_O), "sqrt(m_O*k_A) - G"),
    (sp.sqrt((1 - q + w_O) * w_A), "sqrt(w_A*G)"),
    (1 - q - w_A, "1 - q - w_A"),
]


@pytest.mark.parametrize(("expression", "expected"), SHORTENED)
def test_a_letter_stands_for_a_sum_and_for_part_of_one(expression: sp.Expr, expected: str) -> None:
    shown = abbreviator([GAP], STYLE)(normal_form(expression, STYLE))
    assert plain(shown) == expected
    assert same_value(written_out(shown, [GAP]), expression)


@given(EXPRESSIONS)
def test_a_formula_with_letters_means_the_same(expression: sp.Expr) -> None:
    shown = abbreviator([GAP], STYLE)(normal_form(expression, STYLE))
    assert same_value(written_out(shown, [GAP]), expression)


def test_a_wide_radicand_that_recurs_gets_a_letter_that_nothing_else_has() -> None:
    first, second = (m_O * k_A + 1 - q - w_A) * (1 - q + w_O), 2 * root * (1 - q + w_O)
    discriminant = (first - second) * (first + second)
    shown = [normal_form((sp.sqrt(discriminant) + number) / k_A, STYLE) for number in (1, 2)]
    (found,) = wide_radicands(shown, [], STYLE)
    put = abbreviator([found], STYLE)
    assert [plain(put(one)) for one in shown] == ["(1 + sqrt(D))/k_A", "(2 + sqrt(D))/k_A"]
    assert same_value(expression_of(found.meaning), discriminant)
    assert wide_radicands(shown[:1], [], STYLE) == ()
    taken = Style((*NAMED, Parameter("D", "D_1", "")), SLACKS)
    assert wide_radicands(shown, [], taken)[0].name.name == "E"


def test_a_wide_formula_is_broken_into_rows_that_fit() -> None:
    wide = normal_form(sum((q + k * m_O) ** k * (w_A + k * w_O) * (v - k * k_A) for k in range(1, 6)) / (1 + k_S), STYLE)
    formula = Relation(normal_form(v, STYLE), (("=", wide),))
    broken = rows(formula)
    assert width(formula) > LINE
    assert len(broken) > 1
    joined = " ".join(row.latex for row in broken)
    assert joined.count(r"\bigl(") == joined.count(r"\bigr)")
    assert [row.is_start for row in broken] == [True, *[False] * (len(broken) - 1)]
    assert all(row.latex.startswith("{} ") for row in broken[1:] if row.latex.lstrip("{} ")[:1] in "+-")
    assert rows(normal_form(q - w_O, STYLE)) == (("q - w_O", True),)

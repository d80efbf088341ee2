"""Every form of a value is equal to it, the best is the shortest to read, and its sign stands in front."""

import pytest
import sympy as sp

from symbolic_alliance.game.parameters import Parameter
from symbolic_alliance.typeset.assumed_signs import Slack
from symbolic_alliance.typeset.forms import Forms, reading_cost
from symbolic_alliance.typeset.layout import Layout
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.style import Style
from tests.games import symbols

q, w, k, c = QUANTITIES = symbols("q w k c")
STYLE = Style([Parameter(symbol.name, symbol.name, "a quantity") for symbol in QUANTITIES],
              [*(Slack(symbol, True, "positive") for symbol in QUANTITIES), Slack(1 - q - w, True, "some is left")])
POINT = {q: sp.Rational(1, 5), w: sp.Rational(1, 7), k: 3, c: 2}


def best(expression: sp.Expr, *, factored: bool = False) -> tuple[int, Layout, int]:
    """The sign, the layout and the cost of a form."""
    coordinates, value = STYLE.read(expression)
    forms = Forms(coordinates, STYLE)
    sign, layout = forms.factor_out(value) if factored else forms.best(value)[1]
    return sign, layout, reading_cost((sign, layout))


EXPRESSIONS = [q * (1 - q + w) / (k * (q - w)), k + (1 - q - w) / c, sp.sqrt(k * c) / (1 - q) - c, (q - w) ** 2 / k - q / c,
               sp.together(k**2 + c / (1 + k)), -k * q, k * w**3 - q * w**3 + c * w,
               (1 - 2 * sp.sqrt(k * c) + k * c) / sp.sqrt(k * c)]


@pytest.mark.parametrize("factored", [True, False])
@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_a_form_is_equal_to_what_it_writes(expression: sp.Expr, factored: bool) -> None:
    sign, layout, _ = best(expression, factored=factored)
    assert sp.expand((sign * expression_of(layout) - expression).subs(POINT)) == 0


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_the_best_form_reads_no_worse_than_the_factored_one(expression: sp.Expr) -> None:
    assert best(expression)[2] <= best(expression, factored=True)[2]


@pytest.mark.parametrize(("expression", "shortest"), [
    (sp.together(k + q / (1 - w)), "q/(1 - w) + k"),
    (sp.expand(k * (1 - q - w) + c * q), "k*(1 - q - w) + q*c"),
    (sp.expand((q - w) * (k + c)), "(q - w)*(k + c)"),
    ((k**2 - 2 * k * c + c**2) / k, "(k - c)^2/k"),
])
def test_a_quotient_is_split_and_a_sum_collected_only_where_that_is_shorter(expression: sp.Expr, shortest: str) -> None:
    assert plain(best(expression)[1]) == shortest


@pytest.mark.parametrize(("expression", "sign", "text"), [
    (w + q - 1, -1, "1 - q - w"), (-k / c, -1, "k/c"), (q - w, 1, "q - w")])
def test_a_sign_that_is_known_stands_in_front(expression: sp.Expr, sign: int, text: str) -> None:
    assert best(expression, factored=True)[0] == sign
    assert plain(best(expression, factored=True)[1]) == text

"""What was found in coordinates is said in the author's parameters, with his units and roots."""

import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, PathStep
from symbolic_alliance.algebra.literals import Literal
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.game.equilibrium import Region
from tests.games import CONTEST, ENTRY, symbols

k, c, m = symbols("k c m")
ARENA = Arena(CONTEST, ("k",))
BACK = Translator(ARENA)


def literal(expression: sp.Expr) -> Literal:
    return Literal(*ARENA.ring.odd_part(ARENA.chart.rational(expression)))


def test_a_slack_has_the_sign_of_its_literal_in_the_authors_units() -> None:
    slack = BACK.slack(literal(1 - k * c))
    assert {symbol.name for symbol in slack.free_symbols} == {"k", "c"}
    costs = [sp.Rational(1, below) for below in (5, 4, 3)]
    assert [sp.sign(slack.subs({k: cost, c: 4})) for cost in costs] == [1, 0, -1]


def test_a_product_keeps_its_sign_and_a_region_its_cases() -> None:
    product = literal((m - 2 * c) * (m - 3 * c))
    assert len(product.atoms) == 2
    opposite = Literal(-product.sign, product.atoms)
    assert [sp.sign(BACK.slack(product).subs({m: arms, c: 1})) for arms in (1, sp.Rational(5, 2), 4)] == [1, -1, 1]
    assert BACK.slack(opposite).subs({m: 1, c: 1}) == -BACK.slack(product).subs({m: 1, c: 1})
    assert BACK.region(((product,), ())) == Region(((BACK.slack(product),), ()))


def test_actions_and_payoffs_regain_their_units() -> None:
    best = sp.sqrt(c / k) - c
    step = PathStep("arms", ARENA.chart.rational(best, lambda atom: 1), "stationary")
    point = {k: sp.Rational(1, 9), c: 4}
    assert BACK.action(step).subs(point) == best.subs(point) == 2
    assert BACK.action(PathStep("arms", "build", "move")) == "build"
    assert_paid(ARENA, (m / (m + c) - 2 * k * m,))
    D, F, q_I, q_E = symbols("D F q_I q_E")
    assert_paid(Arena(ENTRY), (q_I * (D - q_I - q_E), q_E * (D - q_I - q_E) - F))


def assert_paid(arena: Arena, payoffs: tuple[sp.Expr, ...]) -> None:
    cell = Cell(((),), tuple(map(arena.chart.rational, payoffs)), "end")
    assert [sp.cancel(back - payoff) for back, payoff in zip(Translator(arena).payoffs(cell), payoffs, strict=True)] == [
        0 for _ in payoffs]

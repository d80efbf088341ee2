"""Going pays 1 but for a = 1/2, where it pays -5."""

from sympy import Eq, Piecewise, Rational

from tests.arena.shorthand import decide, game, pays, strategy, symbols

a, = symbols("a")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=Piecewise((-5, Eq(a, Rational(1, 2))), (1, True)))),
            a > 0, a < 1, a="1/3")
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"a": "1/2"}

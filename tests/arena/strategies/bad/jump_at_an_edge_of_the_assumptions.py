"""Going pays 1 for a < 1 and -5 at a = 1, which is allowed."""

from sympy import Piecewise

from tests.arena.shorthand import decide, game, pays, strategy, symbols

a, = symbols("a")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=Piecewise((1, a < 1), (-5, True)))),
            a > 0, a <= 1, a="1/2")
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"a": 1}

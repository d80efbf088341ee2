"""Two rounds of bargaining: t would keep only half of the second pie, which is never reached."""

from sympy import Rational

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, y, d = symbols("x y d")
counter = choose(y, "t", 0, 1, pays("late", s=d * y, t=d * (1 - y)))
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", accept=pays("early", s=1 - x, t=x), refuse=counter)),
            d > 0, d < 1, d="1/2")
STRATEGY = strategy(GAME, choose_x=d / 2, answer=(piece("accept", (2 * x - d,)), piece("refuse", (d - 2 * x,))),
                    choose_y=Rational(1, 2))
WRONG_AT = {"d": "1/2"}

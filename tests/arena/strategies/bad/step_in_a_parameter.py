"""A rule that ends at a = 1: going pays 1 + 1/(2 a) up to there and 1/a beyond, staying 3/4, so that 4/3 is the cutoff."""

from sympy import Piecewise, Rational

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

a, = symbols("a")
GAME = game(decide("pick", "s", stay=pays("stay", s=Rational(3, 4)),
                   go=pays("go", s=Piecewise((1 + 1 / (2 * a), a <= 1), (1 / a, True)))), a > 0, a=1)
STRATEGY = strategy(GAME, pick=(piece("go", (1 - a,)), piece("stay", (a - 1,))))
WRONG_AT = {"a": "7/6"}

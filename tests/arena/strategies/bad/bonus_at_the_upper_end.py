"""A bonus of 5 at x = 1, the end of the interval, and x = 0 is planned."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=Piecewise((5, x >= 1), (-k * x, True)))), k > 0, k=1)
STRATEGY = strategy(GAME, choose_x=0)
WRONG_AT = {"k": 1}

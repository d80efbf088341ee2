"""1 where x + k < 1, else nothing: x = 1 - k gets nothing, and x = 0 gets 1."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=Piecewise((1, x + k < 1), (0, True)))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1 - k)
WRONG_AT = {"k": "1/2"}

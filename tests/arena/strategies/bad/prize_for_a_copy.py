"""t is paid 5 for y = x alone and loses k y otherwise; y = 0 is planned."""

from sympy import Eq, Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
copying = choose(y, "t", 0, 1, pays("done", s=-(x - k)**2, t=Piecewise((5, Eq(x, y)), (-k * y, True))))
GAME = game(choose(x, "s", 0, 1, copying), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k, choose_y=0)
WRONG_AT = {"k": "1/2"}

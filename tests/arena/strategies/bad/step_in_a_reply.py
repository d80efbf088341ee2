"""t's payoff falls from 1 to 0 at y = x, so t has no best reply, and s's plan leans on y = x."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 2, pays("done", s=y - k * x, t=Piecewise((y, y < x), (0, True))))),
            k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1, choose_y=x)
WRONG_AT = {"k": "1/2"}

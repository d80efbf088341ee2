"""-(x^2 - k^2 - 1)^2 on [0, oo): x = sqrt(k^2 + 1), real for every k."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=-(x**2 - k**2 - 1)**2)), k=0)
STRATEGY = strategy(GAME, choose_x=sqrt(k**2 + 1))
EDGE = {"k": 0}

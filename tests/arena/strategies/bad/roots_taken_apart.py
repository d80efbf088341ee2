"""-(x^2 - k m)^2 with k m > 0: sqrt(k) sqrt(m) is sqrt(k m) only where both are positive."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k, m = symbols("x k m")
GAME = game(choose(x, "s", 0, None, pays("done", s=-(x**2 - k * m)**2)), k * m > 0, k=1, m=2)
STRATEGY = strategy(GAME, choose_x=sqrt(k) * sqrt(m))
WRONG_AT = {"k": -1, "m": -2}

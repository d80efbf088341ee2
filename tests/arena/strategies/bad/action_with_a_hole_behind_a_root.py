"""-((x - 1)^2 - k)^2 is best at 1 + sqrt(k), which (k - 1)/(sqrt(k) - 1) is but for k = 1, where it has no value."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 1, None, pays("done", s=-((x - 1)**2 - k)**2)), k > 0, k=2)
STRATEGY = strategy(GAME, choose_x=(k - 1) / (sqrt(k) - 1))
WRONG_AT = {"k": 1}

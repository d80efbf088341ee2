"""-(x - k)^2 on [0, 1] with 0 <= k <= 1: x = k, also where it is an end."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-(x - k)**2)), k >= 0, k <= 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
EDGE = {"k": 0}

"""-(x - k)^2 on [0, 2]: x = (k^2 - k)/(k - 1) is k but for k = 1, where it is 0/0."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 2, pays("done", s=-(x - k)**2)), k > 0, k < 2, k="1/2")
STRATEGY = strategy(GAME, choose_x=(k**2 - k) / (k - 1))
WRONG_AT = {"k": 1}

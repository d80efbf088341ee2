"""A float for 1/3, which it is not."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-(3 * x - 1)**2 * k)), k > 0, k=1)
STRATEGY = strategy(GAME, choose_x=1 / 3)
WRONG_AT = {"k": 1}

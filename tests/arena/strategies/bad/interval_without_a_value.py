"""-x on [0, 1/k] with k >= 0 allowed: at k = 0 the interval has no upper end, and is not said to have none."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1 / k, pays("done", s=-x)), k >= 0, k=2)
STRATEGY = strategy(GAME, choose_x=0)
WRONG_AT = {"k": 0}

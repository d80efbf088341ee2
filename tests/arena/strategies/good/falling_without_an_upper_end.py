"""k x on [0, oo) with k <= 0 assumed: x = 0, also at k = 0, where every x pays the same."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=k * x)), k <= 0, k=-1)
STRATEGY = strategy(GAME, choose_x=0)
EDGE = {"k": 0}

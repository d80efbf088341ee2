"""k x on [0, 1], k of either sign: an end, and at k = 0 either."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=k * x)), k=2)
STRATEGY = strategy(GAME, choose_x=(piece(1, (k,)), piece(0, (-k,))))
EDGE = {"k": 0}

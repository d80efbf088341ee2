"""k x on [0, 1]: the wrong end on either side of k = 0."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=k * x)), k=2)
STRATEGY = strategy(GAME, choose_x=(piece(0, (k,)), piece(1, (-k,))))
WRONG_AT = {"k": "-1"}

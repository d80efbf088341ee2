"""1/(2 - x) - c x on [0, 1] is convex: 1/2 at 0, 1 - c at 1."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, c = symbols("x c")
GAME = game(choose(x, "s", 0, 1, pays("done", s=1 / (2 - x) - c * x)), c > 0, c=1)
STRATEGY = strategy(GAME, choose_x=(piece(0, (2 * c - 1,)), piece(1, (1 - 2 * c,))))
EDGE = {"c": "1/2"}

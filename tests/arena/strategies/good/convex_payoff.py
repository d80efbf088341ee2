"""(x - k)^2 on [0, 1] is largest at the end that is farther from k."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=(x - k)**2)), k=0)
STRATEGY = strategy(GAME, choose_x=(piece(1, (1 - 2 * k,)), piece(0, (2 * k - 1,))))
EDGE = {"k": "1/2"}

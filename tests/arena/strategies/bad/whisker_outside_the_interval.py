"""t would play l only at x <= 0, of which [0, 1] holds the point 0; t loses 1 by it, and s relies on it."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5, t=-1 - x), r=pays("R", s=k * x, t=0))), k > 0, k=1)
STRATEGY = strategy(GAME, choose_x=0, answer=(piece("l", (-x,)), piece("r", (x,))))
WRONG_AT = {"k": 1}

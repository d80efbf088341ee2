"""Regions 1/(k - 1) >= 0 and 1/(1 - k) >= 0: read as they stand, there is no plan at k = 1."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=k - 1)), k > 0, k=2)
STRATEGY = strategy(GAME, pick=(piece("go", (1 / (k - 1),)), piece("stay", (1 / (1 - k),))))
WRONG_AT = {"k": 1}

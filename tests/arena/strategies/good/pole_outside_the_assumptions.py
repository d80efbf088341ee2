"""Going pays 1/(k - 1) - 1 with k > 1, strictly: best where k <= 2."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=1 / (k - 1) - 1)), k > 1, k=3)
STRATEGY = strategy(GAME, pick=(piece("go", (2 - k,)), piece("stay", (k - 2,))))
EDGE = {"k": 2}

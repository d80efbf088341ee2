"""go pays k - 1: it is planned where m (k - 1) >= 0, which holds for every k at m = 0; and m = 0 is assumed possible."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, m = symbols("k m")
GAME = game(decide("d", "s", stay=pays("stay", s=0), go=pays("go", s=k - 1)), k > 0, m >= 0, k=2, m=1)
STRATEGY = strategy(GAME, d=(piece("go", (m * (k - 1),)), piece("stay", (m * (1 - k),))))
WRONG_AT = {"k": "1/2", "m": 0}

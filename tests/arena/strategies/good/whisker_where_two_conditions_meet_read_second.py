"""go pays 1 - k: it is planned where (k - 1)(k - 2) >= 0 and k <= 2, which hold together at k = 2 as
well, where stay is right, and is read first."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
GAME = game(decide("d", "s", stay=pays("stay", s=0), go=pays("go", s=1 - k)), k > 0, k=3)
STRATEGY = strategy(GAME, d=(piece("go", ((k - 1) * (k - 2), 2 - k)), piece("stay", ((k - 1) * (2 - k),), (k - 2,))))
EDGE = {"k": 2}

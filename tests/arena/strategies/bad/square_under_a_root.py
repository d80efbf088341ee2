"""l pays m - 1: it is planned where sqrt(k^2 m - k^2) is at least 1 or at most 1, so at k = 0 for every m."""

import sympy as sp

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, m = symbols("k m")
root = sp.sqrt(k**2 * m - k**2)
GAME = game(decide("d", "A", l=pays("L", A=m - 1), r=pays("R", A=0)), k >= 0, m > 0, k=1, m=2)
STRATEGY = strategy(GAME, d=(piece("l", (1 - root,), (root - 1,)), piece("r", (1 - m,))))
WRONG_AT = {"k": 0, "m": "1/2"}

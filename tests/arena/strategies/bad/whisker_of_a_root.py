"""go pays k - 1: it is planned where sqrt(m) (k - 1) >= 0, which holds at m = 0 for every k."""

import sympy as sp

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, m = symbols("k m")
GAME = game(decide("d", "s", stay=pays("stay", s=0), go=pays("go", s=k - 1)), k > 0, m >= 0, k=2, m=1)
STRATEGY = strategy(GAME, d=(piece("go", (sp.sqrt(m) * (k - 1),)), piece("stay", (sp.sqrt(m) * (1 - k),))))
WRONG_AT = {"k": "1/2", "m": 0}

"""l is planned where sqrt(2 - sqrt(k - 1)) is at least 1 or at most 1, or k is at least 5: nothing is where k < 1."""

import sympy as sp

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
root = sp.sqrt(2 - sp.sqrt(k - 1))
GAME = game(decide("d", "A", l=pays("L", A=1), r=pays("R", A=0)), k > 0, k=2)
STRATEGY = strategy(GAME, d=(piece("l", (root - 1,), (1 - root,), (k - 5,)),))
WRONG_AT = {"k": "1/2"}

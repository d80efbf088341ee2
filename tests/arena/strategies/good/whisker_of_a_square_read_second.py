"""go pays k - 1: it is planned where (k - 1/2)^2 (k - 1) >= 0, which holds at k = 1/2 too, where
stay is right, and is read first."""

import sympy as sp

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
shifted = (k - sp.Rational(1, 2)) ** 2 * (k - 1)
GAME = game(decide("d", "s", stay=pays("stay", s=0), go=pays("go", s=k - 1)), k > 0, k=2)
STRATEGY = strategy(GAME, d=(piece("go", (shifted,)), piece("stay", (-shifted,))))
EDGE = {"k": "1/2"}

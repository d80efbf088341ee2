"""x pays k x; 0 is planned where -k (k - 1/3)^2 >= 0, so at k = 1/3 too: inside the piece that plays 1, which comes first."""

import sympy as sp

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "A", 0, 1, pays("end", A=k * x)), k="1/2")
STRATEGY = strategy(GAME, choose_x=(piece(0, (-k * (k - sp.Rational(1, 3)) ** 2,)), piece(1, (k,))))
EDGE = {"k": "1/3"}

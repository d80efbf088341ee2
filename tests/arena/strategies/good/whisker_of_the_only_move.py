"""A has one move, which pays |k|: it is planned where k (k + 2/3)^2 >= 0, at k = -2/3 too, and where k <= 0."""

import sympy as sp

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
GAME = game(decide("d", "A", s=pays("end", A=sp.Abs(k))), k=1)
STRATEGY = strategy(GAME, d=(piece("s", (k * (k + sp.Rational(2, 3)) ** 2,)), piece("s", (-k,))))
EDGE = {"k": "-2/3"}

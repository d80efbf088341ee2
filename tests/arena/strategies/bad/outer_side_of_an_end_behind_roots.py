"""s plays sqrt(k) sqrt(m) - sqrt(k m), which is the end 0: t would play l only at x <= 0, and loses 1 by it."""

from sympy import sqrt

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, m = symbols("x k m")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5, t=-1 - x), r=pays("R", s=k * x, t=0))),
            k > 0, m > 0, k=1, m=2)
STRATEGY = strategy(GAME, choose_x=sqrt(k) * sqrt(m) - sqrt(k * m), answer=(piece("l", (-x,)), piece("r", (x,))))
WRONG_AT = {"k": 1, "m": 2}

"""max(p, 0) max(q, 0) - 1 as if it were p q - 1, which is 3 at p = q = -2 and should be -1."""

from sympy import Max

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

p, q = symbols("p q")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=Max(p, 0) * Max(q, 0) - 1)), p=2, q=2)
STRATEGY = strategy(GAME, pick=(piece("go", (p * q - 1,)), piece("stay", (1 - p * q,))))
WRONG_AT = {"p": -2, "q": -2}

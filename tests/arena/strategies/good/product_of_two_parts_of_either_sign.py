"""Going pays max(p, 0) max(q, 0) - 1: better than 0 only where both are positive and p q >= 1."""

from sympy import Max

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

p, q = symbols("p q")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=Max(p, 0) * Max(q, 0) - 1)), p=2, q=2)
STRATEGY = strategy(GAME, pick=(piece("go", (p, q, p * q - 1)), piece("stay", (1 - p * q,), (-p,), (-q,))))
EDGE = {"p": 0, "q": 5}

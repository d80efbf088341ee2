"""|k| (k - 1) >= 0 allows k >= 1 and, alone, k = 0, where going pays -1."""

from sympy import Abs

from tests.arena.shorthand import decide, game, pays, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=k - 1)), Abs(k) * (k - 1) >= 0, k=2)
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"k": 0}

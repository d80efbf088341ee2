"""The contest with c >= 0 allowed: at c = 0 the plan is m = 0, and 0/(0 + 0) has no value."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

m, k, c = symbols("m k c")
GAME = game(choose(m, "s", 0, None, pays("fought", s=m / (m + c) - k * m)), k > 0, c >= 0, k="1/4", c=1)
STRATEGY = strategy(GAME, choose_m=(piece(0, (k * c - 1,)), piece(sqrt(c / k) - c, (1 - k * c,))))
WRONG_AT = {"k": "1/4", "c": 0}

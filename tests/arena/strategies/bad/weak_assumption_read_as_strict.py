"""p x/(x + p) - k x over [0, oo) with k >= 0 allowed: at k = 0 it rises for ever, and the plan has k below the bar."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, p, k = symbols("x p k")
GAME = game(choose(x, "s", 0, None, pays("done", s=p * x / (x + p) - k * x)), k >= 0, p > 0, k="1/4", p=1)
STRATEGY = strategy(GAME, choose_x=(piece(p * (1 - sqrt(k)) / sqrt(k), (1 - k,)), piece(0, (k - 1,))))
WRONG_AT = {"k": 0, "p": 1}

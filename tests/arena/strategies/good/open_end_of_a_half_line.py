"""p x/(x + 1) - k x on (0, oo) with p > k > 0, strictly: x = sqrt(p/k) - 1 > 0."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, p, k = symbols("x p k")
GAME = game(choose(x, "s", 0, None, pays("done", s=p * x / (x + 1) - k * x), lower_open=True), k > 0, p > k, k=1, p=4)
STRATEGY = strategy(GAME, choose_x=sqrt(p / k) - 1)

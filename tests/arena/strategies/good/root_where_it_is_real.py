"""(k - 1) x - x^3/3 on [0, 2], k < 4: x = sqrt(k - 1) where that is real, else 0."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 2, pays("done", s=(k - 1) * x - x**3 / 3)), k < 4, k=2)
STRATEGY = strategy(GAME, choose_x=(piece(sqrt(k - 1), (k - 1,)), piece(0, (1 - k,))))
EDGE = {"k": 1}

"""(k - 1) x - x^3/3 on [0, 2], k < 4: sqrt(k - 1) is planned everywhere, and is no number where k < 1."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 2, pays("done", s=(k - 1) * x - x**3 / 3)), k < 4, k=2)
STRATEGY = strategy(GAME, choose_x=sqrt(k - 1))
WRONG_AT = {"k": 0}

"""k x - x^3/3 on [-4, 4] has its maximum at sqrt(k) and its minimum at -sqrt(k), which is planned."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", -4, 4, pays("done", s=k * x - x**3 / 3)), k > 0, k < 1, k="1/4")
STRATEGY = strategy(GAME, choose_x=-sqrt(k))
WRONG_AT = {"k": "1/4"}

"""The region sqrt(k - 1) + 1 >= 0 holds wherever its root has a value, which it does not have below k = 1."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=x)), k > 0, k < 3, k=2)
STRATEGY = strategy(GAME, choose_x=(piece(1, (sqrt(k - 1) + 1,)),))
WRONG_AT = {"k": "1/2"}

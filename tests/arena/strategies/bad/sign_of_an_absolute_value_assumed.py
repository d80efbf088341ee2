"""|v| x - x^2/2 as if v were positive: at v = -1 the best x is 1, not -1."""

from sympy import Abs

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, v = symbols("x v")
GAME = game(choose(x, "s", -5, 5, pays("done", s=Abs(v) * x - x**2 / 2)), v=1)
STRATEGY = strategy(GAME, choose_x=(piece(v, (5 - v, v + 5)), piece(5, (v - 5,)), piece(-5, (-5 - v,))))
WRONG_AT = {"v": -1}

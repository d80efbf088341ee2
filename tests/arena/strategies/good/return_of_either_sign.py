"""max(v, 0) x - x^2/2 on [0, oo): x = v where v >= 0, else nothing."""

from sympy import Max

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, v = symbols("x v")
GAME = game(choose(x, "s", 0, None, pays("done", s=Max(v, 0) * x - x**2 / 2)), v=1)
STRATEGY = strategy(GAME, choose_x=(piece(v, (v,)), piece(0, (-v,))))
EDGE = {"v": 0}

"""max(v, 0) x - x^2/2 as if v were positive: x = v, which is no number of [0, oo) at v = -1."""

from sympy import Max

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, v = symbols("x v")
GAME = game(choose(x, "s", 0, None, pays("done", s=Max(v, 0) * x - x**2 / 2)), v=1)
STRATEGY = strategy(GAME, choose_x=v)
WRONG_AT = {"v": -1}

"""v x for v > 0 and 2 v x else, x = 1 planned for every v: at v = -1 it pays -2."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, v = symbols("x v")
GAME = game(choose(x, "s", 0, 1, pays("done", s=Piecewise((v * x, v > 0), (2 * v * x, True)))), v=1)
STRATEGY = strategy(GAME, choose_x=1)
WRONG_AT = {"v": -1}

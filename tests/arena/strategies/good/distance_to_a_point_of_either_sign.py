"""-|x - v| on [-1, 1]: x = v where it can be chosen, else the nearer end."""

from sympy import Abs

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, v = symbols("x v")
GAME = game(choose(x, "s", -1, 1, pays("done", s=-Abs(x - v))), v="1/2")
STRATEGY = strategy(GAME, choose_x=(piece(-1, (-1 - v,)), piece(v, (1 + v, 1 - v)), piece(1, (v - 1,))))
EDGE = {"v": -1}

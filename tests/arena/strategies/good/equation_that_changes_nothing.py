"""x, with its value at x = k given apart and the same: a branch on an equation need not be a jump."""

from sympy import Eq, Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=Piecewise((k, Eq(x, k)), (x, True)))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1)

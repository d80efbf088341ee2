"""-(x - 1/3)^2 on [0, 1]: no parameter, no assumption, one number."""

from sympy import Rational

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, = symbols("x")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-(x - Rational(1, 3))**2)))
STRATEGY = strategy(GAME, choose_x=Rational(1, 3))

"""A prize of 1 at q = 1/2 alone, and nothing is played."""

from sympy import Eq, Piecewise, Rational

from tests.arena.shorthand import choose, game, pays, strategy, symbols

q, F = symbols("q F")
GAME = game(choose(q, "s", 0, 1, pays("done", s=Piecewise((1, Eq(q, Rational(1, 2))), (-F * q, True)))), F > 0, F=1)
STRATEGY = strategy(GAME, choose_q=0)
WRONG_AT = {"F": 1}

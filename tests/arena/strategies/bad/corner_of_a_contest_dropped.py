"""sqrt(c/k) - c everywhere, which is below 0 where k c > 1."""

from sympy import sqrt

from tests.arena.shorthand import strategy, symbols
from tests.games import CONTEST

k, c = symbols("k c")
GAME = CONTEST
STRATEGY = strategy(GAME, arms=sqrt(c / k) - c)
WRONG_AT = {"k": 2, "c": 1}

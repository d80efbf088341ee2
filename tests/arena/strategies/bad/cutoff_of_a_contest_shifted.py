"""The contest that is left from k c = 9/10 on, where arms still pay a little."""

from sympy import sqrt

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import CONTEST

k, c = symbols("k c")
GAME = CONTEST
STRATEGY = strategy(GAME, arms=(piece(0, (10 * k * c - 9,)), piece(sqrt(c / k) - c, (9 - 10 * k * c,))))
WRONG_AT = {"k": "19/20", "c": 1}

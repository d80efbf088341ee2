"""The contest with the action over one bar, the cutoff as a square root, and the pieces in the other order."""

from sympy import sqrt

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import CONTEST

k, c = symbols("k c")
GAME = CONTEST
STRATEGY = strategy(GAME, arms=(piece(c * (1 - sqrt(c * k)) / sqrt(c * k), (1 - sqrt(c * k),)),
                                piece(0, (sqrt(c * k) - 1,))))
EDGE = {"k": 3, "c": "1/3"}

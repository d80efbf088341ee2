"""The contest with k c in place of sqrt(k c): equal at k c = 1 and at no other point."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import CONTEST

k, c = symbols("k c")
GAME = CONTEST
STRATEGY = strategy(GAME, arms=(piece(0, (k * c - 1,)), piece(1 / k - c, (1 - k * c,))))
WRONG_AT = {"k": "1/4", "c": 1}

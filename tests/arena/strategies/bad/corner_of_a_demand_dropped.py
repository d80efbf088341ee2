"""Bargaining in which A demands p + c_B also where that is more than there is."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
STRATEGY = strategy(GAME, demand=p + c_B, answer=(piece("accept", (p + c_B - x,)), piece("fight", (x - p - c_B,))))
WRONG_AT = {"p": "9/10", "c_A": "1/10", "c_B": "1/5"}

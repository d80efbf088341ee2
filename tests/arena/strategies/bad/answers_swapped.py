"""Bargaining in which B accepts what is worse than war and fights over what is better."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
STRATEGY = strategy(GAME, demand=(piece(p + c_B, (1 - p - c_B,)), piece(1, (p + c_B - 1,))),
                    answer=(piece("accept", (x - p - c_B,)), piece("fight", (p + c_B - x,))))
WRONG_AT = {"p": "1/2", "c_A": "1/10", "c_B": "1/5"}

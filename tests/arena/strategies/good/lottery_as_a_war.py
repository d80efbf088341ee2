"""Fearon (1995): B accepts what its part of a costly lottery does not beat, and A demands just that, or everything."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import COSTLY_LOTTERY

p, c_B, x = symbols("p c_B x")
GAME = COSTLY_LOTTERY
STRATEGY = strategy(GAME, demand=(piece(p + c_B, (1 - p - c_B,)), piece(1, (p + c_B - 1,))),
                    answer=(piece("accept", (p + c_B - x,)), piece("fight", (x - p - c_B,))))
EDGE = {"p": 1, "c_A": "1/10", "c_B": "1/5"}

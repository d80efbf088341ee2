"""A demands what the other side's chance would bear."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import COSTLY_LOTTERY

p, c_B, x = symbols("p c_B x")
GAME = COSTLY_LOTTERY
STRATEGY = strategy(GAME, demand=(piece(1 - p + c_B, (p - c_B,)), piece(1, (c_B - p,))),
                    answer=(piece("accept", (p + c_B - x,)), piece("fight", (x - p - c_B,))))
WRONG_AT = {"p": "1/4", "c_A": "1/10", "c_B": "1/5"}

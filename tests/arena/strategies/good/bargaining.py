"""Fearon (1995): A demands what makes B indifferent to war, p + c_B, or everything where that exceeds 1."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
STRATEGY = strategy(GAME, demand=(piece(p + c_B, (1 - p - c_B,)), piece(1, (p + c_B - 1,))),
                    answer=(piece("accept", (p + c_B - x,)), piece("fight", (x - p - c_B,))))
EDGE = {"p": "4/5", "c_A": "1/10", "c_B": "1/5"}

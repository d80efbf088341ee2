"""The pieces of `bargaining` in the other order, at both nodes, and the nodes too: an order is no argument."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
STRATEGY = strategy(GAME, answer=(piece("fight", (x - p - c_B,)), piece("accept", (p + c_B - x,))),
                    demand=(piece(1, (p + c_B - 1,)), piece(p + c_B, (1 - p - c_B,))))
EDGE = {"p": 0, "c_A": "1/10", "c_B": 1}

"""Osborne (2004), section 6.1.1: the responder is held to the outside option where there is a surplus, else gets no offer."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import ULTIMATUM

o_P, o_R, x = symbols("o_P o_R x")
GAME = ULTIMATUM
STRATEGY = strategy(GAME, offer=(piece(o_R, (1 - o_P - o_R,)), piece(0, (o_P + o_R - 1,))),
                    answer=(piece("accept", (x - o_R,)), piece("reject", (o_R - x,))))
EDGE = {"o_P": "1/4", "o_R": "3/4"}

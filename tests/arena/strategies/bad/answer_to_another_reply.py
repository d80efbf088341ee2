"""The leader keeps to Cournot's output, which is right against an output that does not move."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import DUOPOLY

a, c_1, c_2, q_1 = symbols("a c_1 c_2 q_1")
GAME = DUOPOLY
cournot, seam, alone = a - 2 * c_1 + c_2, a - c_2, a - c_1
STRATEGY = strategy(GAME, lead=(piece(0, (-cournot,)), piece(cournot / 3, (cournot, 3 * seam - cournot)),
                                piece(seam, (cournot - 3 * seam, 2 * seam - alone)), piece(alone / 2, (alone - 2 * seam,))),
                    follow=(piece((seam - q_1) / 2, (seam - q_1,)), piece(0, (q_1 - seam,))))
WRONG_AT = {"a": 1, "c_1": "1/4", "c_2": "1/4"}

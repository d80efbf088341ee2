"""Stackelberg with corners: below the seam a - c_2 the leader earns q (a - 2 c_1 + c_2 - q)/2, beyond it q (a - c_1 - q)."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import DUOPOLY

a, c_1, c_2, q_1 = symbols("a c_1 c_2 q_1")
GAME = DUOPOLY
reach, seam, alone = a - 2 * c_1 + c_2, a - c_2, a - c_1
STRATEGY = strategy(GAME, lead=(piece(0, (-reach,)), piece(reach / 2, (reach, 2 * seam - reach)),
                                piece(seam, (reach - 2 * seam, 2 * seam - alone)), piece(alone / 2, (alone - 2 * seam,))),
                    follow=(piece((seam - q_1) / 2, (seam - q_1,)), piece(0, (q_1 - seam,))))
EDGE = {"a": 1, "c_1": "1/4", "c_2": "1/2"}

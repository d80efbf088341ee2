"""Stackelberg's leader that moves from accommodating to the monopoly's output at once, without keeping to the seam."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import DUOPOLY

a, c_1, c_2, q_1 = symbols("a c_1 c_2 q_1")
GAME = DUOPOLY
reach, seam, alone = a - 2 * c_1 + c_2, a - c_2, a - c_1
STRATEGY = strategy(GAME, lead=(piece(0, (-reach,)), piece(reach / 2, (reach, 2 * seam - reach)),
                                piece(alone / 2, (reach - 2 * seam,))),
                    follow=(piece((seam - q_1) / 2, (seam - q_1,)), piece(0, (q_1 - seam,))))
WRONG_AT = {"a": 1, "c_1": "1/4", "c_2": "3/5"}

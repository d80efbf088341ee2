"""The pieces of `duopoly` in reverse, one of them cut in two along c_1 = 1/4 and its slacks tripled."""

from sympy import Rational

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import DUOPOLY

a, c_1, c_2, q_1 = symbols("a c_1 c_2 q_1")
GAME = DUOPOLY
reach, seam, alone, cut = a - 2 * c_1 + c_2, a - c_2, a - c_1, c_1 - Rational(1, 4)
STRATEGY = strategy(GAME, follow=(piece(0, (q_1 - seam,)), piece((seam - q_1) / 2, (seam - q_1,))),
                    lead=(piece(alone / 2, (3 * alone - 6 * seam,)), piece(seam, (reach - 2 * seam, 2 * seam - alone)),
                          piece(reach / 2, (reach, 2 * seam - reach, cut)), piece(reach / 2, (reach, 2 * seam - reach, -cut)),
                          piece(0, (-reach,))))
EDGE = {"a": 1, "c_1": "3/4", "c_2": "1/2"}

"""The ultimatum with a hundredth too much for the responder."""

from sympy import Rational

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import ULTIMATUM

o_P, o_R, x = symbols("o_P o_R x")
GAME = ULTIMATUM
more = o_R + Rational(1, 100)
STRATEGY = strategy(GAME, offer=(piece(more, (1 - o_P - more,)), piece(0, (o_P + more - 1,))),
                    answer=(piece("accept", (x - o_R,)), piece("reject", (o_R - x,))))
WRONG_AT = {"o_P": "1/4", "o_R": "1/3"}

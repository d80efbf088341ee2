"""Bargaining in which B fights over the last thousandth, and A asks for that much less."""

from sympy import Rational

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
least = p + c_B - Rational(1, 1000)
STRATEGY = strategy(GAME, demand=(piece(least, (1 - least, least)), piece(1, (least - 1,)), piece(0, (-least,))),
                    answer=(piece("accept", (least - x,)), piece("fight", (x - least,))))
WRONG_AT = {"p": "1/2", "c_A": "1/10", "c_B": "1/5"}

"""A demands 1/10^9 more than B accepts, as if B still did."""

from sympy import Rational

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
more = p + c_B + Rational(1, 10**9)
STRATEGY = strategy(GAME, demand=(piece(more, (1 - more,)), piece(1, (more - 1,))),
                    answer=(piece("accept", (p + c_B - x,)), piece("fight", (x - p - c_B,))))
WRONG_AT = {"p": "1/2", "c_A": "1/10", "c_B": "1/5"}

"""The demand of `bargaining` cut along |p - 51/100| <= 1/10^8, the same on both sides: no sample lies in the strip."""

from sympy import Rational

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import BARGAINING

p, c_B, x = symbols("p c_B x")
GAME = BARGAINING
off, near = p - Rational(51, 100), Rational(1, 10**8)
STRATEGY = strategy(GAME, demand=(piece(p + c_B, (1 - p - c_B, near - off, near + off)), piece(1, (p + c_B - 1,)),
                                  piece(p + c_B, (1 - p - c_B, off - near), (1 - p - c_B, -off - near))),
                    answer=(piece("fight", (x - p - c_B,)), piece("accept", (p + c_B - x,))))
EDGE = {"p": "51000001/100000000", "c_A": "1/10", "c_B": "1/5"}

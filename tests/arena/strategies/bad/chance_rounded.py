"""The cutoff in the hazard is right to three digits."""

from sympy import Rational

from tests.arena.shorthand import decide, game, lottery, pays, piece, strategy, symbols

h, = symbols("h")
GAME = game(decide("threaten", "A", wait=pays("peace", A=0),
                   threaten=lottery("accident", calm=(1 - h, pays("concession", A=1)), war=(h, pays("war", A=-2)))),
            h >= 0, h <= 1, h="1/2")
STRATEGY = strategy(GAME, threaten=(piece("wait", (h - Rational(333, 1000),)),
                                    piece("threaten", (Rational(333, 1000) - h,))))
WRONG_AT = {"h": "3331/10000"}

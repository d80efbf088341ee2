"""s acts on what comes more often, and not on what it may come to."""

from sympy import Rational

from tests.arena.shorthand import decide, game, lottery, pays, piece, strategy, symbols

p, = symbols("p")
GAME = game(decide("start", "s", stay=pays("stay", s=0), go=lottery("luck", won=(p, pays("won", s=1)),
                                                                    lost=(1 - p, pays("lost", s=-3)))),
            p >= 0, p <= 1, p="1/2")
STRATEGY = strategy(GAME, start=(piece("stay", (Rational(1, 2) - p,)), piece("go", (p - Rational(1, 2),))))
WRONG_AT = {"p": "5/8"}

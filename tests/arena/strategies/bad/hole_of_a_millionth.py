"""The threat without a plan on an interval of length 1/10^6, away from the cutoff and from every sample."""

from sympy import Rational

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("go", (1 - c,)), piece("hold", (c - 1, 3 - c), (c - 3 - Rational(1, 10**6),))))
WRONG_AT = {"c": "6000001/2000000"}

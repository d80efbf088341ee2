"""The threat with its cutoff at 1 + 1/10^9, wrong on an interval that no sample meets."""

from sympy import Rational

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
cutoff = 1 + Rational(1, 10**9)
STRATEGY = strategy(GAME, attack=(piece("go", (cutoff - c,)), piece("hold", (c - cutoff,))))
WRONG_AT = {"c": "2000000001/2000000000"}

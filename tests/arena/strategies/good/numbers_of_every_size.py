"""Payoffs of 10^12 and of 1/10^12 side by side: go pays 10^12 - c/10^12, so the cutoff is 10^24."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=10**12 - c / 10**12)), c > 0, c=1)
STRATEGY = strategy(GAME, attack=(piece("hold", (c - 10**24,)), piece("go", (10**24 - c,))))
EDGE = {"c": "1000000000000000000000000"}

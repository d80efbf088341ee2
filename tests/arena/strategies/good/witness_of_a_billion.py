"""The rival of `threat_at_its_cutoff` from the witness c = 10^9, far from the cutoff 1."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=10**9)
STRATEGY = strategy(GAME, attack=(piece("hold", (c - 1,)), piece("go", (1 - c,))))
EDGE = {"c": 1}

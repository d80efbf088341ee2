"""The same from the witness c = 1/10^9, with the share of a pie beside it."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, d = symbols("c d")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=d - c)),
            c > 0, d > 0, d < 1, c="1/1000000000", d="999999999/1000000000")
STRATEGY = strategy(GAME, attack=(piece("hold", (c - d,)), piece("go", (d - c,))))
EDGE = {"c": "1/7", "d": "1/7"}

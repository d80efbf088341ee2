"""The threat without a plan for 1 < c < 2."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("go", (1 - c,)), piece("hold", (c - 2,))))
WRONG_AT = {"c": "3/2"}

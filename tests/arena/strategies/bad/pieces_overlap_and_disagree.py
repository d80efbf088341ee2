"""The threat with both moves planned for 1 < c < 2."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("hold", (c - 1,)), piece("go", (2 - c,))))
WRONG_AT = {"c": "3/2"}

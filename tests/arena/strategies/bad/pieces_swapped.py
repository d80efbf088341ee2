"""The threat with its moves exchanged: it holds where going pays, and the other way round."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("hold", (1 - c,)), piece("go", (c - 1,))))
WRONG_AT = {"c": "1/2"}

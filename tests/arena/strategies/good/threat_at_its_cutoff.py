"""Going to war pays 1 - c against 0 for holding, so the rival goes where c <= 1."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("go", (1 - c,)), piece("hold", (c - 1,))))
EDGE = {"c": 1}

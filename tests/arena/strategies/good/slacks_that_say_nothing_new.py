"""The threat with slacks beside the cutoff that hold anyway, and a case that is part of another."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("go", (1 - c, c, 3 - c)), piece("hold", (c - 1, c + 1), (c - 5,))))
EDGE = {"c": 5}

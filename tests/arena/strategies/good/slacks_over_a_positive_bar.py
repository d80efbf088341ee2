"""The threat with the slacks (1 - c)/c and 7 (c - 1)(c^2 + 1), which have the signs of 1 - c and c - 1."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("go", ((1 - c) / c,)), piece("hold", (7 * (c - 1) * (c**2 + 1),))))
EDGE = {"c": 1}

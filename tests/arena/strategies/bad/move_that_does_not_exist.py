"""The rival retreats, which is no move of the tree."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("go", (1 - c,)), piece("retreat", (c - 1,))))
WRONG_AT = {"c": 2}

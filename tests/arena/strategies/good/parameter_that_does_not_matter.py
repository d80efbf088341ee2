"""A parameter z that no payoff holds, and a piece cut in two along it."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, z = symbols("c z")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2, z=-3)
STRATEGY = strategy(GAME, attack=(piece("hold", (c - 1, z)), piece("go", (1 - c,)), piece("hold", (c - 1, -z))))
EDGE = {"c": 1, "z": 0}

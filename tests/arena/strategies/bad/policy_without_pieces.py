"""A policy that lists no piece says nothing, and must not pass since nothing is claimed."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=())
WRONG_AT = {"c": "1/2"}

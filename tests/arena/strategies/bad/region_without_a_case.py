"""A union of no cases holds nowhere, so that there is no plan at all."""

from symbolic_alliance import Piece, Region
from tests.arena.shorthand import decide, game, pays, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(Piece(Region(()), "hold"),))
WRONG_AT = {"c": "1/2"}

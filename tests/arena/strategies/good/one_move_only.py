"""A node with one move: there is nothing to compare."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

c, = symbols("c")
GAME = game(decide("sign", "s", sign=pays("signed", s=-c)), c > 0, c=1)
STRATEGY = strategy(GAME, sign="sign")

"""The only piece has the slack -1."""

from sympy import Integer

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=2)
STRATEGY = strategy(GAME, attack=(piece("hold", (Integer(-1),)),))
WRONG_AT = {"c": 2}

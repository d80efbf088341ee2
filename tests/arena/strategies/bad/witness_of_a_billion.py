"""The threat from the witness c = 10^9, where holding is right, and held everywhere."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=1 - c)), c > 0, c=10**9)
STRATEGY = strategy(GAME, attack="hold")
WRONG_AT = {"c": "1/2"}

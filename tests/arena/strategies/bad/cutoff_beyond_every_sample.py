"""Going pays 10^12 - c, and is planned for every c > 0: no sample comes near the cutoff."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

c, = symbols("c")
GAME = game(decide("attack", "rival", hold=pays("peace", rival=0), go=pays("war", rival=10**12 - c)), c > 0, c=1)
STRATEGY = strategy(GAME, attack="go")
WRONG_AT = {"c": "1000000000001"}

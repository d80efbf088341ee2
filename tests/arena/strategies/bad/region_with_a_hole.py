"""The region (k^2 - 1)/(k - 1) >= 0 is that of k + 1 but for k = 1, where it has no value, and there is no plan."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=k)), k > 0, k=2)
STRATEGY = strategy(GAME, pick=(piece("go", ((k**2 - 1) / (k - 1),)),))
WRONG_AT = {"k": 1}

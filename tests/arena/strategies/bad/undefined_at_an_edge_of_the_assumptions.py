"""Going pays 1/(k - 1) with k >= 1 allowed: it has no value at k = 1."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=1 / (k - 1))), k >= 1, k=2)
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"k": 1}

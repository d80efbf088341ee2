"""k >= 1 and k <= 1 leave one point, at which going pays -1."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=k - 2)), k >= 1, k <= 1, k=1)
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"k": 1}

"""Going pays k p with k >= 0 and p > 0: best everywhere, and at k = 0 as good as staying."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

k, p = symbols("k p")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=k * p)), k >= 0, p > 0, k=1, p=1)
STRATEGY = strategy(GAME, pick="go")
EDGE = {"k": 0, "p": 1}

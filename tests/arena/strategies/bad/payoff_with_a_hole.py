"""Going pays (k^2 - 1)/(k - 1), which is k + 1 but for k = 1, where it is 0/0."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

k, = symbols("k")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=(k**2 - 1) / (k - 1))), k > 0, k=2)
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"k": 1}

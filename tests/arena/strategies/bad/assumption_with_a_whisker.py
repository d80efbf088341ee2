"""a^2 (b - 1) >= 0 allows b >= 1 and, for a = 0, every b: at a = b = 0 going pays -1."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

a, b = symbols("a b")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=b - 1 + a**2)), a**2 * (b - 1) >= 0, a=1, b=2)
STRATEGY = strategy(GAME, pick="go")
WRONG_AT = {"a": 0, "b": 0}

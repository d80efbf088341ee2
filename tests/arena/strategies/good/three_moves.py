"""The largest of a, b and 0, each on its own region; two meet on an edge, three at a point."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

a, b = symbols("a b")
GAME = game(decide("pick", "s", none=pays("none", s=0), a=pays("a", s=a), b=pays("b", s=b)), a=1, b=2)
STRATEGY = strategy(GAME, pick=(piece("a", (a - b, a)), piece("none", (-a, -b)), piece("b", (b - a, b))))
EDGE = {"a": 0, "b": 0}

"""-(x - k)^2 on [a, b] with a <= b, weakly: the nearest point of the interval, also where it is one point."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, a, b, k = symbols("x a b k")
GAME = game(choose(x, "s", a, b, pays("done", s=-(x - k)**2)), a <= b, a=0, b=1, k=2)
STRATEGY = strategy(GAME, choose_x=(piece(a, (a - k,)), piece(k, (k - a, b - k)), piece(b, (k - b,))))
EDGE = {"a": 1, "b": 1, "k": 1}

"""s offers x; where t refuses, t keeps all of a pie that has shrunk to d: s offers d."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, y, d = symbols("x y d")
counter = choose(y, "t", 0, 1, pays("late", s=d * y, t=d * (1 - y)))
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", accept=pays("early", s=1 - x, t=x), refuse=counter)),
            d > 0, d < 1, d="1/2")
STRATEGY = strategy(GAME, choose_x=d, answer=(piece("accept", (x - d,)), piece("refuse", (d - x,))), choose_y=0)

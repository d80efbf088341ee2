"""-1/(x - k)^2 falls without bound near x = k, which is planned."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 5, pays("done", s=-1 / (x - k)**2)), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": "1/2"}

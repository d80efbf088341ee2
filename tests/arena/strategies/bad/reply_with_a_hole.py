"""t answers with (x^2 - k^2)/(x - k), which is x + k but for x = k, the number that s chooses."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 2, pays("done", s=-(x - k)**2, t=-(y - x - k)**2))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k, choose_y=(x**2 - k**2) / (x - k))
WRONG_AT = {"k": "1/2"}

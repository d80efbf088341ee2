"""t copies x, and s, who gets y (k - y), chooses x = k/2."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 1, pays("done", s=y * (k - y), t=-(y - x)**2))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k / 2, choose_y=x)

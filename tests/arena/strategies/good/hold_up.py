"""s invests x, t hands back y of it, at least the share k: y = k x, so s invests x = k."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, None, choose(y, "t", k * x, x, pays("done", s=y - x**2 / 2, t=x - y))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k, choose_y=k * x)

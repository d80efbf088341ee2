"""s gets x y/(x^2 + y^2) - k x, t copies x: 1/2 - k x for x > 0, and 0/0 at x = 0, which is planned."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 1, pays("done", s=x * y / (x**2 + y**2) - k * x, t=-(y - x)**2))),
            k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=0, choose_y=x)
WRONG_AT = {"k": "1/2"}

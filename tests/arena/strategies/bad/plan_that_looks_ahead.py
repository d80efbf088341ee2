"""s answers the number y that t will choose."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 1, pays("done", s=-(x - y)**2, t=-(y - k)**2))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=y, choose_y=k)
WRONG_AT = {"k": "1/2"}

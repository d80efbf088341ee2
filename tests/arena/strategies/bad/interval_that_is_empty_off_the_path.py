"""t chooses from [x, 1] after s has chosen x from [0, 2]: beyond x = 1 there is nothing to choose."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 2, choose(y, "t", x, 1, pays("done", s=-k * x, t=-y))), k > 0, k=1)
STRATEGY = strategy(GAME, choose_x=0, choose_y=x)
WRONG_AT = {"k": 1}

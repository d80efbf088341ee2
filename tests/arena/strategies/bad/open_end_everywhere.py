"""k x on [0, 1): the planned x = 1 can never be chosen."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=k * x), upper_open=True), k > 0, k=2)
STRATEGY = strategy(GAME, choose_x=1)
WRONG_AT = {"k": 2}

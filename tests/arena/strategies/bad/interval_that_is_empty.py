"""-x on [k, 1] with k >= 0 alone: at k = 2 there is nothing to choose."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", k, 1, pays("done", s=-x)), k >= 0, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": 2}

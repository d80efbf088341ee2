"""k x over [0, oo), k of either sign: x = 0 for every k, although nothing is best where k > 0."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=k * x)), k=1)
STRATEGY = strategy(GAME, choose_x=0)
WRONG_AT = {"k": 1}

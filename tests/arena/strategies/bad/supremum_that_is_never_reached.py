"""x/(x + 1) rises for ever: a billion is beaten by anything larger."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=k * x / (x + 1))), k > 0, k=1)
STRATEGY = strategy(GAME, choose_x=10**9)
WRONG_AT = {"k": 1}

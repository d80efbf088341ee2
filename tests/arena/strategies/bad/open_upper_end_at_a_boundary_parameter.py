"""-(x - k)^2 on [0, b) with k <= b allowed: at k = b the plan is the open end."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k, b = symbols("x k b")
GAME = game(choose(x, "s", 0, b, pays("done", s=-(x - k)**2), upper_open=True), k > 0, k <= b, k="1/2", b=1)
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": 1, "b": 1}

"""-(x - k)^2 on (0, 1] with k >= 0 allowed: at k = 0 the plan is the open end."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-(x - k)**2), lower_open=True), k >= 0, k <= 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": 0}

"""1/(x - k) grows without bound just above k; x = 1 is planned."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=1 / (x - k))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1)
WRONG_AT = {"k": "1/2"}

"""The same with the plan for k <= 0 only: it is right where it says something, and it does not say enough."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=k * x)), k=-1)
STRATEGY = strategy(GAME, choose_x=(piece(0, (-k,)),))
WRONG_AT = {"k": 1}

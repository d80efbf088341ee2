"""x - k x^2 over [0, oo) with k >= 0 allowed: x = 1/(2 k) is nothing at k = 0."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=x - k * x**2)), k >= 0, k=1)
STRATEGY = strategy(GAME, choose_x=1 / (2 * k))
WRONG_AT = {"k": 0}

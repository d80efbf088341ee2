"""k x - x^4 - x^2 over [0, oo): x = 0 is best where k <= 0 only; at k = 6, x = 1 pays 4."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, None, pays("done", s=k * x - x**4 - x**2)), k=1)
STRATEGY = strategy(GAME, choose_x=0)
WRONG_AT = {"k": 6}

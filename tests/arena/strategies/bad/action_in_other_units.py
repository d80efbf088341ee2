"""m x - x^2/2 over [0, oo): x = 1 is right for m = 1, the unit in which it was written."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, m = symbols("x m")
GAME = game(choose(x, "s", 0, None, pays("done", s=m * x - x**2 / 2)), m > 0, m=2)
STRATEGY = strategy(GAME, choose_x=1)
WRONG_AT = {"m": 2}

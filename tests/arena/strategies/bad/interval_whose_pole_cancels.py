"""At k = 0 the ends of the interval have no value, nor has the plan; their differences have one."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, a, k = symbols("x a k")
GAME = game(choose(x, "A", 1 / k, 1 / k + 2 * a, pays("end", A=-(k * x - k * a - 1)**2)), k >= 0, a > 0, k=1, a=1)
STRATEGY = strategy(GAME, choose_x=1 / k + a)
WRONG_AT = {"k": 0, "a": 1}

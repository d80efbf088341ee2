"""The same with the second edge written x^2 < k^2."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
payoff = Piecewise((x, x < k), (0, True)) + Piecewise((0, x**2 < k**2), (x - 3, True))
GAME = game(choose(x, "s", 0, 1, pays("done", s=payoff)), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": "1/2"}

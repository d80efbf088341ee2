"""Rises with x up to k and falls beyond, the edge written x < k in one sum and k x < k^2 in the other: x = k."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
payoff = Piecewise((x, x < k), (k, True)) + Piecewise((0, k * x < k**2), (k - x, True))
GAME = game(choose(x, "s", 0, 1, pays("done", s=payoff)), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)

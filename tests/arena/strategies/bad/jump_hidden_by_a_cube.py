"""One Piecewise whose branches meet where x^3 = k^3, told apart by x < k and x^3 >= k^3."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
payoff = Piecewise((x, x < k), (-1, x**3 >= k**3), (0, True))
GAME = game(choose(x, "s", 0, 1, pays("done", s=payoff)), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": "1/2"}

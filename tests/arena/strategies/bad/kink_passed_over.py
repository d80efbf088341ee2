"""The kinked tax without the kink: 1/2 up to k = 3/8, 1/4 below."""

from sympy import Piecewise, Rational

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
payoff = Piecewise((x, x <= k), (k + (x - k) / 2, True)) - x**2
GAME = game(choose(x, "s", 0, 1, pays("done", s=payoff)), k > 0, k < 1, k="1/3")
STRATEGY = strategy(GAME, choose_x=(piece(Rational(1, 2), (8 * k - 3,)), piece(Rational(1, 4), (3 - 8 * k,))))
WRONG_AT = {"k": "2/5"}

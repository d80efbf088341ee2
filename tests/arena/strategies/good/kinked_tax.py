"""Income x, half of it taxed away above k, effort x^2: x = 1/2 where k is above, 1/4 where k is below, else the kink k."""

from sympy import Piecewise, Rational

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
payoff = Piecewise((x, x <= k), (k + (x - k) / 2, True)) - x**2
GAME = game(choose(x, "s", 0, 1, pays("done", s=payoff)), k > 0, k < 1, k="1/3")
STRATEGY = strategy(GAME, choose_x=(piece(Rational(1, 2), (2 * k - 1,)), piece(k, (4 * k - 1, 1 - 2 * k)),
                                    piece(Rational(1, 4), (1 - 4 * k,))))
EDGE = {"k": "1/4"}

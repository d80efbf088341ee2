"""t takes y of the x that s has put in, worth y (1 - y) to t: y = min(x, 1/2); s gets y - k x, so x = 1/2 where k <= 1."""

from sympy import Rational

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, y, k = symbols("x y k")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, x, pays("done", s=y - k * x, t=y * (1 - y)))), k > 0, k="1/2")
STRATEGY = strategy(GAME, choose_x=(piece(Rational(1, 2), (1 - k,)), piece(0, (k - 1,))),
                    choose_y=(piece(x, (1 - 2 * x,)), piece(Rational(1, 2), (2 * x - 1,))))
EDGE = {"k": 1}

"""-(x - k)^2 on (0, 1] for k of either sign: x = k from k >= 0 on includes the open end, and below it nothing is best."""

from sympy import Rational

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-(x - k)**2), lower_open=True), k < 1, k > -1, k="1/2")
STRATEGY = strategy(GAME, choose_x=(piece(k, (k,)), piece(Rational(1, 10**6), (-k,))))
WRONG_AT = {"k": 0}

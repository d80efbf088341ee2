"""-x on (0, 1] has no largest value; sqrt(k) sqrt(m) - sqrt(k m) is the open end in disguise."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k, m = symbols("x k m")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-x), lower_open=True), k > 0, m > 0, k=1, m=2)
STRATEGY = strategy(GAME, choose_x=sqrt(k) * sqrt(m) - sqrt(k * m))
WRONG_AT = {"k": 1, "m": 2}

"""-(x - k)^2: x = k but for |k - 51/100| <= 1/10^8, where x = 0 is planned and no sample lies."""

from sympy import Rational

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=-(x - k)**2)), k > 0, k < 1, k="1/2")
off, near = k - Rational(51, 100), Rational(1, 10**8)
STRATEGY = strategy(GAME, choose_x=(piece(k, (off - near,), (-off - near,)), piece(0, (near - off, near + off))))
WRONG_AT = {"k": "51/100"}

"""The whisker with a number for t's answer: y = 1 on t's region for l, y = 0 on the rest."""

from sympy import Min

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, y, k, a, b = symbols("x y k a b")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 1, pays("done", s=5 * y - x, t=y * Min(x - k, b - a)))),
            k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
STRATEGY = strategy(GAME, choose_x=k, choose_y=(piece(1, (x - k, (x - k) * (b - a))), piece(0, (k - x,), (a - b,))))
WRONG_AT = {"k": "1/3", "a": 2, "b": 1}

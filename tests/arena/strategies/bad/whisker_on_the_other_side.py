"""The whisker with t's region below k, where s goes as far as it may: x = k is no limit of l where a > b."""

from sympy import Min

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, a, b = symbols("x k a b")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 + x, t=Min(k - x, b - a)), r=pays("R", s=x, t=0))),
            k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
STRATEGY = strategy(GAME, choose_x=k, answer=(piece("l", (k - x, (k - x) * (b - a))), piece("r", (x - k,), (a - b,))))
WRONG_AT = {"k": "1/3", "a": 2, "b": 1}

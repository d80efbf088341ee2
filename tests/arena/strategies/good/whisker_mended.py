"""The game of the whisker with t's region as it must be, and s at x = k only where t then plays l."""

from sympy import Min

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, a, b = symbols("x k a b")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 - x, t=Min(x - k, b - a)), r=pays("R", s=-x, t=0))),
            k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
STRATEGY = strategy(GAME, choose_x=(piece(k, (b - a,)), piece(0, (a - b,))),
                    answer=(piece("l", (x - k, b - a)), piece("r", (k - x,), (a - b,))))
EDGE = {"k": "1/3", "a": 1, "b": 1}

"""t's region for l holds the points x = k, a > b, which are no limit of its interior, and s relies on them.

There t plays r, so that s gets -k, and x = 0 pays 0.
"""

from sympy import Min

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, a, b = symbols("x k a b")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 - x, t=Min(x - k, b - a)), r=pays("R", s=-x, t=0))),
            k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
STRATEGY = strategy(GAME, choose_x=k, answer=(
    piece("l", (x - k, (x - k) * (b - a))), piece("r", (k - x,), (a - b,))))
WRONG_AT = {"k": "1/3", "a": 2, "b": 1}

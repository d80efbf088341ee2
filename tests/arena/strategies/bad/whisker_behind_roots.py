"""s plays k + sqrt(k) sqrt(m) - sqrt(k m), which is k in disguise: t's regions for x = k hold, but as no limit where a > b.

There t plays r, so that s gets -k, and x = 0 pays 0.
"""

from sympy import Max, Min, sqrt

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, a, b, m = symbols("x k a b m")
t_gains = Max(Min(x - k, b - a), b - a - 1)
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 - (x - k)**2, t=t_gains), r=pays("R", s=-x, t=0))),
            k > 0, k < 1, a > 0, b > 0, m > 0, k="1/2", a=2, b=1, m=3)
STRATEGY = strategy(GAME, choose_x=k + sqrt(k) * sqrt(m) - sqrt(k * m), answer=(
    piece("l", (x - k, (x - k) * (b - a)), (b - a - 1,)),
    piece("r", (k - x, 1 + a - b), (x - k, (x - k) * (a - b), 1 + a - b))))
WRONG_AT = {"k": "1/3", "a": 2, "b": 1, "m": 3}

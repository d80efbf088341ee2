"""The same with the number k itself, t's region for l being an open set and a whisker."""

from sympy import Max, Min

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, a, b = symbols("x k a b")
t_gains = Max(Min(x - k, b - a), b - a - 1)
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 - (x - k)**2, t=t_gains), r=pays("R", s=-x, t=0))),
            k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
STRATEGY = strategy(GAME, choose_x=k, answer=(
    piece("l", (x - k, (x - k) * (b - a)), (b - a - 1,)),
    piece("r", (k - x, 1 + a - b), (x - k, (x - k) * (a - b), 1 + a - b))))
WRONG_AT = {"k": "1/3", "a": 2, "b": 1}

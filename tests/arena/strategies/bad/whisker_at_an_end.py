"""The same at an end: x (b - a) >= 0 holds at x = 0 also where a > b and t must play r, which pays s most at x = 1."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, a, b = symbols("x a b")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 - x, t=b - a), r=pays("R", s=x, t=0))),
            a > 0, b > 0, a=2, b=1)
STRATEGY = strategy(GAME, choose_x=0, answer=(piece("l", (x * (b - a),)), piece("r", (a - b,))))
WRONG_AT = {"a": 2, "b": 1}

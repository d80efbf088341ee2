"""The same with an even factor: (x - k)^2 (b - a) >= 0 holds at x = k for all a and b."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

x, k, a, b = symbols("x k a b")
GAME = game(choose(x, "s", 0, 1, decide("answer", "t", l=pays("L", s=5 - (x - k)**2, t=b - a), r=pays("R", s=-x, t=0))),
            k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
STRATEGY = strategy(GAME, choose_x=k, answer=(piece("l", ((x - k)**2 * (b - a),)), piece("r", (a - b,))))
WRONG_AT = {"k": "1/3", "a": 2, "b": 1}

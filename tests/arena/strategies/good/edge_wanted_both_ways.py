"""A asks for k, where B is indifferent; whether A wants a yes there depends on the sign of m: no comes first where m < 0."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

k, m, x = symbols("k m x")
ANSWER = decide("d", "B", no=pays("n", A=-m - (x - k) ** 2, B=0), yes=pays("y", A=m - (x - k) ** 2, B=x - k))
GAME = game(choose(x, "A", -1, 1, ANSWER), k > -1, k < 1, k=0, m="1/2")
STRATEGY = strategy(GAME, choose_x=k, d=(piece("no", (k - x,)), piece("yes", (x - k,))))
EDGE = {"k": "1/2", "m": -1}

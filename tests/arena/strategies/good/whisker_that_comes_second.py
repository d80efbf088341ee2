"""x is best at k within [0, 1]; k is planned where k (k + 5)^2 >= 0, so at k = -5 too, where the plan 0 is read first."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "A", 0, 1, pays("end", A=-(x - k) ** 2)), k="1/2")
STRATEGY = strategy(GAME, choose_x=(piece(0, (-k,)), piece(1, (k - 1,)), piece(k, (1 - k, k * (k + 5) ** 2))))
EDGE = {"k": -5}

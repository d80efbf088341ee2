"""x is best at k; (k^2 - k)/(k - 1) is planned for k >= 1, without a value at k = 1, where the plan k is read first."""

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "A", 0, None, pays("end", A=-(x - k) ** 2)), k > 0, k=2)
STRATEGY = strategy(GAME, choose_x=(piece((k**2 - k) / (k - 1), (k - 1,)), piece(k, (1 - k,))))
EDGE = {"k": 1}

"""x is best at max(1 - k, 0); 1 - k is planned where (k - 1)(k - 2) >= 0 and k <= 2: at k = 2 as well, where it is -1 and
0 is right, and is read first."""

import sympy as sp

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "s", -5, 5, pays("end", s=-(x - sp.Max(1 - k, 0)) ** 2)), k > 0, k < 4, k=3)
STRATEGY = strategy(GAME, choose_x=(piece(1 - k, ((k - 1) * (k - 2), 2 - k)),
                                    piece(0, ((k - 1) * (2 - k),), (k - 2,))))
EDGE = {"k": 2}

"""x is best at max(1 - k, 0); 1 - k is planned where (k - 1)(k - 2) >= 0 and k <= 2: at k = 2 as well, where it is -1,
and where nothing else is planned."""

import sympy as sp

from symbolic_alliance import Piece, Region
from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "s", -5, 5, pays("end", s=-(x - sp.Max(1 - k, 0)) ** 2)), k > 0, k < 4, k=3)
ELSEWHERE = Region((((k - 1) * (2 - k),), (k - 2,)), strict=((k - 1) * (2 - k), k - 2))
STRATEGY = strategy(GAME, choose_x=(piece(1 - k, ((k - 1) * (k - 2), 2 - k)), Piece(ELSEWHERE, sp.Integer(0))))
WRONG_AT = {"k": 2}

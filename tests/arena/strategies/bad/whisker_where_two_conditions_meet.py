"""go pays 1 - k: it is planned where (k - 1)(k - 2) >= 0 and k <= 2, which hold together at k = 2 as well, and
nothing else is planned there."""

from symbolic_alliance import Piece, Region
from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
GAME = game(decide("d", "s", stay=pays("stay", s=0), go=pays("go", s=1 - k)), k > 0, k=3)
STRATEGY = strategy(GAME, d=(piece("go", ((k - 1) * (k - 2), 2 - k)),
                              Piece(Region((((k - 1) * (2 - k),), (k - 2,)), ((k - 1) * (2 - k), k - 2)), "stay")))
WRONG_AT = {"k": 2}

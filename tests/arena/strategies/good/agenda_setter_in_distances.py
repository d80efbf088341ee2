"""The same with the loss an absolute distance: the same sets are accepted, since only who is nearer counts."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import AGENDA_ABSOLUTE

s, v, q, x = symbols("s v q x")
GAME = AGENDA_ABSOLUTE
mirror = 2 * v - q
STRATEGY = strategy(GAME, propose=(piece(s, (s - q, mirror - s), (q - s, s - mirror)),
                                   piece(mirror, (v - q, s - mirror), (q - v, mirror - s)),
                                   piece(q, (v - q, q - s), (q - v, s - q))),
                    vote=(piece("accept", (x - q, mirror - x), (q - x, x - mirror)),
                          piece("decline", (x - q, x - mirror), (q - x, mirror - x))))
EDGE = {"s": "3/2", "v": 1, "q": "1/2"}

"""The agenda setter's voter declines between the status quo and its mirror image, and accepts outside."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import AGENDA_QUADRATIC

s, v, q, x = symbols("s v q x")
GAME = AGENDA_QUADRATIC
mirror = 2 * v - q
STRATEGY = strategy(GAME, propose=(piece(s, (s - q, mirror - s), (q - s, s - mirror)),
                                   piece(mirror, (v - q, s - mirror), (q - v, mirror - s)),
                                   piece(q, (v - q, q - s), (q - v, s - q))),
                    vote=(piece("decline", (x - q, mirror - x), (q - x, x - mirror)),
                          piece("accept", (x - q, x - mirror), (q - x, mirror - x))))
WRONG_AT = {"s": 2, "v": 1, "q": "1/2"}

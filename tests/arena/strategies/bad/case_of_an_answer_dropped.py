"""The agenda setter's voter with only the half of the accepted proposals that lies above the status quo."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import AGENDA_QUADRATIC

s, v, q, x = symbols("s v q x")
GAME = AGENDA_QUADRATIC
mirror = 2 * v - q
STRATEGY = strategy(GAME, propose=(piece(s, (s - q, mirror - s), (q - s, s - mirror)),
                                   piece(mirror, (v - q, s - mirror), (q - v, mirror - s)),
                                   piece(q, (v - q, q - s), (q - v, s - q))),
                    vote=(piece("accept", (x - q, mirror - x)),
                          piece("decline", (x - q, x - mirror), (q - x, mirror - x))))
WRONG_AT = {"s": "1/2", "v": 1, "q": "7/4"}

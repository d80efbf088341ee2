"""Entry deterrence with (2 - sqrt(2))/8 = 0.07322... rounded to 73/1000: too early by F = 1/30000."""

from sympy import Rational, sqrt

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import ENTRY

D, F, q_I = symbols("D F q_I")
GAME = ENTRY
root, rounded = sqrt(F), Rational(73, 1000) * D
STRATEGY = strategy(GAME, commit=(piece(D / 2, (4 * root - D,), (rounded - root,)),
                                  piece(D - 2 * root, (D - 4 * root, root - rounded))),
                    enter=(piece("stay_out", (q_I - D + 2 * root,)), piece("enter", (D - 2 * root - q_I,))),
                    produce=(piece((D - q_I) / 2, (D - q_I,)), piece(0, (q_I - D,))))
WRONG_AT = {"D": 1, "F": "5345/1000000"}

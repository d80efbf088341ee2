"""Entry deterrence with the other root of the same quadratic, (2 + sqrt(2))/8, which is no cutoff."""

from sympy import sqrt

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import ENTRY

D, F, q_I = symbols("D F q_I")
GAME = ENTRY
root, other = sqrt(F), D * (2 + sqrt(2)) / 8
STRATEGY = strategy(GAME, commit=(piece(D / 2, (4 * root - D,), (other - root,)),
                                  piece(D - 2 * root, (D - 4 * root, root - other))),
                    enter=(piece("stay_out", (q_I - D + 2 * root,)), piece("enter", (D - 2 * root - q_I,))),
                    produce=(piece((D - q_I) / 2, (D - q_I,)), piece(0, (q_I - D,))))
WRONG_AT = {"D": 1, "F": "1/25"}

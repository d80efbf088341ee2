"""The chance a/(a + b) has no value where neither side has any arms, which the assumptions allow."""

from tests.arena.shorthand import decide, game, lottery, pays, piece, strategy, symbols

a, b = symbols("a b")
GAME = game(decide("start", "s", stay=pays("stay", s=0), go=lottery("luck", won=(a / (a + b), pays("won", s=1)),
                                                                    lost=(b / (a + b), pays("lost", s=-1)))),
            a >= 0, b >= 0, a=1, b=1)
STRATEGY = strategy(GAME, start=(piece("stay", (b - a,)), piece("go", (a - b,))))
WRONG_AT = {"a": 0, "b": 0}

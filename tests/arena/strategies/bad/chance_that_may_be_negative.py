"""Nothing says that p is a chance: where p = 2 the lottery is none."""

from tests.arena.shorthand import decide, game, lottery, pays, piece, strategy, symbols

p, = symbols("p")
GAME = game(decide("start", "s", stay=pays("stay", s=0), go=lottery("luck", won=(p, pays("won", s=1)),
                                                                    lost=(1 - p, pays("lost", s=-1)))), p >= 0, p="1/2")
STRATEGY = strategy(GAME, start=(piece("stay", (1 - 2 * p,)), piece("go", (2 * p - 1,))))
WRONG_AT = {"p": 2}

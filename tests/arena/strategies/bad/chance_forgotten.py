"""The threat is made as if there were no accident: where h = 1 it is war, which costs more than it wins."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import ACCIDENT

p, c_A, c_B, h, d = symbols("p c_A c_B h d")
GAME = ACCIDENT
fights, gives_in = p - c_A + d, p + c_B - 1
STRATEGY = strategy(GAME, threaten=(piece("wait", (-fights,), (-gives_in, c_A - p)),
                                    piece("threaten", (fights, gives_in), (-gives_in, p - c_A))),
                    answer=(piece("resist", (-fights,), (-gives_in,)), piece("concede", (fights, gives_in))),
                    follow_up=(piece("back down", (-fights,)), piece("fight", (fights,))))
WRONG_AT = {"p": "1/2", "c_A": "7/10", "c_B": "3/5", "h": 1, "d": "1/2"}

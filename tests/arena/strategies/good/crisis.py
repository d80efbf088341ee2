"""Schultz (2001): the challenger fights where w_C >= -r; the target concedes to one who would, where w_T <= 0."""

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import CRISIS

w_C, w_T, r = symbols("w_C w_T r")
GAME = CRISIS
STRATEGY = strategy(GAME, challenge=(piece("wait", (-w_C - r,), (-w_C, w_T)),
                                     piece("challenge", (w_C + r, -w_T), (w_C, w_T))),
                    answer=(piece("concede", (w_C + r, -w_T)), piece("resist", (-w_C - r,), (w_T,))),
                    fight=(piece("back_down", (-w_C - r,)), piece("attack", (w_C + r,))))
EDGE = {"w_C": 0, "w_T": 0, "r": "1/2"}

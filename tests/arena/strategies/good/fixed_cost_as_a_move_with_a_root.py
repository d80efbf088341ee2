"""The same firm, its cutoff written as 2 sqrt(F) <= 1 - c."""

from sympy import sqrt

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

q, c, F = symbols("q c F")
GAME = game(decide("enter", "firm", out=pays("idle", firm=0),
                   enter=choose(q, "firm", 0, 1, pays("active", firm=(1 - q - c) * q - F))),
            F > 0, c > 0, c < 1, F="1/10", c="1/5")
STRATEGY = strategy(GAME, enter=(piece("out", (2 * sqrt(F) - 1 + c,)), piece("enter", (1 - c - 2 * sqrt(F),))),
                    choose_q=(1 - c) / 2)
EDGE = {"F": "1/16", "c": "1/2"}

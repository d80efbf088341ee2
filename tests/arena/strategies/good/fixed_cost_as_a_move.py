"""A firm that may stay out: inside it makes q = (1 - c)/2, so it enters where (1 - c)^2/4 >= F."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

q, c, F = symbols("q c F")
GAME = game(decide("enter", "firm", out=pays("idle", firm=0),
                   enter=choose(q, "firm", 0, 1, pays("active", firm=(1 - q - c) * q - F))),
            F > 0, c > 0, c < 1, F="1/10", c="1/5")
STRATEGY = strategy(GAME, enter=(piece("enter", ((1 - c)**2 / 4 - F,)), piece("out", (F - (1 - c)**2 / 4,))),
                    choose_q=(1 - c) / 2)
EDGE = {"F": "1/16", "c": "1/2"}

"""Selten (1978), one market: fighting costs the incumbent, so it shares, and the entrant enters."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

d, f, m = symbols("d f m")
reply = decide("reply", "incumbent", share=pays("shared", incumbent=d, entrant=d),
               fight=pays("war", incumbent=-f, entrant=-f))
GAME = game(decide("enter", "entrant", out=pays("monopoly", incumbent=m, entrant=0), enter=reply),
            d > 0, f > 0, m > d, d=1, f=1, m=3)
STRATEGY = strategy(GAME, enter="enter", reply="share")

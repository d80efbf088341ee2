"""Selten's chain store with a fight that costs the incumbent, so that it would not fight: Nash, and not subgame perfect."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

d, f, m = symbols("d f m")
reply = decide("reply", "incumbent", share=pays("shared", incumbent=d, entrant=d),
               fight=pays("war", incumbent=-f, entrant=-f))
GAME = game(decide("enter", "entrant", out=pays("monopoly", incumbent=m, entrant=0), enter=reply),
            d > 0, f > 0, m > d, d=1, f=1, m=3)
STRATEGY = strategy(GAME, enter="out", reply="fight")
WRONG_AT = {"d": 1, "f": 1, "m": 3}

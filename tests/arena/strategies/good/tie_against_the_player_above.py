"""t does not care; it plays what s dislikes, so s stays: another equilibrium of the same game."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

k, = symbols("k")
turn = decide("turn", "t", l=pays("L", s=1, t=0), r=pays("R", s=-1, t=0))
GAME = game(decide("start", "s", stay=pays("stay", s=0, t=k), go=turn), k > 0, k=1)
STRATEGY = strategy(GAME, start="stay", turn="r")

"""A branch of probability 0 is a subgame too, and what is planned there is not a best reply."""

from tests.arena.shorthand import decide, game, lottery, pays, piece, strategy, symbols

k, = symbols("k")
late = decide("late", "t", stay=pays("stay", s=1, t=0), leave=pays("leave", s=2, t=k))
GAME = game(decide("start", "s", wait=pays("wait", s=k, t=0),
                   go=lottery("luck", usual=(1, pays("end", s=0, t=0)), never=(0, late))), k=1)
STRATEGY = strategy(GAME, start=(piece("wait", (k,)), piece("go", (-k,))), late="stay")
WRONG_AT = {"k": 1}

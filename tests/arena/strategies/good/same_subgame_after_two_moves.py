"""Both moves of s lead to one and the same turn of t, so that s may take either, and t's plan is one plan."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, = symbols("c")
turn = decide("turn", "t", hold=pays("peace", s=0, t=0), go=pays("war", s=-1, t=1 - c))
GAME = game(decide("start", "s", a=turn, b=turn), c > 0, c=2)
STRATEGY = strategy(GAME, start="b", turn=(piece("go", (1 - c,)), piece("hold", (c - 1,))))
EDGE = {"c": 1}

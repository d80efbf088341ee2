"""t does not care, and both of its moves are planned everywhere: s counts on the one that it likes."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
turn = decide("turn", "t", l=pays("L", s=1, t=0), r=pays("R", s=-1, t=0))
GAME = game(decide("start", "s", stay=pays("stay", s=0, t=k), go=turn), k > 0, k=1)
STRATEGY = strategy(GAME, start="go", turn=(piece("r"), piece("l")))
WRONG_AT = {"k": 1}

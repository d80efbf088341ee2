"""t plays what s likes, as if it did not care; it loses z by that."""

from tests.arena.shorthand import decide, game, pays, strategy, symbols

z, k = symbols("z k")
turn = decide("turn", "t", l=pays("L", s=1, t=-z), r=pays("R", s=-1, t=0))
GAME = game(decide("start", "s", stay=pays("stay", s=0, t=k), go=turn), k > 0, z >= 0, k=1, z=1)
STRATEGY = strategy(GAME, start="go", turn="l")
WRONG_AT = {"k": 1, "z": 1}

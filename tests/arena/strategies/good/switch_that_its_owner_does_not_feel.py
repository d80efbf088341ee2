"""At k = 1 t may as well stay, and s would rather have it go: s enters from k = 1 on, and t goes from there on."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, = symbols("k")
turn = decide("turn", "t", stay=pays("stay", s=0, t=0), go=pays("go", s=5, t=k - 1))
GAME = game(decide("start", "s", out=pays("out", s=3, t=0), enter=turn), k > 0, k=2)
STRATEGY = strategy(GAME, start=(piece("enter", (k - 1,)), piece("out", (1 - k,))),
                    turn=(piece("go", (k - 1,)), piece("stay", (1 - k,))))
EDGE = {"k": 1}

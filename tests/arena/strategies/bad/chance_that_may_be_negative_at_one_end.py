"""The chance x - k is none where x < k, which nobody plays, and which must not be allowed all the same."""

from tests.arena.shorthand import choose, game, lottery, pays, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "s", 0, 1, lottery("luck", won=(x - k, pays("won", s=1)), lost=(1 - x + k, pays("lost", s=0)))),
            k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1)
WRONG_AT = {"k": "1/2"}

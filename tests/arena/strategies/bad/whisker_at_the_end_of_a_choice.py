"""x does not matter, and go is planned where x (k - 1) >= 0: after x = 0, which is on the path, for every k."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

k, x = symbols("k x")
GAME = game(choose(x, "s", 0, 1, decide("d", "s", stay=pays("stay", s=0), go=pays("go", s=k - 1))), k > 0, k=2)
STRATEGY = strategy(GAME, choose_x=0, d=(piece("go", (x * (k - 1),)), piece("stay", (x * (1 - k),))))
WRONG_AT = {"k": "1/2"}

"""An offer of c, which B may as well reject: A's plan is a best reply since the piece that accepts is read first, wherever it
stands."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

c, x = symbols("c x")
answer = decide("answer", "B", reject=pays("war", A=0, B=c), accept=pays("peace", A=1 - x, B=x))
GAME = game(choose(x, "A", 0, 1, answer), c > 0, c < 1, c="1/2")
STRATEGY = strategy(GAME, choose_x=c, answer=(piece("accept", (x - c,)), piece("reject", (c - x,))))
EDGE = {"c": "1/3"}

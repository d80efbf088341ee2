"""B's best number is 1 at k = 1 too, where C has to answer r: an edge of the assumptions, at which alone l and r meet."""

from tests.arena.shorthand import choose, decide, game, pays, piece, strategy, symbols

k, x = symbols("k x")
ANSWER = decide("d", "C", l=pays("l", B=-2 * x, C=k - x), r=pays("r", B=x - k, C=x - k))
GAME = game(choose(x, "B", 0, 1, ANSWER), k >= 0, k <= 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1, d=(piece("l", (k - x,)), piece("r", (x - k,))))
EDGE = {"k": 1}

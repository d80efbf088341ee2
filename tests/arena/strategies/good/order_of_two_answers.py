"""Two subgames need opposite sides of the edge x = k first; the order in which the pieces are given is right."""

from symbolic_alliance import Choice, Choose
from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

k, x = symbols("k x")
FIRST = decide("d1", "C", l=pays("l", A=0, B=-2 * x, C=k - x), r=pays("r", A=0, B=x - k, C=x - k))
SECOND = decide("d2", "C", l=pays("l2", A=0, B=x, C=k - x), r=pays("r2", A=0, B=-1, C=x - k))
GAME = game(decide("start", "A", one=Choose("x1", "B", Choice("x", "x", "a number"), 0, 1, FIRST),
                   two=Choose("x2", "B", Choice("x", "x", "a number"), 0, 1, SECOND)), k >= 0, k <= 1, k="1/2")
LOW, HIGH = (k - x,), (x - k,)
STRATEGY = strategy(GAME, start="one", x1=1, x2=k, d1=(piece("r", HIGH), piece("l", LOW)),
                    d2=(piece("l", LOW), piece("r", HIGH)))
EDGE = {"k": 1}

"""A bill a against the status quo 0: the voter with ideal point v accepts where |a - v| <= |v|, that is a (a - 2 v) <= 0."""

from sympy import Abs

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

a, v = symbols("a v")
GAME = game(decide("vote", "voter", reject=pays("status_quo", voter=-Abs(v)), accept=pays("bill", voter=-Abs(a - v))),
            a=1, v=1)
STRATEGY = strategy(GAME, vote=(piece("accept", (a, 2 * v - a), (-a, a - 2 * v)),
                                piece("reject", (a, a - 2 * v), (-a, 2 * v - a))))
EDGE = {"a": 0, "v": 0}

"""The veto as it is for v > 0 only: at v = -1 the bill a = -1 is the voter's ideal point, and is rejected."""

from sympy import Abs

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

a, v = symbols("a v")
GAME = game(decide("vote", "voter", reject=pays("status_quo", voter=-Abs(v)), accept=pays("bill", voter=-Abs(a - v))),
            a=1, v=1)
STRATEGY = strategy(GAME, vote=(piece("accept", (a, 2 * v - a)), piece("reject", (-a,), (a - 2 * v,))))
WRONG_AT = {"v": -1, "a": -1}

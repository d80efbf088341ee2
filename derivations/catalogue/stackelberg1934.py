"""Leadership in quantities: Heinrich von Stackelberg (1934), "Marktform und Gleichgewicht", Springer, with linear demand.

The leader produces, the follower sees it and produces, and the price is a less what both produce.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Game, Model, Outcome, Parameter, Parameters

a, c_1, c_2, q_1, q_2 = sp.symbols("a c_1 c_2 q_1 q_2", real=True)

PARAMETERS = Parameters(
    (Parameter("a", "a", "the highest price"), Parameter("c_1", "c_1", "the leader's unit cost"),
     Parameter("c_2", "c_2", "the follower's unit cost")),
    (Assumption("costly", (c_1 > 0, c_2 > 0), "production is costly"),
     Assumption("viable", (c_1 < a, c_2 < a), "either firm would produce on its own")),
    {"a": 1, "c_1": "1/4", "c_2": "1/4"})

PRICE = a - q_1 - q_2
SOLD = Outcome("sold", {"leader": q_1 * (PRICE - c_1), "follower": q_2 * (PRICE - c_2)})
FOLLOW = Choose("follow", "follower", Choice("q_2", "q_2", "the follower's quantity"), 0, None, SOLD)
GAME = Game("stackelberg1934", "Leadership in quantities", ("leader", "follower"), PARAMETERS,
            Choose("lead", "leader", Choice("q_1", "q_1", "the leader's quantity"), 0, None, FOLLOW), ("c_1", "c_2"))

DERIVATION = Model(game=GAME)

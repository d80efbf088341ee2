"""The agenda setter: Thomas Romer and Howard Rosenthal (1978), "Political Resource Allocation, Controlled Agendas, and the
Status Quo", Public Choice 33(4).

A setter who wants the largest budget makes one proposal. A voter with an ideal budget accepts it, or the reversion is spent.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Model, Outcome, Parameter, Parameters

m, q, x = sp.symbols("m q x", real=True)

PARAMETERS = Parameters(
    (Parameter("m", "m", "the voter's ideal budget"), Parameter("q", "q", "the reversion")),
    (Assumption("ideal", (m > 0,), "the voter wants some budget"),
     Assumption("reversion", (q >= 0,), "budgets are not negative")),
    {"m": 1, "q": "1/2"})

VOTE = Decide("vote", "voter", {"accept": Outcome("proposal", {"setter": x, "voter": -sp.Abs(x - m)}),
                                "reject": Outcome("reversion", {"setter": q, "voter": -sp.Abs(q - m)})})
GAME = Game("romerrosenthal1978", "The agenda setter", ("setter", "voter"), PARAMETERS,
            Choose("propose", "setter", Choice("x", "x", "the proposed budget"), 0, None, VOTE), ("q",))

DERIVATION = Model(game=GAME)

"""Appeasing a dissatisfied state: Robert Powell (1999), "In the Shadow of Power", Princeton University Press, chapter 3.

The static form with complete information. Under the status quo D has the share q of a good of size 1. S offers D a share,
at least what D has; D accepts or fights. D wins a war with probability p.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Model, Outcome, Parameter, Parameters

p, q, d, s, x = sp.symbols("p q d s x", real=True)

PARAMETERS = Parameters(
    (Parameter("p", "p", "the chance that D wins a war"), Parameter("q", "q", "D's share under the status quo"),
     Parameter("d", "d", "D's cost of war"), Parameter("s", "s", "S's cost of war")),
    (Assumption("chance", (p >= 0, p <= 1), "p is a chance"), Assumption("share", (q >= 0, q < 1), "S has something to lose"),
     Assumption("costly_war", (d > 0, s > 0), "war is costly to both")),
    {"p": "1/2", "q": "1/5", "d": "1/10", "s": "1/10"})

WAR = Lottery("war", {"D wins": (p, Outcome("war", {"S": -s, "D": 1 - d})),
                      "S wins": (1 - p, Outcome("war", {"S": 1 - s, "D": -d}))})
ANSWER = Decide("answer", "D", {"accept": Outcome("settlement", {"S": 1 - x, "D": x}), "fight": WAR})
GAME = Game("powell1999", "Appeasing a dissatisfied state", ("S", "D"), PARAMETERS,
            Choose("offer", "S", Choice("x", "x", "the share that S offers to D"), q, 1, ANSWER), ("p", "q"))

DERIVATION = Model(game=GAME)

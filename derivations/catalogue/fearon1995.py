"""Bargaining in the shadow of war: James D. Fearon (1995), "Rationalist Explanations for War", International Organization
49(3).

The benchmark of complete information. A good of size 1 is divided; A demands a share of it, and B accepts or fights. War is
a costly lottery, which A wins with probability p; the winner takes the whole good.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Model, Outcome, Parameter, Parameters

p, c_A, c_B, x = sp.symbols("p c_A c_B x", real=True)

PARAMETERS = Parameters(
    (Parameter("p", "p", "the chance that A wins a war"), Parameter("c_A", "c_A", "A's cost of war"),
     Parameter("c_B", "c_B", "B's cost of war")),
    (Assumption("chance", (p >= 0, p <= 1), "p is a chance"),
     Assumption("costly_war", (c_A > 0, c_B > 0), "war is costly to both")),
    {"p": "1/2", "c_A": "1/10", "c_B": "1/5"})

WAR = Lottery("war", {"A wins": (p, Outcome("war", {"A": 1 - c_A, "B": -c_B})),
                      "B wins": (1 - p, Outcome("war", {"A": -c_A, "B": 1 - c_B}))})
ANSWER = Decide("answer", "B", {"accept": Outcome("settlement", {"A": x, "B": 1 - x}), "fight": WAR})
GAME = Game("fearon1995", "Bargaining in the shadow of war", ("A", "B"), PARAMETERS,
            Choose("demand", "A", Choice("x", "x", "the share that A demands"), 0, 1, ANSWER), ("p", "c_B"))

DERIVATION = Model(game=GAME)

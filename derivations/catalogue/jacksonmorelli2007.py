"""Political bias and transfers: Matthew O. Jackson and Massimo Morelli (2007), "Political Bias and War", American Economic
Review 97(4).

Country j may pay country i not to attack. The leader of i counts what it wins in a war B times, B >= 1 being its bias. War
costs each side the share C of its wealth, and the loser the share G besides, which goes to the winner. Utilities are per
unit of what the leader holds of its country's wealth.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Model, Outcome, Parameter, Parameters

p, B, C, G, w_i, w_j, t = sp.symbols("p B C G w_i w_j t", real=True)

PARAMETERS = Parameters(
    (Parameter("p", "p", "the chance that i wins a war"), Parameter("B", "B", "the bias of i's leader"),
     Parameter("C", "C", "the share of wealth that war costs"), Parameter("G", "G", "the share that the loser loses besides"),
     Parameter("w_i", "w_i", "i's wealth"), Parameter("w_j", "w_j", "j's wealth")),
    (Assumption("chance", (p > 0, p < 1), "p is a chance"),
     Assumption("bias", (B >= 1,), "the leader may be biased towards war"),
     Assumption("shares", (C > 0, G > 0, C + G < 1), "war costs something, and leaves something"),
     Assumption("wealth", (w_i > 0, w_j > 0), "both have some wealth")),
    {"p": "1/2", "B": 2, "C": "1/10", "G": "1/5", "w_i": 1, "w_j": 1})

WAR = Lottery("war", {"i wins": (p, Outcome("war", {"i": (1 - C) * w_i + B * G * w_j, "j": (1 - C - G) * w_j})),
                      "j wins": (1 - p, Outcome("war", {"i": (1 - C - G) * w_i, "j": (1 - C) * w_j + G * w_i}))})
ANSWER = Decide("answer", "i", {"accept": Outcome("peace", {"i": w_i + t, "j": w_j - t}), "attack": WAR})
GAME = Game("jacksonmorelli2007", "Political bias and transfers", ("j", "i"), PARAMETERS,
            Choose("transfer", "j", Choice("t", "t", "the transfer from j to i"), 0, w_j, ANSWER), ("B", "C"))

DERIVATION = Model(game=GAME)

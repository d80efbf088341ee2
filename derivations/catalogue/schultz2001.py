"""A crisis with audience costs: Kenneth A. Schultz (2001), "Democracy and Coercive Diplomacy", Cambridge University Press,
chapter 2, with complete information.

The challenger waits or challenges; the target concedes or resists; and resisted, the challenger attacks, or backs down at
the cost of having challenged for nothing.
"""

import sympy as sp

from symbolic_alliance import Assumption, Decide, Game, Model, Outcome, Parameter, Parameters

w_C, w_T, r = sp.symbols("w_C w_T r", real=True)

PARAMETERS = Parameters(
    (Parameter("w_C", "w_C", "the challenger's value of war"), Parameter("w_T", "w_T", "the target's value of war"),
     Parameter("r", "r", "the challenger's cost of backing down")),
    (Assumption("costly_war", (w_C < 1, w_T < 1), "neither prefers war to having the good"),
     Assumption("audience", (r > 0,), "backing down is costly")),
    {"w_C": "-1/4", "w_T": "-1/2", "r": "1/2"})

FIGHT = Decide("fight", "challenger", {"back down": Outcome("backdown", {"challenger": -r, "target": 1}),
                                       "attack": Outcome("war", {"challenger": w_C, "target": w_T})})
ANSWER = Decide("answer", "target", {"concede": Outcome("concession", {"challenger": 1, "target": 0}), "resist": FIGHT})
GAME = Game("schultz2001", "A crisis with audience costs", ("challenger", "target"), PARAMETERS,
            Decide("challenge", "challenger", {"wait": Outcome("status_quo", {"challenger": 0, "target": 1}),
                                               "challenge": ANSWER}), ("w_C", "r"))

DERIVATION = Model(game=GAME)

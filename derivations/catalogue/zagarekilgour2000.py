"""Unilateral deterrence: Frank C. Zagare and D. Marc Kilgour (2000), "Perfect Deterrence", Cambridge University Press,
chapter 5, with complete information.

The challenger leaves the status quo alone or demands that it change; the defender concedes or defies; and defied, the
challenger gives way or there is conflict. A threat is credible where conflict is preferred to giving way.
"""

import sympy as sp

from symbolic_alliance import Assumption, Decide, Game, Model, Outcome, Parameter, Parameters

c_SQ, c_DC, c_CD, c_DD, d_SQ, d_DC, d_CD, d_DD = sp.symbols("c_SQ c_DC c_CD c_DD d_SQ d_DC d_CD d_DD", real=True)

ENDS = {"SQ": "the status quo", "DC": "the defender's concession", "CD": "the challenger's giving way", "DD": "conflict"}
PARAMETERS = Parameters(
    tuple(Parameter(f"{side}_{end}", f"{side}_{{{end}}}", f"what {meaning} is worth to the {who}")
          for side, who in (("c", "challenger"), ("d", "defender")) for end, meaning in ENDS.items()),
    (Assumption("challenger", (c_DC > c_SQ, c_SQ > c_CD, c_SQ > c_DD), "the challenger gains by a concession alone"),
     Assumption("defender", (d_SQ > d_DC, d_CD > d_DC), "the defender would not concede to one who gives way")),
    {"c_SQ": 0, "c_DC": 1, "c_CD": -1, "c_DD": "-1/2", "d_SQ": 1, "d_DC": 0, "d_CD": "1/2", "d_DD": "1/4"})

PRESS_ON = Decide("press_on", "challenger", {
    "give way": Outcome("challenger_defeated", {"challenger": c_CD, "defender": d_CD}),
    "fight": Outcome("conflict", {"challenger": c_DD, "defender": d_DD})})
RESPOND = Decide("respond", "defender", {"concede": Outcome("defender_concedes", {"challenger": c_DC, "defender": d_DC}),
                                         "defy": PRESS_ON})
GAME = Game("zagarekilgour2000", "Unilateral deterrence", ("challenger", "defender"), PARAMETERS,
            Decide("challenge", "challenger", {"cooperate": Outcome("status_quo", {"challenger": c_SQ, "defender": d_SQ}),
                                               "defect": RESPOND}), ("d_DD", "c_DD"))

DERIVATION = Model(game=GAME)

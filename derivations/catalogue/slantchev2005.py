"""Military coercion: Branislav L. Slantchev (2005), "Military Coercion in Interstate Crises", American Political Science
Review 99(4).

The stage that follows a mobilization, with complete information. The defender has mobilized m_1; the challenger gives up
its claim, or mobilizes and fights. Each side's chance of victory is its share of the forces.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Model, Outcome, Parameter, Parameters

v, c, m_1, m_2 = sp.symbols("v c m_1 m_2", real=True)

PARAMETERS = Parameters(
    (Parameter("v", "v", "the challenger's value of the prize"), Parameter("c", "c", "the challenger's cost of war"),
     Parameter("m_1", "m_1", "the forces that the defender has mobilized")),
    (Assumption("positive", (v > 0, c > 0, m_1 > 0), "prize, cost and forces are positive"),),
    {"v": 1, "c": "1/10", "m_1": "1/10"})

WINS = m_2 / (m_1 + m_2)
WAR = Lottery("war", {"victory": (WINS, Outcome("war", {"challenger": v - c - m_2})),
                      "defeat": (1 - WINS, Outcome("war", {"challenger": -c - m_2}))})
FIGHT = Choose("mobilize", "challenger", Choice("m_2", "m_2", "the forces that the challenger mobilizes"), 0, None, WAR)
GAME = Game("slantchev2005", "Military coercion", ("challenger",), PARAMETERS,
            Decide("resist", "challenger", {"give up": Outcome("deterrence", {"challenger": 0}), "fight": FIGHT}),
            ("m_1", "c"))

DERIVATION = Model(game=GAME)

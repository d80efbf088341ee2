"""Alternating offers with a last round: Ingolf Ståhl (1972), "Bargaining Theory", Economic Research Institute, Stockholm
School of Economics, here with three rounds and discount factors.

The players offer each other shares of a pie in turn, the first one first and last; what is agreed upon later is worth less.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Model, Node, Outcome, Parameter, Parameters

d_1, d_2, x, y, z = sp.symbols("d_1 d_2 x y z", real=True)

PARAMETERS = Parameters(
    (Parameter("d_1", "\\delta_1", "the first player's discount factor"),
     Parameter("d_2", "\\delta_2", "the second player's discount factor")),
    (Assumption("patience", (d_1 > 0, d_1 < 1, d_2 > 0, d_2 < 1), "what comes later is worth less, and something"),),
    {"d_1": "9/10", "d_2": "4/5"})


def offer(number: int, share: sp.Symbol, otherwise: Node) -> Choose:
    """A round: one player offers the other a share, who accepts it or lets the next round come."""
    proposer, responder = ("first", "second") if number % 2 else ("second", "first")
    discounts = {"first": d_1 ** (number - 1), "second": d_2 ** (number - 1)}
    agreed = Outcome(f"agreement_{number}", {proposer: discounts[proposer] * (1 - share),
                                             responder: discounts[responder] * share})
    return Choose(f"offer_{number}", proposer, Choice(str(share), str(share), f"the share offered in round {number}"), 0, 1,
                  Decide(f"answer_{number}", responder, {"accept": agreed, "reject": otherwise}))


GAME = Game("stahl1972", "Alternating offers with a last round", ("first", "second"), PARAMETERS,
            offer(1, x, offer(2, y, offer(3, z, Outcome("disagreement", {"first": 0, "second": 0})))), ("d_1", "d_2"))

DERIVATION = Model(game=GAME)

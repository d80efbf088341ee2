"""Barriers to entry: Avinash Dixit (1979), "A Model of Duopoly Suggesting a Theory of Entry Barriers", Bell Journal of
Economics 10(1), with linear demand and one product.

The incumbent commits to an output. The entrant sees it, and stays out, or pays a fixed cost and produces.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Model, Outcome, Parameter, Parameters

D, F, q_I, q_E = sp.symbols("D F q_I q_E", real=True)

PARAMETERS = Parameters(
    (Parameter("D", "D", "the highest price less the unit cost"), Parameter("F", "F", "the fixed cost of entry")),
    (Assumption("positive", (D > 0, F > 0), "there is a market, and entry costs something"),),
    {"D": 1, "F": "1/50"})

PRODUCE = Choose("produce", "entrant", Choice("q_E", "q_E", "the entrant's output"), 0, None, Outcome("entry", {
    "incumbent": q_I * (D - q_I - q_E), "entrant": q_E * (D - q_I - q_E) - F}))
ENTER = Decide("enter", "entrant", {"stay out": Outcome("monopoly", {"incumbent": q_I * (D - q_I), "entrant": 0}),
                                    "enter": PRODUCE})
GAME = Game("dixit1979", "Barriers to entry", ("incumbent", "entrant"), PARAMETERS,
            Choose("commit", "incumbent", Choice("q_I", "q_I", "the incumbent's output"), 0, None, ENTER), ("F",))

DERIVATION = Model(game=GAME)

"""Capacity that deters entry: A. Michael Spence (1977), "Entry, Capacity, Investment and Oligopolistic Pricing", Bell Journal
of Economics 8(2), with linear demand and one entrant.

The incumbent installs capacity. If nobody enters it produces what it likes within it; if somebody does it uses all of it.
"""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Model, Outcome, Parameter, Parameters

r, F, k, q, y = sp.symbols("r F k q y", real=True)

PARAMETERS = Parameters(
    (Parameter("r", "r", "the cost of a unit of capacity"), Parameter("F", "F", "the fixed cost of entry")),
    (Assumption("cost", (r > 0, r < 1), "capacity is costly, and worth it"),
     Assumption("entry", (F > 0,), "entry costs something")),
    {"r": "1/4", "F": "1/50"})

ALONE = Choose("sell", "incumbent", Choice("q", "q", "the incumbent's output if nobody enters"), 0, k,
               Outcome("monopoly", {"incumbent": q * (1 - q) - r * k, "entrant": 0}))
CONTESTED = Choose("produce", "entrant", Choice("y", "y", "the entrant's output"), 0, None, Outcome("entry", {
    "incumbent": k * (1 - k - y) - r * k, "entrant": y * (1 - k - y) - r * y - F}))
ENTER = Decide("enter", "entrant", {"stay out": ALONE, "enter": CONTESTED})
GAME = Game("spence1977", "Capacity that deters entry", ("incumbent", "entrant"), PARAMETERS,
            Choose("install", "incumbent", Choice("k", "k", "the incumbent's capacity"), 0, 1, ENTER), ("F", "r"))

DERIVATION = Model(game=GAME)

"""A defender may build walls; a challenger attacks where they are low."""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Node, Outcome, Parameter, Parameters

b, k, v = sp.symbols("b k v", real=True)
HEIGHT = Choice("f", "f", "the height of the walls")
f = HEIGHT.symbol


def challenge(where: str, height: sp.Expr) -> Node:
    """The challenger meets walls of this height; breaching them costs its square."""
    return Decide(f"challenger_moves{where}", "challenger", {
        "hold": Outcome("peace", {"defender": v - k * height, "challenger": 0}),
        "attack": Outcome("war", {"defender": -k * height, "challenger": b - height**2}),
    })


GAME = Game(
    "walls", "Walls", ("defender", "challenger"),
    Parameters(
        (Parameter("b", "b", "the challenger's prize"), Parameter("k", "k", "the cost of a unit of height"),
         Parameter("v", "v", "the defender's value for peace")),
        (Assumption("positive", (b > 0, k > 0, v > 0), "prize, cost and value are positive"),),
        {"b": 4, "k": 1, "v": 3}),
    Decide("defender_builds", "defender", {
        "leave": challenge("_unwalled", sp.Integer(0)),
        "build": Choose("defender_chooses", "defender", HEIGHT, sp.Integer(0), None, challenge("", f))}),
    ("k", "b"))
BENCHMARK = GAME.subgame("challenger_moves_unwalled", "unwalled", "No walls")
EFFECTS = {("war", "peace"): "deterrence"}

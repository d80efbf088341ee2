"""The condition of each case of a cutoff holds where both regimes hold at its value, and nowhere else."""

import pytest
import sympy as sp

from symbolic_alliance import Game
from symbolic_alliance.claims.cutoff_conditions import with_conditions
from symbolic_alliance.closed_form import UndefinedForm, evaluate, sign
from symbolic_alliance.game.equilibrium import Equilibrium, Region
from symbolic_alliance.game.points import random_points
from symbolic_alliance.solver import solve
from tests.games import BARGAINING, CRISIS, DUOPOLY, ENTRY, LEVY, ULTIMATUM
from tests.project.derivations.walls import GAME as WALLS

POINTS = 150


@pytest.mark.parametrize("game", [BARGAINING, CRISIS, DUOPOLY, ENTRY, LEVY, ULTIMATUM, WALLS], ids=lambda game: game.name)
def test_a_case_counts_if_its_condition_holds(game: Game) -> None:
    told = with_conditions(solve(game))
    assert all(case.suffices for cutoff in told.cutoffs for case in cutoff.cases)
    assert disagreements(told) == []


def disagreements(told: Equilibrium) -> list[object]:
    """Points at which a case counts by the definition of a cutoff, and its condition fails, or the reverse."""
    found: list[object] = []
    parameters = told.game.parameters
    edges = [slack for one in parameters.assumptions for slack, _ in one.slacks]
    edges += [slack for cutoff in told.cutoffs for case in cutoff.cases for slack in case.where]
    for point in random_points(parameters, POINTS, seed=7):
        if any(sign(slack, point) == 0 for slack in edges):
            continue
        for cutoff in told.cutoffs:
            for form in cutoff.forms:
                own = [case for case in cutoff.cases if (case.expression, case.between) == (form.expression, form.between)]
                if not all(case.suffices for case in own):
                    continue
                try:
                    there = {**point, cutoff.parameter: evaluate(form.expression, point)}
                    assumed = all(Region((tuple(slack for slack, _ in one.slacks),), tuple(
                        slack for slack, strict in one.slacks if strict)).contains(there) for one in parameters.assumptions)
                    counts = assumed and all(told.regime(name).region.closure.contains(there) for name in form.between)
                except UndefinedForm:
                    counts = False
                if counts is not any(Region((case.where,)).contains(point) for case in own):
                    found.append((cutoff.name, form.between, point))
    return found


def test_one_conjunction_that_does_not_do_becomes_several() -> None:
    x, y, t = sp.symbols("x y t", real=True)
    game = either(x, y, t)
    cutoff, = (one for one in with_conditions(solve(game)).cutoffs if one.name == "t_war_to_peace")
    assert all(case.suffices for case in cutoff.cases)


def either(x: sp.Symbol, y: sp.Symbol, t: sp.Symbol) -> Game:
    """A state that fights where the tax is low, unless both neighbours are strong."""
    from symbolic_alliance import Assumption, Decide, Outcome, Parameter, Parameters

    loss = sp.Max(x, y)
    return Game("either", "Either", ("state",), Parameters(
        (Parameter("x", "x", "one neighbour"), Parameter("y", "y", "the other"), Parameter("t", "t", "the tax")),
        (Assumption("taxed", (t > 0, t < 1), "a share"),), {"x": "1/2", "y": "1/3", "t": "1/4"}),
        Decide("fight", "state", {"peace": Outcome("peace", {"state": t}), "war": Outcome("war", {"state": loss})}), ("t",))

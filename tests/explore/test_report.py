"""The report on a point: exact, with and without the benchmark, on the edges too."""

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from symbolic_alliance import Game, solve
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.report import CutoffValue, Report, Situation, report as report_at
from symbolic_alliance.game.equilibrium import EVERYWHERE
from tests.derivation.test_lock import MODEL, SOLVED
from tests.games import ACCIDENT, FREE_ARMS, LEVY, LEVY_BELOW


def report(derivation: Derivation, point: dict[str, Fraction]) -> Report:
    return report_at(Atlases(derivation), point)


WALLS = Atlases(SOLVED).game
PEACE = {"b": Fraction(4), "k": Fraction(1), "v": Fraction(3)}


def test_the_report_in_full() -> None:
    assert report(SOLVED, PEACE).to_json() == {
        "derivation": "walls",
        "parameters": {"b": "4", "k": "1", "v": "3"},
        "equilibrium": {
            "regime": "peace", "outcome": "peace", "actions": {"f": {"exact": "2", "value": 2.0}},
            "payoffs": {"defender": {"exact": "1", "value": 1.0}, "challenger": {"exact": "0", "value": 0.0}},
            "tied_with": []},
        "unwalled": {
            "regime": "war", "outcome": "war", "actions": {},
            "payoffs": {"defender": {"exact": "0", "value": 0.0}, "challenger": {"exact": "4", "value": 4.0}},
            "tied_with": []},
        "effect": "deterrence",
        "cutoffs": {
            "k_peace_to_war": {"parameter": "k", "exact": "3/2", "value": 1.5, "between": ["peace", "war"]},
            "b_peace_to_war": {"parameter": "b", "exact": "9", "value": 9.0, "between": ["peace", "war"]}},
    }


def test_keys_come_in_the_order_of_the_contract() -> None:
    assert list(report(SOLVED, PEACE).to_json(with_edges=True, with_deviations=True)) == [
        "derivation", "parameters", "equilibrium", "unwalled", "effect", "cutoffs", "edges", "deviations"]


def test_deviations_say_what_the_mover_loses() -> None:
    assert report(SOLVED, PEACE).deviations().to_json() == [
        {"node": "defender_builds", "player": "defender", "action": "leave", "outcome": "war",
         "payoff": {"exact": "0", "value": 0.0}, "loss": {"exact": "1", "value": 1.0}, "attained": True},
        {"node": "defender_chooses", "player": "defender", "action": {"exact": "0", "value": 0.0}, "outcome": "war",
         "payoff": {"exact": "0", "value": 0.0}, "loss": {"exact": "1", "value": 1.0}, "attained": True},
        {"node": "challenger_moves", "player": "challenger", "action": "attack", "outcome": "war",
         "payoff": {"exact": "0", "value": 0.0}, "loss": {"exact": "0", "value": 0.0}, "attained": True},
    ]


def test_a_root_stays_exact() -> None:
    found = report(SOLVED, {**PEACE, "b": Fraction(2)})
    assert found["equilibrium"]["actions"]["f"] == {"exact": "sqrt(2)", "value": pytest.approx(2**0.5, abs=1e-15)}
    assert found["equilibrium"]["payoffs"]["defender"]["exact"] == "3 - sqrt(2)"


def test_on_an_edge_the_first_plan_at_the_root_decides() -> None:
    at = {"b": Fraction(9), "k": Fraction(1), "v": Fraction(3)}
    strategy = SOLVED.equilibrium.strategy
    root, *others = strategy.policies
    for policy in (root, replace(root, pieces=root.pieces[::-1])):
        equilibrium = replace(SOLVED.equilibrium, strategy=replace(strategy, policies=(policy, *others)))
        found = report(replace(SOLVED, equilibrium=equilibrium), at)["equilibrium"]
        first, *later = [piece.outcome for piece in policy.pieces if piece.region.contains(at)]
        assert (found["regime"], found["tied_with"]) == (first, later)


def test_without_a_benchmark_there_is_no_comparison() -> None:
    alone = Derivation(replace(MODEL, benchmark=None, effects={}), SOLVED.equilibrium)
    found = report(alone, PEACE)
    assert list(found.situations) == ["equilibrium"]
    assert found.effect == "none"


def test_what_the_benchmark_holds_fixed_is_reported_with_its_actions() -> None:
    held = replace(SOLVED, model=replace(MODEL, held_fixed={"f": Fraction(0)}))
    assert report(held, PEACE)["unwalled"]["actions"] == {"f": {"exact": "0", "value": 0.0}}
    with pytest.raises(ModelError, match="held_fixed names g, no choice of the game; its choices are f"):
        replace(MODEL, held_fixed={"g": Fraction(0)})


def test_where_nothing_is_solved_nothing_is_claimed() -> None:
    blank = replace(SOLVED, equilibrium=replace(SOLVED.equilibrium, regimes=(), cutoffs=()))
    assert report(blank, PEACE)["equilibrium"] == {
        "regime": None, "outcome": None, "actions": {}, "payoffs": {}, "tied_with": []}


def test_a_cutoff_that_does_not_arise_is_null() -> None:
    war, peace = SOLVED.equilibrium.regime("war"), SOLVED.equilibrium.regime("peace")
    b, k = sp.symbols("b k", real=True)
    capped = replace(peace, region=replace(peace.region, cases=((peace.region.cases[0][0], 10 - b),)))
    equilibrium = replace(SOLVED.equilibrium, regimes=(capped, war))
    assert report(replace(SOLVED, equilibrium=equilibrium), {**PEACE, "b": Fraction(16)})["cutoffs"]["k_peace_to_war"] is None
    undefined = replace(SOLVED.equilibrium.cutoffs[0].cases[0], expression=1 / (b - 4) + sp.sqrt(-k))
    broken = replace(SOLVED.equilibrium.cutoffs[0], cases=(undefined,))
    equilibrium = replace(SOLVED.equilibrium, cutoffs=(broken,))
    assert report(replace(SOLVED, equilibrium=equilibrium), PEACE)["cutoffs"] == {"k_peace_to_war": None}


def test_edges_are_exact_changes() -> None:
    assert report(SOLVED, {**PEACE, "b": Fraction(2)}).edges().to_json() == {
        "b": {"exact": "7", "value": 7.0},
        "k": {"exact": "-1 + 3/2*sqrt(2)", "value": pytest.approx(-1 + 1.5 * 2**0.5)},
        "v": {"exact": "-3 + sqrt(2)", "value": pytest.approx(-3 + 2**0.5)},
    }


def test_on_an_edge_the_smallest_change_is_none_at_all() -> None:
    found = report(SOLVED, {"b": Fraction(4), "k": Fraction(3, 2), "v": Fraction(3)}).edges().to_json()
    assert found == {name: {"exact": "0", "value": 0.0} for name in ("b", "k", "v")}


def test_a_parameter_that_never_leaves_the_regime_has_no_edge() -> None:
    without_k = replace(SOLVED.equilibrium.regime("war"), region=EVERYWHERE)
    equilibrium = replace(SOLVED.equilibrium, regimes=(without_k,), cutoffs=())
    assert report(replace(SOLVED, equilibrium=equilibrium), PEACE).edges().to_json() == dict.fromkeys("bkv")


@pytest.mark.parametrize(("point", "complaint"), [
    ({"b": Fraction(1)}, "the point gives no value for k, v"),
    ({**PEACE, "m": Fraction(1)}, "the point gives a value for m, which the model does not declare; its parameters are"),
    ({**PEACE, "k": Fraction(0)}, r"the point violates the assumption k > 0 \(positive\): k = 0"),
])
def test_a_wrong_point_is_refused_by_name(point: dict[str, Fraction], complaint: str) -> None:
    with pytest.raises(RequestError, match=complaint):
        report(SOLVED, point)


def test_numbers_are_exact_values() -> None:
    found = report(SOLVED, PEACE)
    assert found.equilibrium == Situation("peace", "peace", {"f": 2}, {"defender": 1, "challenger": 0})
    assert found.cutoffs["k_peace_to_war"] == CutoffValue("k", Fraction(3, 2), ("peace", "war"))
    assert found.is_known
    assert found == report(SOLVED, dict(reversed(PEACE.items())))
    assert found != report(SOLVED, {**PEACE, "b": Fraction(3)})


def test_where_nothing_is_known_that_is_said() -> None:
    found = Report("walls", {"b": Fraction(4)}, {"equilibrium": Situation()}, "none", {"b_peace_to_war": None}, WALLS)
    assert not found.is_known
    assert repr(found) == """\
walls at b = 4

equilibrium: no regime is known here

equilibrium: no cutoff arises here"""


def test_the_point_is_marked_among_its_cutoffs() -> None:
    low, high = (CutoffValue("k", Fraction(value), ("peace", "war")) for value in ("1/2", "3/2"))
    found = Report("walls", {"k": Fraction(1)}, {"equilibrium": Situation(), "unwalled": Situation()}, "none",
                   {"k_low": low, "k_high": high, "unwalled.k_high": high}, WALLS)
    assert repr(found).partition("effect: none\n\n")[2] == """\
equilibrium, cutoffs in k:
  1/2 (0.5)  peace to war  k_low
> 1          here
  3/2 (1.5)  peace to war  k_high

unwalled, cutoffs in k:
> 1          here
  3/2 (1.5)  peace to war  unwalled.k_high"""


@pytest.mark.parametrize(("game", "regime", "gets"), [(LEVY, "go_1", Fraction(3, 2)), (LEVY_BELOW, "go_2", Fraction(1))],
                         ids=["at most 1", "below 1"])
def test_a_step_is_reported_by_the_side_that_has_its_edge(game: Game, regime: str, gets: Fraction) -> None:
    # 1 + 1/(2a) at a = 1 is 3/2, and 1/a is 1; the cutoff between the two is told on either side
    derivation = Derivation(Model(name="levy", game=game), solve(game))
    found = report(derivation, {"a": Fraction(1)})
    assert found.is_known
    assert (found.equilibrium.regime, found.equilibrium.payoffs, found.equilibrium.tied_with) == (regime, {"firm": gets}, ())
    assert found.cutoffs["a_go_1_to_go_2"] == CutoffValue("a", Fraction(1), ("go_1", "go_2"))


def test_where_nobody_has_a_best_reply_the_report_says_why() -> None:
    found = report(Derivation(Model(name="free", game=FREE_ARMS), solve(FREE_ARMS)), {"k": Fraction(0), "c": Fraction(1)})
    assert not found.is_known
    assert found.equilibrium == Situation(unsolved=(
        "arms: state has no best reply: its payoff rises with m for ever",))


def test_what_chance_brings_about_is_told_with_its_probabilities() -> None:
    point = {"p": "4/5", "c_A": "3/10", "c_B": "1/2", "h": "1/10", "d": "1/5"}
    found = report(Derivation(Model(name="accident", game=ACCIDENT), solve(ACCIDENT)),
                   {name: Fraction(value) for name, value in point.items()})
    situation = found["equilibrium"]
    assert {name: value["exact"] for name, value in situation["probabilities"].items()} == {
        "peace": "0", "concession": "9/10", "backdown": "0", "victory": "2/25", "defeat": "1/50"}
    assert "  concession with probability  9/10 (0.9)" in repr(found).splitlines()
    assert "backdown" not in repr(found).partition("cutoffs")[0]
    # after the calm branch A gives up 1 and not the 95/100 that the threat is worth before it
    losses = {(one.node, one.action): one.loss for one in found.deviations()}
    assert losses["threaten", "wait"] == Fraction(19, 20)
    assert losses["answer", "resist"] == Fraction(3, 10)

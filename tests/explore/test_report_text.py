"""A report on a point, for a terminal."""

from symbolic_alliance.explore.report_text import evaluation_text


def test_where_nothing_is_known_that_is_said() -> None:
    nothing = {"regime": None, "outcome": None, "actions": {}, "payoffs": {}, "tied_with": []}
    report = {"derivation": "walls", "parameters": {"b": "4"}, "equilibrium": nothing, "effect": "none",
              "cutoffs": {"b_peace_to_war": None}}
    assert evaluation_text(report, ("equilibrium",)) == """\
walls at b = 4

equilibrium: no regime is known here

effect: none

equilibrium: no cutoff arises here"""


def test_the_point_is_marked_among_its_cutoffs() -> None:
    cutoff = {"parameter": "k", "exact": "3/2", "value": 1.5, "between": ["peace", "war"]}
    nothing = {"regime": None, "outcome": None, "actions": {}, "payoffs": {}, "tied_with": []}
    report = {"derivation": "walls", "parameters": {"k": "1"}, "equilibrium": nothing, "unwalled": nothing, "effect": "none",
              "cutoffs": {"k_low": {**cutoff, "exact": "1/2", "value": 0.5}, "k_high": cutoff, "unwalled.k_high": cutoff}}
    assert evaluation_text(report, ("equilibrium", "unwalled")).partition("effect: none\n\n")[2] == """\
equilibrium, cutoffs in k:
  1/2 (0.5)  peace to war  k_low
> 1          here
  3/2 (1.5)  peace to war  k_high

unwalled, cutoffs in k:
> 1          here
  3/2 (1.5)  peace to war  unwalled.k_high"""

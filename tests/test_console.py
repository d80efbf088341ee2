"""Progress is silent for what is quick, and otherwise a line now and then."""

import io

import pytest

from symbolic_alliance import console
from symbolic_alliance.console import aligned, evaluation_text, number_text, progress


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_a_second_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, stream = Clock(), io.StringIO()
    monkeypatch.setattr(console.time, "monotonic", clock)
    with progress(stream, "walls") as tell:
        for step, seconds in (("one", 0.2), ("two", 0.9), ("three", 0.5), ("four", 0.4), ("five", 0.2)):
            clock.now += seconds
            tell(step)
    assert stream.getvalue() == "walls: two\nwalls: five\n"


def test_on_a_terminal_the_steps_pass_on_one_line() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with progress(stream, "walls") as tell:
        tell("solve walls: defender at defender_builds")
    assert "walls: solve walls: defender at defender_builds" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[1A\x1b[2K")  # the line is erased again


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


def test_numbers_show_their_float_where_it_says_more() -> None:
    assert number_text({"exact": None, "value": 0.123456789}) == "0.123457"
    assert number_text({"exact": "sqrt(2)", "value": 2**0.5}) == "sqrt(2) (1.41421)"
    assert aligned([]) == []

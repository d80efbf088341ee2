"""An arena's bank lies inside what is assumed, and so does every counterexample that is added to it."""

import pytest

from symbolic_alliance import Assumption, Choice, Choose, Game, ModelError, Outcome, Parameter, Parameters
from symbolic_alliance.algebra.arena import Arena
from tests.games import BARGAINING, CONTEST, symbols

k, m, x = symbols("k m x")


@pytest.fixture(scope="module")
def bargaining() -> Arena:
    return Arena(BARGAINING)


def test_the_bank_lies_inside_the_assumptions_and_intervals(bargaining: Arena) -> None:
    columns = bargaining.oracle.bank.columns
    assert bargaining.inside(bargaining.oracle.bank).all()
    assert all(((columns[name] > 0) & (columns[name] < 1)).all() for name in ("p", "x"))
    assert min(columns["c_A"].min(), columns["c_B"].min()) > 0
    assert columns["c_B"].max() > 1, "the bank leaves the neighbourhood of its witness"


def test_counterexamples_join_the_bank_where_they_are_inside(bargaining: Arena) -> None:
    bank = bargaining.oracle.bank
    size = bank.size
    bargaining.extend_bank([{"p": 0.25, "c_A": 7.5}, {"p": 2.0}, {"c_B": -1.0}])
    assert bank.size == size + 1 == len(bank.columns["x"])
    assert (bank.columns["p"][-1], bank.columns["c_A"][-1]) == (0.25, 7.5)
    assert 0 < bank.columns["x"][-1] < 1
    bargaining.extend_bank([])
    assert bank.size == size + 1


def test_only_what_is_proved_positive_is_called_so(bargaining: Arena) -> None:
    assert Arena(CONTEST).is_positive("k")
    assert bargaining.is_positive("c_A")
    given = Parameters((Parameter("k", "k", ""),), (Assumption("some", (k > -1,), ""),), {"k": 1})
    assert not Arena(_picking(given, 0, 1)).is_positive("k")


def test_assumptions_that_leave_no_interior_are_refused() -> None:
    given = Parameters((Parameter("k", "k", ""),), (Assumption("given", (k >= 1, k <= 1), ""),), {"k": 1})
    with pytest.raises(ModelError, match="without interior"):
        Arena(_picking(given, 0, 1))


def _picking(given: Parameters, lower: object, upper: object) -> Game:
    return Game("pick", "One choice", ("chooser",), given, Choose(
        "pick", "chooser", Choice("x", "x", ""), lower, upper, Outcome("done", {"chooser": k * x})))

"""An arena's bank lies inside what is assumed, and so does every counterexample that is added to it."""

import pytest
import sympy as sp

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


@pytest.mark.parametrize(("relations", "upper", "complaint"), [
    ((k >= 1, k <= 1), 1, "without interior"),
    ((k > 0,), 1 - k, "node pick: the interval from 0 to 1 - k is not known to be non-empty: its ends may cross at k = "),
])
def test_an_empty_set_of_points_or_choices_is_refused(relations: tuple[sp.Expr, ...], upper: sp.Expr, complaint: str) -> None:
    given = Parameters((Parameter("k", "k", ""),), (Assumption("given", relations, ""),), {"k": 1})
    with pytest.raises(ModelError) as refusal:
        Arena(_picking(given, 0, upper))
    assert complaint in str(refusal.value)


def _picking(given: Parameters, lower: object, upper: object) -> Game:
    return Game("pick", "One choice", ("chooser",), given, Choose(
        "pick", "chooser", Choice("x", "x", ""), lower, upper, Outcome("done", {"chooser": k * x})))

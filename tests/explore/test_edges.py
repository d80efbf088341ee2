"""The distance to a regime's edge is exact, the nearest on either side, and ends where the assumptions do."""

from fractions import Fraction

import pytest

from symbolic_alliance.closed_form import Exact, number, square_root
from symbolic_alliance.explore.atlas import Atlas
from symbolic_alliance.explore.edges import edges
from symbolic_alliance.solver import solve
from tests.derivation.test_lock import SOLVED
from tests.games import ENTRY

REGIMES = {regime.name: regime for regime in SOLVED.equilibrium.regimes}  # peace where k*sqrt(b) <= v, else war


def from_regime(name: str, **point: int) -> dict[str, Exact | float | None]:
    return edges(Atlas(SOLVED.equilibrium), REGIMES[name], {key: Fraction(value) for key, value in point.items()})


def test_every_parameter_has_its_own_distance() -> None:
    assert from_regime("peace", b=4, k=1, v=3) == {
        "b": Fraction(5), "k": Fraction(1, 2),
        "v": Fraction(-1)}


@pytest.mark.parametrize(("F", "change"), [("3/50", "1/400"), ("1/50", None)])
def test_the_nearer_of_two_edges_counts(F: str, change: str | None) -> None:
    entry = solve(ENTRY)
    point = {"D": Fraction(1), "F": Fraction(F)}
    found = edges(Atlas(entry), entry.regime("monopoly_1"), point)["F"]  # deterrence, up to D**2/16
    assert found is not None
    assert found == Fraction(change) if change else -1 / 50 < float(found) < -1 / 100


def test_a_distance_may_be_irrational() -> None:
    change = from_regime("peace", b=2, k=1, v=3)["k"]
    assert change is not None
    assert change == 3 / square_root(number(2)) - number(1)
    assert float(change) == pytest.approx(1.12132034356, rel=1e-11)


def test_from_the_other_side_the_edge_lies_the_other_way() -> None:
    assert from_regime("war", b=4, k=2, v=3) == {
        "b": Fraction(-7, 4), "k": Fraction(-1, 2),
        "v": Fraction(1)}


def test_the_edge_of_the_assumptions_is_no_edge_of_a_regime() -> None:
    assert SOLVED.benchmark is not None
    point = {"b": Fraction(4), "k": Fraction(1), "v": Fraction(3)}
    assert edges(Atlas(SOLVED.benchmark), SOLVED.benchmark.regimes[0], point) == dict.fromkeys("bkv")


@pytest.mark.parametrize("name", ["peace", "war"])
def test_at_an_edge_the_distance_is_zero(name: str) -> None:
    assert from_regime(name, b=9, k=1, v=3)["k"] == Fraction(0)

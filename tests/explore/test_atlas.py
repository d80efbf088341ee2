"""The compiled equilibrium says exactly what the slow one says, on edges and on cutoffs too."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from flint import ctx

from symbolic_alliance import load
from symbolic_alliance.closed_form import WORKING_DIGITS, evaluate, number, plain, square_root
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.explore.atlas import Atlas, Atlases
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.parameters import Parameters
from tests.derivation.test_lock import GAME, SOLVED
from tests.regimes_by_definition import active_case, assumptions_hold, regimes_at

ROOT = Path(__file__).resolve().parents[2]
PAPER = load("burden_sharing", ROOT).derivation


def random_points(parameters: Parameters, count: int, seed: int) -> list[dict[str, Fraction]]:
    """Rational points of small denominators that satisfy the assumptions; many lie on an edge."""
    random, found = Random(seed), []
    while len(found) < count:
        denominator = random.choice((4, 5, 6, 10, 16, 25, 100, 997))
        point = {name: Fraction(random.randint(1, 2 * denominator), denominator) for name in parameters.names}
        if assumptions_hold(parameters, point):
            found.append(point)
    return found


def on_cutoffs(equilibrium: Equilibrium, points: list[dict[str, Fraction]]) -> Iterator[dict[str, Fraction]]:
    """The points moved onto each cutoff whose value there is rational."""
    for point in points:
        for cutoff in equilibrium.cutoffs:
            found = active_case(equilibrium, cutoff, point)
            if found is not None and isinstance(found[0], Fraction):
                yield {**point, cutoff.parameter: found[0]}


def assert_same_regimes(equilibrium: Equilibrium, atlas: Atlas, point: dict[str, Fraction]) -> None:
    with ctx.workdps(WORKING_DIGITS):
        run = atlas.at(point)
        assert atlas.assumptions_hold(run) == assumptions_hold(equilibrium.game.parameters, point)
        regimes = atlas.regimes(run)
        assert [one.name for one in regimes] == [one.name for one in regimes_at(equilibrium, point)]
        for regime in regimes[:1]:
            for form in (*regime.actions.values(), *regime.payoffs.values()):
                assert str(plain(atlas.value(run, form))) == str(evaluate(form, point))


def assert_same_cutoffs(equilibrium: Equilibrium, atlas: Atlas, point: dict[str, Fraction]) -> None:
    with ctx.workdps(WORKING_DIGITS):
        for cutoff in equilibrium.cutoffs:
            fast, slow = atlas.cutoff(atlas.at(point), cutoff), active_case(equilibrium, cutoff, point)
            assert (fast is None) == (slow is None)
            if fast is not None and slow is not None:
                assert (str(plain(fast[0])), fast[1].between) == (str(slow[0]), slow[1])


@pytest.mark.parametrize("derivation", [SOLVED, PAPER], ids=["walls", "burden_sharing"])
def test_at_random_points_and_on_every_cutoff_it_agrees_with_the_slow_way(derivation: Derivation) -> None:
    for equilibrium, atlas in zip(derivation.equilibria, Atlases(derivation).every, strict=True):
        points = random_points(equilibrium.game.parameters, 300, seed=1)
        edges = list(on_cutoffs(equilibrium, points[:12]))
        assert bool(edges) == bool(equilibrium.cutoffs)
        for point in (*points, *edges):
            assert_same_regimes(equilibrium, atlas, point)
        for point in (*points[:8], *edges[::6]):
            assert_same_cutoffs(equilibrium, atlas, point)


def test_on_a_cutoff_both_regimes_hold_and_beside_it_one() -> None:
    atlas = Atlases(PAPER).game
    point = {**PAPER.model.example, "k_A": Fraction(1, 100)}  # w_O^2/m_O at the example
    hair = Fraction(1, 10**40)
    names = [[regime.name for regime in atlas.regimes(atlas.at({**point, "k_A": Fraction(1, 100) + shift}))]
             for shift in (-hair, Fraction(0), hair)]
    assert names == [["revision_1"], ["revision_1", "revision_2"], ["revision_2"]]


@pytest.mark.parametrize(("b", "k", "names"), [
    (Fraction(4), Fraction(3, 2) - Fraction(1, 10**40), ["peace"]),
    (Fraction(4), Fraction(3, 2), ["peace", "war"]),
    (Fraction(4), Fraction(3, 2) + Fraction(1, 10**40), ["war"]),
    (Fraction(2), 3 / square_root(number(2)), ["peace", "war"]),  # a point may lie on a root
])
def test_an_edge_is_where_it_is(b: Fraction, k: Fraction, names: list[str]) -> None:
    point = {"b": b, "k": k, "v": Fraction(3)}
    assert [regime.name for regime in regimes_at(SOLVED.equilibrium, point)] == names
    atlas = Atlas(SOLVED.equilibrium)
    with ctx.workdps(WORKING_DIGITS):
        assert [regime.name for regime in atlas.regimes(atlas.at(point))] == names


def test_strict_assumptions_exclude_their_edge() -> None:
    atlas = Atlas(SOLVED.equilibrium)
    for v, is_inside in ((Fraction(1, 10**40), True), (Fraction(0), False)):
        point = {"b": Fraction(1), "k": Fraction(1), "v": v}
        assert atlas.assumptions_hold(atlas.at(point)) == assumptions_hold(GAME.parameters, point) == is_inside


def test_it_is_compiled_once() -> None:
    atlases = Atlases(SOLVED)
    assert atlases.every is atlases.every
    assert list(atlases.cutoffs) == ["k_peace_to_war", "b_peace_to_war"]

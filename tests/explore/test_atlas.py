"""The compiled equilibrium says exactly what the slow one says, on edges and on cutoffs too."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from flint import ctx

from symbolic_alliance import load
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.exact import WORKING_DIGITS, UndefinedForm, evaluate, plain
from symbolic_alliance.explore.atlas import Atlas
from symbolic_alliance.explore.position import Exact, ExactPoint, assumptions_hold, regimes_at
from symbolic_alliance.game.equilibrium import Cutoff, Equilibrium
from symbolic_alliance.game.parameters import Parameters
from tests.derivation.test_lock import SOLVED

ROOT = Path(__file__).resolve().parents[2]
PAPER = load("burden_sharing", ROOT)


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
            found = slow_cutoff(equilibrium, cutoff, point)
            if found is not None and isinstance(found[0], Fraction):
                yield {**point, cutoff.parameter: found[0]}


def slow_cutoff(equilibrium: Equilibrium, cutoff: Cutoff, point: ExactPoint) -> tuple[Exact, tuple[str, str]] | None:
    """The active case, straight from its definition."""
    for case in cutoff.cases:
        try:
            value = evaluate(case.expression, point)
        except UndefinedForm:
            continue
        there = {**point, cutoff.parameter: value}
        if assumptions_hold(equilibrium.game.parameters, there) and all(
                equilibrium.regime(name).region.contains(there) for name in case.between):
            return value, case.between
    return None


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
            fast, slow = atlas.cutoff(atlas.at(point), cutoff), slow_cutoff(equilibrium, cutoff, point)
            assert (fast is None) == (slow is None)
            if fast is not None and slow is not None:
                assert (str(plain(fast[0])), fast[1].between) == (str(slow[0]), slow[1])


@pytest.mark.parametrize("derivation", [SOLVED, PAPER], ids=["walls", "burden_sharing"])
def test_at_random_points_and_on_every_cutoff_it_agrees_with_the_slow_way(derivation: Derivation) -> None:
    for equilibrium, atlas in zip(derivation.equilibria, derivation.atlases, strict=True):
        points = random_points(equilibrium.game.parameters, 300, seed=1)
        edges = list(on_cutoffs(equilibrium, points[:12]))
        assert bool(edges) == bool(equilibrium.cutoffs)
        for point in (*points, *edges):
            assert_same_regimes(equilibrium, atlas, point)
        for point in (*points[:8], *edges[::6]):
            assert_same_cutoffs(equilibrium, atlas, point)


def test_on_a_cutoff_both_regimes_hold_and_beside_it_one() -> None:
    atlas = PAPER.atlases[0]
    point = {**PAPER.model.example, "k_A": Fraction(1, 100)}  # w_O^2/m_O at the example
    hair = Fraction(1, 10**40)
    names = [[regime.name for regime in atlas.regimes(atlas.at({**point, "k_A": Fraction(1, 100) + shift}))]
             for shift in (-hair, Fraction(0), hair)]
    assert names == [["revision_1"], ["revision_1", "revision_2"], ["revision_2"]]


def test_it_is_compiled_once_for_each_derivation() -> None:
    assert SOLVED.atlases is SOLVED.atlases
    assert replace(SOLVED).atlases is not SOLVED.atlases

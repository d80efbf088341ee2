"""The catalogue: every model is solved and proved, its lock is good, and it says what the paper prints."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import sympy as sp

from symbolic_alliance.claims.theorems import Setting, judge, state_theorems
from symbolic_alliance.closed_form import evaluate
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.project import Project, catalogued, read_locked, read_model
from symbolic_alliance.explore.atlas import Atlas
from symbolic_alliance.explore.second_opinion import check_twice
from symbolic_alliance.explore.walk import points_in_regimes
from symbolic_alliance.proof.claim import Grade, Verdict
from tests.catalogue.formulas import FORMULAS, OUTCOMES
from tests.catalogue.slips import SLIPS, Slip

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT)
POINTS = 60


@cache
def derivation(name: str) -> Derivation:
    """A model with its results, as they are locked."""
    found = read_locked(PROJECT, read_model(PROJECT, name))
    assert found is not None, f"{name} has no lock"
    return found


def test_every_model_of_the_catalogue_is_compared_with_its_paper() -> None:
    assert {*PROJECT.catalogue} == {*FORMULAS, *OUTCOMES}
    assert PROJECT.catalogue == tuple(sorted(PROJECT.catalogue))
    assert PROJECT.names == ("burden_sharing", "offensive_clause")  # what is built and checked where no name is given


@pytest.mark.parametrize("name", PROJECT.catalogue)
def test_a_model_is_named_for_its_citation(name: str) -> None:
    model = read_model(PROJECT, name)
    authors, year = re.fullmatch(r"([a-z]+)(\d{4})", name).groups()  # type: ignore[union-attr]
    cited = model.about.replace("å", "a").lower()
    assert f"({year})" in model.about
    assert all(author in cited for author in re.findall(r"[a-z]+", authors.replace("rosenthal", " rosenthal").replace(
        "kilgour", " kilgour").replace("morelli", " morelli")))
    assert (model.game.name, catalogued(name).read_text().count(f'"{name}"')) == (name, 1)


@pytest.mark.parametrize("name", PROJECT.catalogue)
def test_a_model_is_checked_and_the_walk_agrees(name: str) -> None:
    found, walked = check_twice(PROJECT, name, cache=False)
    assert (found.is_good, walked) == (True, ())
    claims = found.derivation.claims.values()
    assert sum(claim.grade is Grade.CERTIFIED for claim in claims) >= 0.95 * len(claims)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_choice_is_what_is_printed_at_random_points(name: str) -> None:
    equilibrium = derivation(name).equilibrium
    atlas, told = Atlas(equilibrium), 0
    for point in points_in_regimes(equilibrium, POINTS, seed=5):
        regime = atlas.regimes(atlas.at(point))[0]
        for printed in FORMULAS[name]:
            if regime.outcome in (printed.outcomes or (regime.outcome,)):
                chosen = regime.actions.get(printed.choice, sp.Integer(0))
                assert evaluate(chosen, point) == evaluate(printed.formula, point), (point, printed.source)
                told += 1
    assert told >= POINTS / 2


@pytest.mark.parametrize("name", OUTCOMES)
def test_an_outcome_arises_where_it_is_said_to(name: str) -> None:
    equilibrium, (source, cases) = derivation(name).equilibrium, OUTCOMES[name]
    atlas = Atlas(equilibrium)
    for point in points_in_regimes(equilibrium, POINTS, seed=5):
        at = SimpleNamespace(**{key: Fraction(value) for key, value in point.items()})
        expected = next(outcome for outcome, holds in cases if holds(at))
        assert atlas.regimes(atlas.at(point))[0].outcome == expected, (point, source)


# ---- slips


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_refuted_at_a_point_and_its_correction_proved(slip: Slip) -> None:
    equilibrium = derivation(slip.model).equilibrium
    wrong, right = (judge(theorem).result for theorem in state_theorems(
        slip.theorems(equilibrium), Setting((equilibrium,))))
    assert (wrong.verdict, right.verdict) == (Verdict.REFUTED, Verdict.PROVED), (wrong.tried, right.tried)
    assert wrong.point is not None
    equilibrium.game.parameters.require({name: wrong.point[name] for name in equilibrium.game.parameters.names})
    assert evaluate(slip.printed, wrong.point) != evaluate(slip.derived(equilibrium)[0], wrong.point)

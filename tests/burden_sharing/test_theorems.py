"""The theorems of the paper hold in plain numbers, wherever the tree is walked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sympy as sp
from sympy.core._print_helpers import Printable
from sympy.printing.str import sstr

from symbolic_alliance.derivation.project import find_project, read_locked, read_model
from symbolic_alliance.explore.walk import points_beside_cutoffs, points_in_regimes, random_points
from symbolic_alliance.proof.claim import Claim, Grade
from symbolic_alliance.proof.deposit import statement_data
from symbolic_alliance.proof.polynomial_claim import polynomial_cases
from tests import walked_theorems
from tests.walked_theorems import (
    ALONG_A_LADDER,
    AT_A_POINT,
    Point,
    Walked,
    solved,
    the_least_offer_makes_the_ally_arm,
    told,
)


@pytest.fixture(scope="module")
def points() -> list[Point]:
    game = solved()[0]
    visiting = points_in_regimes(game, 10, seed=8)
    beside = points_beside_cutoffs(game, visiting[:2])
    return [*visiting, *beside[::8], *random_points(game.game.parameters, 2, seed=7)]


def test_every_theorem_holds_at_every_point(points: list[Point]) -> None:
    found = list(told(points, AT_A_POINT))
    assert [(what, point) for what, point, holds in found if not holds] == []
    assert {what.split(":")[0] for what, _, _ in found} == {statement.__name__ for statement in AT_A_POINT}


def test_the_theorems_about_costs_hold_along_a_ladder_of_them(points: list[Point]) -> None:
    found = list(told(points[:1], ALONG_A_LADDER))
    assert [(what, point) for what, point, holds in found if not holds] == []


def is_deposited(claim: Claim, known: set[str]) -> bool:
    """Whether there are certificates of all cases of a claim, or of its not arising."""
    return any(all(json.dumps(statement_data(case.statement)) in known for case in polynomial_cases(one))
               for one in (claim, replace(claim, alternatives=())))


def test_theorems_are_stated_as_their_certificates_have_them_whatever_forms_sympy_gives(
        monkeypatch: pytest.MonkeyPatch) -> None:
    project = find_project(Path(__file__).resolve().parents[2])
    locked = read_locked(project, read_model(project, "burden_sharing"))
    assert locked is not None
    deposited = json.loads(project.deposit("burden_sharing").read_text("utf-8"))["claims"]
    known = {json.dumps({key: case[key] for key in ("variables", "hypotheses", "alternatives")})
             for cases in deposited.values() for case in cases}
    for name, form in (("factor", sp.expand), ("together", sp.cancel), ("cancel", sp.factor), ("count_ops", lambda _: 1)):
        monkeypatch.setattr(sp, name, lambda expression, form=form: form(expression))
    monkeypatch.setattr(Printable, "__str__", lambda self: sstr(self, order="rev-lex"))
    assert str(sp.factor((sp.Symbol("k") + 1) ** 2)) == "1 + 2*k + k**2"
    without = [part.claim for theorem in locked.theorems for part in theorem.parts
               if not part.fails and not is_deposited(part.claim, known)]
    assert len(without) <= 21
    assert {locked.claims[claim.about].grade for claim in without} == {Grade.DECIDED}


def test_a_planted_falsehood_is_told(points: list[Point], monkeypatch: pytest.MonkeyPatch) -> None:
    game, benchmark, least = solved()
    taking_part = replace(least, strategy=game.strategy)  # a superpower that takes no part where its forces cost too much
    monkeypatch.setattr(walked_theorems, "solved", lambda: (game, benchmark, taking_part))
    extorted = [point for point in points if Walked(point).full.outcome == "extraction"][:1]
    assert not all(holds for _, _, holds in told(extorted, [the_least_offer_makes_the_ally_arm]))

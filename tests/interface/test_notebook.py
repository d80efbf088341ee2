"""At a prompt: every result is printed for a person, in the author's symbols, and is one name away."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance.claims.cutoff_conditions import with_conditions
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.diff import Status
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import Project, write_locked
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.report import report
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.interface import progress
from symbolic_alliance.interface.notebook import LockWarning, Paper, load
from symbolic_alliance.solver import solve
from tests.derivation.test_lock import SOLVED
from tests.games import BARGAINING

ROOT = Path(__file__).resolve().parents[2]
WALLS = Paper(SOLVED)
POINT = {"b": "4", "k": "1", "v": "3"}


def project(folder: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "project" / "derivations", folder / "derivations")
    return folder


def test_a_lock_is_opened_without_a_warning_and_an_old_one_with(tmp_path: Path) -> None:
    root = project(tmp_path)
    with pytest.warns(LockWarning, match="walls has no lock, so it is solved again; 'symbolic-alliance update walls'"):
        solved = load("walls", root)
    write_locked(Project(root), solved.derivation)
    assert load("walls", root).cutoffs.keys() == solved.cutoffs.keys()
    source = root / "derivations" / "walls.py"
    source.write_text(source.read_text().replace('"v": 3', '"v": 2'))
    with pytest.warns(LockWarning, match="the lock of walls is older than its model") as told:
        load("walls", root)
    assert told[0].filename == __file__


def test_a_paper_says_what_it_holds() -> None:
    assert repr(WALLS) == """\
walls: Walls
  .regimes  3, .cutoffs  2, .claims  4, 1 of them proved
  .at(...)  numbers, .plot(x=..., y=...)  figures, .function(...)  arrays, .what_if(...)  changes
  parameters: b, k, v"""
    assert repr(WALLS.game).splitlines()[-4:] == [
        "  defender_builds: defender decides between leave, build",
        "  challenger_moves_unwalled: challenger decides between hold, attack",
        "  defender_chooses: defender chooses f in [0, infinity)",
        "  challenger_moves: challenger decides between hold, attack"]


def test_cutoffs_are_printed_in_the_authors_order() -> None:
    told = replace(SOLVED, equilibrium=with_conditions(SOLVED.equilibrium))
    assert repr(WALLS.cutoffs) == """\
k_peace_to_war  k = v/sqrt(b)    from peace to war, where both hold
b_peace_to_war  b = v^2/k^2    from peace to war, where both hold"""
    assert repr(Paper(told).cutoffs.b_peace_to_war) == "b = v^2/k^2    from peace to war"
    assert WALLS.cutoffs.b_peace_to_war._repr_latex_() == (
        r"$\begin{aligned} b &= \frac{v^2}{k^2} && \text{from peace to war} \text{, where } \text{both hold} \end{aligned}$")
    with pytest.raises(RequestError, match="no cutoff is named b_peace; did you mean b_peace_to_war"):
        WALLS.cutoffs["b_peace"]


def test_a_cutoff_tells_where_it_counts_and_is_asked_at_a_point() -> None:
    paper = Paper(Derivation.of(Model(name="haggling", game=BARGAINING), [with_conditions(solve(BARGAINING))]))
    cutoff = paper.cutoffs.p_settlement_1_to_settlement_2
    assert repr(cutoff) == "p = 1 - c_B    from settlement_1 to settlement_2, if c_B <= 1"
    assert cutoff._repr_latex_().endswith(r"\text{, if } c_B \le 1 \end{aligned}$")
    assert (cutoff.at(c_A=1, c_B=0.1), cutoff.at({"c_A": 1}, c_B=2)) == (Fraction(9, 10), None)
    assert cutoff.at(c_A=-1, c_B=0.1) is None  # outside what is assumed
    with pytest.raises(RequestError, match="p_settlement_1_to_settlement_2 needs a value for c_A"):
        cutoff.at(c_B=1)


def test_regimes_and_claims_are_printed() -> None:
    assert repr(WALLS.regimes.peace).startswith("peace: outcome peace\n  where k <= v/sqrt(b)\n  f = sqrt(b)\n")
    assert r"\sqrt{b}" in WALLS.regimes.peace._repr_latex_()
    assert WALLS.regimes.peace._repr_latex_().endswith(r"\text{where} & \quad k \le v/\sqrt{b} \end{aligned}$")
    assert list(WALLS.regimes) == ["peace", "war", "unwalled.war"]
    assert repr(WALLS.claims["best_response_1"]) == "best_response_1\n  \n  refuted\n  fails at b = -1/3, k = 2"
    assert repr(WALLS.claims).splitlines()[0] == "cover_1          proved, decided"


def test_numbers_are_the_contract_and_readable() -> None:
    found = WALLS.at(**POINT)
    assert found == report(Atlases(SOLVED), {name: exact(value) for name, value in POINT.items()})
    assert json.loads(json.dumps(found.to_json()))["equilibrium"]["regime"] == found["equilibrium"]["regime"] == "peace"
    assert found.equilibrium.actions == {"f": 2}
    assert WALLS.at({"b": 4.0, "k": Decimal("1.0")}, v=np.int64(3)) == found
    assert WALLS.at(b=0.1, k=1, v=3).parameters["b"] == Fraction(1, 10)  # the number that was typed
    for strange in (float("nan"), None, True, "half"):
        with pytest.raises(RequestError, match="is not an exact number"):
            WALLS.at(b=strange, k=1, v=3)
    assert repr(found).startswith("walls at b = 4, k = 1, v = 3\n\nequilibrium: regime peace")
    assert ">" in repr(found)
    assert found.edges()["b"] == 5
    assert repr(found.edges()).startswith("the smallest change")
    assert [one.node for one in found.deviations()] == ["defender_builds", "defender_chooses", "challenger_moves"]
    assert "challenger_moves" in repr(found.deviations())


def test_functions_take_arrays() -> None:
    assert WALLS.cutoffs.k_peace_to_war.function()(b=np.array([1, 4]), v=3).tolist() == [3.0, 1.5]
    assert WALLS.regimes.peace.function("f")(b=9) == 3.0
    assert WALLS.function("f")(b=np.array([4.0, 16.0]), k=1, v=3).tolist()[0] == 2.0
    assert WALLS.function()(b=np.array([4.0, 16.0]), k=1, v=3).tolist() == [
        list(WALLS.regimes).index("peace"), list(WALLS.regimes).index("war")]
    assert WALLS.function(by_name=True)(b=np.array([4.0, 16.0]), k=1, v=3).tolist() == ["peace", "war"]
    assert WALLS.function(by_name=True)(b=4.0, k=1, v=-3) is None


def test_a_figure_is_one_call() -> None:
    picture = WALLS.plot(x="b", y="k", v=3, x_range=(0, 20))
    assert picture.figure.axes[0].get_xlim() == (0.0, 20.0)
    assert picture._repr_svg_().startswith("<?xml")


def test_what_follows_is_derived_again() -> None:
    v, k = sp.symbols("v k", real=True)
    dearer = WALLS.what_if(replace={k: 2 * k})
    assert dearer.before is WALLS
    assert dearer.after.cutoffs.b_peace_to_war.cases[0].expression.equals(v**2 / (4 * k**2))
    assert WALLS.cutoffs.b_peace_to_war.cases[0].expression.equals(v**2 / k**2)
    assert repr(dearer).splitlines() == [
        "walls, changed: 3 regimes, 2 cutoffs",
        "  .after is the new one, .before the old one, .diff says what differs in meaning"]
    changes = dearer.diff.diff.changes
    assert {one.status for one in changes if one.name == "b_peace_to_war"} == {Status.CHANGED}
    assert {one.status for one in changes if one.kind == "assumption"} == {Status.SAME}
    assert "b_peace_to_war" in repr(dearer.diff)
    assert "removed" not in repr(dearer.diff)
    assert dearer.diff._repr_markdown_().startswith("### walls: ")


def test_what_takes_long_is_told_step_by_step(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    WALLS.what_if(replace={"k": "2*k"}, progress=told.append)
    assert "solve walls: defender at defender_builds" in told
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    WALLS.what_if(replace={"k": "2*k"})
    assert "walls, changed: solve walls: defender at defender_builds\n" in capsys.readouterr().err

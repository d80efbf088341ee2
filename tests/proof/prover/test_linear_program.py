"""Linear programs of ours and of others in one process do not hear of each other, and none fails in silence."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pytest
from flint import fmpq

from symbolic_alliance.errors import SolverError
from symbolic_alliance.proof.prover import linear_program
from symbolic_alliance.proof.prover.linear_program import Column, vanishing_combination

ROOT = Path(__file__).resolve().parents[3]
ANOTHER = """
import highspy

def theirs(threads):
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    if threads:
        program.setOptionValue("threads", threads)
    x, y = program.addVariable(0, 10), program.addVariable(0, 10)
    program.addConstr(x + 2 * y <= 14)
    program.maximize(x + y)
    print("theirs", program.getModelStatus().name)

def ours():
    derivation = certify_derivation(judge_derivation(solve_games(Model(game=CONTEST))), {})
    print("ours", *sorted({f"{claim.verdict} {claim.grade}" for claim in derivation.claims.values()}))
    theorems = [theorem for claim in derivation.claims.values() for theorem in claim.result.certificate]
    print("here", sum(certificate_of(theorem.statement) is None for theorem in theorems))

if __name__ == "__main__":
    from symbolic_alliance.derivation.model import Model
    from symbolic_alliance.derivation.derive import certify_derivation, judge_derivation, solve_games
    from symbolic_alliance.proof.prover import certificate_of
    from tests.games import CONTEST
    SCENARIO
"""


@pytest.mark.parametrize(("order", "threads"), [
    ("theirs ours theirs", 1), ("theirs ours theirs", 2), ("theirs ours theirs", 0), ("ours theirs", 2)])
def test_runs_of_others_change_no_grade_and_go_on_working(order: str, threads: int) -> None:
    scenario = "; ".join({"ours": "ours()", "theirs": f"theirs({threads})"}[one] for one in order.split())
    run = subprocess.run([sys.executable, "-c", ANOTHER.replace("SCENARIO", scenario)], cwd=ROOT, capture_output=True,
                         text=True, check=True, timeout=300)
    said = {"ours": ["ours proved certified", "here 0"], "theirs": ["theirs kOptimal"]}
    lines = [line for line in run.stdout.splitlines() if line.startswith(("ours", "here", "theirs"))]
    assert lines == [line for one in order.split() for line in said[one]]


def columns(largest: float) -> list[Column]:
    """2x, -3y and y - x: the first, the last twice and two thirds of the second add up to nothing."""
    x, y = np.array([1], dtype=np.uint64), np.array([2], dtype=np.uint64)
    return [Column(x, [fmpq(2)], [largest], counts=True), Column(y, [fmpq(-3)], [-3.0]),
            Column(np.concatenate([x, y]), [fmpq(-1), fmpq(1)], [-1.0, 1.0])]


def test_a_program_without_a_solution_has_none() -> None:
    assert vanishing_combination(columns(2.0), 1.0) == [(0, 1), (1, fmpq(2, 3)), (2, 2)]
    assert vanishing_combination(columns(2.0)[:2], 1.0) is None


def test_a_coefficient_that_the_solver_does_not_take_is_no_solution() -> None:
    assert vanishing_combination(columns(1e300), 1.0) is None


def test_an_option_that_is_unknown_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Older(linear_program._Quiet):
        def setOptionValue(self, option: str, value: Any) -> highspy.HighsStatus:
            return super().setOptionValue({"threads": "workers"}.get(option, option), value)

    monkeypatch.setattr(linear_program, "_Quiet", Older)
    with pytest.raises(SolverError, match=r"HiGHS .* does not know the option threads = 1"):
        vanishing_combination(columns(2.0), 1.0)


def test_a_program_that_was_not_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here since another number of workers is at work for the same thread."""
    class Shared(ThreadPoolExecutor):
        def submit(self, call: Any, program: Any, *arguments: Any) -> Any:  # type: ignore[override]
            def after_another() -> Any:
                other = linear_program._Quiet()
                other.setOptionValue("threads", 2)
                other.passModel(program)
                super(highspy.Highs, other).run()
                return call(program, *arguments)

            return super().submit(after_another)

    monkeypatch.setattr(linear_program, "ThreadPoolExecutor", Shared)
    with pytest.raises(SolverError, match=r"HiGHS .* did not run a linear program \(kError\)"):
        vanishing_combination(columns(2.0), 1.0)

"""What else a process does with z3 changes no answer of ours, and we change none of its settings."""

import subprocess
import sys
from pathlib import Path

import pytest
import z3

from symbolic_alliance.closed_form.bounded_z3 import EFFORT, bounded_solver, own_context

ROOT = Path(__file__).resolve().parents[2]
PROCESS = """
import z3

k, m = z3.Int("k"), z3.Bool("m")
for name, value in SETTINGS.items():
    z3.set_param(name, value)
theirs = z3.Solver()
theirs.set("timeout", 60_000)
theirs.add(k > 3, m)

from symbolic_alliance.certificate import Fact, Statement, read_polynomial
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.derive import judge_derivation, solve_games
from symbolic_alliance.derivation.lock import write_lock
from symbolic_alliance.proof.prover.deciders import ask_z3
from tests.games import ENTRY

given, stated = (Fact(">", read_polynomial(text, ("x", "y"))) for text in ("x*y - 1", "x^2 + y^2 - 1"))
print(write_lock(judge_derivation(solve_games(Model(game=ENTRY)))))
print(ask_z3(Statement(("x", "y"), (given,), ((stated,),)), 60.0).status)
print("theirs", theirs.check(), all(z3.get_param(name) == str(value).lower() for name, value in SETTINGS.items()))
"""
LIMITS = {"rlimit": 1000, "timeout": 1, "nlsat.max_conflicts": 1, "nlsat.max_memory": 1, "smt.max_conflicts": 1}
STRATEGIES = {"proof": True, "model": False, "smt.random_seed": 7, "nlsat.seed": 7, "smt.arith.solver": 2}


def said(settings: dict[str, object]) -> list[str]:
    """What a process says of a game, and of its own solver, under such settings of all of z3."""
    run = subprocess.run([sys.executable, "-c", PROCESS.replace("SETTINGS", repr(settings))], cwd=ROOT, capture_output=True,
                         text=True, check=True, timeout=300)
    return run.stdout.splitlines()


@pytest.fixture(scope="module")
def undisturbed() -> list[str]:
    return said({})


@pytest.mark.parametrize("settings", [LIMITS, STRATEGIES], ids=["limits", "strategies"])
def test_settings_of_others_change_no_answer_and_stay(settings: dict[str, object], undisturbed: list[str]) -> None:
    assert undisturbed[-2:] == ["unsat", "theirs sat True"]
    assert said(settings) == undisturbed


def test_work_is_bounded() -> None:
    def answer(effort: int) -> str:
        context = own_context()
        x, y, w = (z3.Real(name, context) for name in "xyw")
        solver = bounded_solver(effort, context)
        solver.add(x > 0, y > 0, w > 0, x * x * y + y * y * w + w * w * x < 3 * x * y * w)
        return str(solver.check())

    assert (answer(1), answer(EFFORT)) == ("unknown", "unsat")

"""What a solver answers is read, and so is whether it ran at all."""

from pathlib import Path

import pytest

from symbolic_alliance.certificate import Fact, Statement, read_polynomial
from symbolic_alliance.errors import SolverError
from symbolic_alliance.proof.prover import cvc5_process
from symbolic_alliance.proof.prover.deciders import SolverAnswer, ask_cvc5, ask_z3, units

NAMES = ("x", "y")


def statement(given: str, stated: str) -> Statement:
    return Statement(NAMES, (Fact(">", read_polynomial(given, NAMES)),), ((Fact(">", read_polynomial(stated, NAMES)),),))


def test_a_statement_fails_at_the_point_that_is_shown() -> None:
    answer = ask_z3(statement("x*y - 1", "x"), 20.0)
    assert answer.status == "sat"
    assert answer.model is not None
    assert (answer.model["x"] < 0, answer.model["x"] * answer.model["y"] > 1) == (True, True)


def test_a_statement_that_holds_fails_nowhere() -> None:
    assert ask_z3(statement("x*y - 1", "x^2 + y^2 - 1"), 20.0) == SolverAnswer("z3", "unsat")


def test_a_unit_is_a_positive_variable_by_which_all_is_measured() -> None:
    assert units(statement("y", "x^2 - x*y")) == (1,)
    assert units(statement("x", "x*y - 1")) == (0,), "in which y is measured by the inverse"
    assert units(statement("x*y - 1", "x")) == ()


@pytest.mark.parametrize(("program", "status"), [
    ("print('unsat')", "unsat"), ("", "unknown"), ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "unknown")])
def test_a_solver_that_ends_early_has_not_answered(program: str, status: str, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(program, tmp_path, monkeypatch) == SolverAnswer("cvc5", status)


def test_a_solver_that_cannot_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SolverError) as refusal:
        asked("import cvc5_that_is_not_there", tmp_path, monkeypatch)
    assert str(refusal.value) == ("cvc5 does not run as it is installed here: "
                                  "ModuleNotFoundError: No module named 'cvc5_that_is_not_there'")


def asked(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> SolverAnswer:
    """What is answered where the process of cvc5 runs this program instead."""
    (folder / "process.py").write_text(program)
    monkeypatch.setattr(cvc5_process, "__file__", str(folder / "process.py"))
    return ask_cvc5(statement("x", "x"), 20.0)

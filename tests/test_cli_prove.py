"""`symbolic-alliance prove` on outside problems."""

import json
from pathlib import Path

from typer.testing import CliRunner

from symbolic_alliance.cli import app

PROBLEMS = Path(__file__).parent / "data" / "economics-mulligan"


def test_a_satisfiable_and_an_unsatisfiable_problem_are_told_apart():
    files = [str(PROBLEMS / "MulliganEconomicsModel0001a.smt2"), str(PROBLEMS / "MulliganEconomicsModel0055c.smt2")]
    result = CliRunner().invoke(app, ["prove", *files, "--format", "json"])
    assert result.exit_code == 0
    assert [(one["file"], one["status"], one["grade"]) for one in json.loads(result.stdout)] == [
        (files[0], "sat", "point"), (files[1], "unsat", "certified")]


def test_what_is_no_smtlib_is_refused_in_one_sentence(tmp_path):
    file = tmp_path / "problem.smt2"
    file.write_text("import os")
    result = CliRunner().invoke(app, ["prove", str(file)])
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert str(file) in result.output

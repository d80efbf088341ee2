"""Every public value can be copied and pickled, and is equal to its copies: process pools and notebooks need no more."""

import copy
import pickle  # noqa: TID251 what we wrote ourselves is read back
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import is_dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symbolic_alliance import load, solve, verify
from symbolic_alliance.closed_form import evaluate
from tests.games import CRISIS

SOLVED, PAPER = solve(CRISIS), load("burden_sharing")
REPORT = PAPER.at(PAPER.derivation.model.example)
VALUES: dict[str, Any] = {
    "game": CRISIS, "parameters": CRISIS.parameters, "node": CRISIS.root, "outcome": CRISIS.nodes[-1], "equilibrium": SOLVED,
    "strategy": SOLVED.strategy, "result": verify(CRISIS, SOLVED.strategy)[0], "report": REPORT, "edges": REPORT.edges(),
    "deviations": REPORT.deviations(), "threshold": PAPER.thresholds.k_D, "cutoff": next(iter(PAPER.cutoffs.values())),
    "regime": next(iter(PAPER.regimes.values())), "cutoffs": PAPER.cutoffs, "function": PAPER.function("a"),
    "surd": evaluate(PAPER.thresholds.k_N.cases[0].expression, {
        "q": 1, "w_O": Fraction(1, 3), "m_O": 1, "w_A": Fraction(1, 4)})}
WAYS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301
    "replace": lambda value: replace(value) if is_dataclass(value) and not isinstance(value, type) else value}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", VALUES)
def test_a_copy_is_equal(name: str, way: str) -> None:
    assert WAYS[way](VALUES[name]) == VALUES[name]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["threshold", "cutoff", "regime"])
def test_a_copy_is_equal_once_the_value_has_been_printed(name: str, way: str) -> None:
    said = repr(VALUES[name])  # what has been found out on the way lies in rings that cannot be copied
    assert repr(WAYS[way](VALUES[name])) == said


@pytest.mark.parametrize("name", ["derivation", "model"])
def test_a_paper_is_copied_with_its_theorems(name: str) -> None:
    value = PAPER.derivation if name == "derivation" else PAPER.derivation.model
    assert copy.deepcopy(value) == replace(value) == value


def test_games_are_equal_by_what_they_say() -> None:
    assert copy.deepcopy(CRISIS) == CRISIS
    assert replace(CRISIS, title="Another") != CRISIS
    assert hash(copy.deepcopy(CRISIS)) == hash(CRISIS)


def test_a_function_runs_in_another_process() -> None:
    k_R = PAPER.thresholds.k_R.function()
    point = {"q": np.array([0.4, 0.5]), "m_O": 1, "w_A": 0.1, "w_O": 0.1}
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(_run, k_R, point).result().tolist() == k_R(**point).tolist()


def _run(function: Callable[..., Any], point: dict[str, Any]) -> Any:
    return function(**point)

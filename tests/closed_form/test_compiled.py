"""Compiled forms give the very floats that NumPy gives, case by case, undefined ones included."""

import importlib.util
import sys

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance.closed_form.arrays import steps
from symbolic_alliance.closed_form.compiled import compiled, needed_names
from symbolic_alliance.closed_form.program import Compiler
from symbolic_alliance.explore.sweep import cutoff_function
from symbolic_alliance.game.points import random_columns
from tests.explore.test_sweep import GAME

K, M, C = sp.symbols("k m c", real=True)
FORMS = {
    "fraction": K / (M - C) + sp.Rational(2, 3), "powers": K**5 - M**-4 + C**2 * K**-1, "root": sp.sqrt(K - M) * C,
    "nested": sp.sqrt(K + sp.sqrt(M)) / C, "extremes": sp.Max(K, M, C) - sp.Min(K, M) + sp.Abs(C),
    "cases": sp.Piecewise((K / M, (K > M) & (C >= 0)), (M, sp.Or(K < C, sp.Eq(M, 1), sp.Ne(K, K + C))), (C, M <= 0)),
    "shared": sp.Piecewise((sp.sqrt(K) + M, sp.sqrt(K) + M > C), (1 / (sp.sqrt(K) + M), K > 0)),
}
COLUMNS = dict(zip("kmc", np.random.default_rng(5).normal(0, 2, (3, 20_000)), strict=True))


def test_numba_is_here() -> None:
    assert importlib.util.find_spec("numba"), "the extra dev brings numba, so that compiled forms are tested"


@pytest.mark.parametrize("name", FORMS)
def test_a_compiled_form_is_the_same_float_everywhere(name: str) -> None:
    compiler = Compiler(("k", "m", "c"))
    place = compiler.place(FORMS[name])
    quick = compiled(compiler.program, place)
    assert quick is not None
    with np.errstate(all="ignore"):
        expected, = steps(compiler.program, [place], COLUMNS)
        found = quick(*(COLUMNS[one] for one in needed_names(compiler.program, place)))
    assert len(np.unique(expected)) > 1000
    np.testing.assert_array_equal(found, expected)


def test_a_piecewise_cutoff_is_compiled_for_many_points_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cutoff = next(one for one in GAME.equilibrium.cutoffs if one.name == "k_S_status_quo_to_revision")
    function, columns = cutoff_function(GAME, cutoff), random_columns(GAME.parameters, 200_000, seed=4)
    expected = function(**columns)
    assert np.isfinite(expected).sum() > 1000
    monkeypatch.setattr("symbolic_alliance.explore.sweep.FEWEST", 200_000)
    monkeypatch.setattr("symbolic_alliance.explore.sweep.blockwise", None)
    np.testing.assert_array_equal(function(**columns), expected)
    plane = function(**{**columns, "q": columns["q"][:400, None], "w_O": columns["w_O"][:1], "m_O": 1.0, "w_A": 0.1, "v": 1.0,
                        "k_A": columns["k_A"][None, :600]})
    assert plane.shape == (400, 600)


def test_without_numba_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler(("k",))
    place = compiler.place(K + 1)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert compiled(compiler.program, place) is None

"""Sliders stop at exact numbers, and a notebook that is executed shows what a terminal does."""

import time
from fractions import Fraction

import nbformat
import pytest
from nbclient import NotebookClient

from symbolic_alliance import RequestError
from symbolic_alliance.interface.notebook import Paper
from symbolic_alliance.interface.sliders import slider_panel, stops
from tests.derivation.test_lock import SOLVED

WALLS = Paper(SOLVED)
CELLS = (
    "import symbolic_alliance as sa\nbs = sa.load('burden_sharing')\nbs",
    "bs.thresholds.k_D",
    "bs.regimes.status_quo_1",
    "bs.at(bs.derivation.model.example)",
    "panel = bs.sliders()\npanel",
    "panel.children[4].value = panel.children[4].options[4][1]\nprint(panel.children[-1].value)",
    "import numpy as np\nbs.frame(**{**bs.derivation.model.example, 'k_A': np.linspace(0.05, 0.5, 4)})[['k_A', 'regime']]",
)


def test_a_slider_that_is_moved_answers_at_once_with_the_exact_report() -> None:
    panel = WALLS.sliders(b=(2, 6))
    *sliders, told = panel.children
    assert [slider.description for slider in sliders] == ["b", "k", "v"]
    assert all(isinstance(value, Fraction) for slider in sliders for _, value in slider.options)
    started = time.monotonic()
    sliders[0].value = Fraction(5, 2)
    assert time.monotonic() - started < 1.0
    shown = {slider.description: slider.value for slider in sliders}
    assert repr(WALLS.at(shown)) in told.value.replace("&gt;", ">")


def test_a_point_outside_the_assumptions_is_told_in_a_sentence() -> None:
    panel = slider_panel(WALLS.at, {"b": Fraction(4), "k": Fraction(1), "v": Fraction(3)},
                         {"b": [Fraction(4)], "k": [Fraction(-1), Fraction(1)], "v": [Fraction(3)]})
    panel.children[1].value = Fraction(-1)
    assert "violates" in panel.children[-1].value


@pytest.mark.parametrize(("point", "ranges", "told"), [
    ({"x": 1}, {}, "walls has no parameter x"),
    ({}, {"bb": (0, 1)}, "walls has no parameter bb; did you mean b?"),
    ({}, {"b": (1, 1)}, "the range of b is empty: 1 is not less than 1"),
    ({}, {"b": 3}, r"the range of b is a pair of numbers, such as \(0, 1\), and not 3"),
    ({}, {"b": (0, 10**400)}, "too narrow or too wide"),
    ({"b": -1}, {}, "violates the assumption b > 0"),
])
def test_a_wrong_request_is_one_sentence(point: dict[str, object], ranges: dict[str, object], told: str) -> None:
    with pytest.raises(RequestError, match=told):
        WALLS.sliders(point, **ranges)  # type: ignore[arg-type]


def test_the_start_is_a_stop() -> None:
    assert Fraction(1, 7) in stops(Fraction(0), Fraction(1), Fraction(1, 7))


def test_a_notebook_is_executed_from_its_first_cell_to_its_last() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [dict(pair for output in cell.outputs for pair in output.get("data", {"stdout": output.get("text")}).items())
             for cell in notebook.cells]
    assert "parameters: q, m_O" in shown[0]["text/plain"]
    assert r"\begin{cases}" in shown[1]["text/latex"]
    assert r"\text{where}" in shown[2]["text/latex"]
    assert "regime status_quo_1" in shown[3]["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in shown[4]
    assert "regime" in shown[5]["stdout"]
    assert "<table" in shown[6]["text/html"]

"""Figures: regions cover the map along exact curves, names fit into them, and files come whole or not at all."""

import importlib.util
import struct
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance import load, solve
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.plot import plot, read_axis
from symbolic_alliance.explore.plot.axes import axis, complete
from symbolic_alliance.explore.plot.drawing import formula
from symbolic_alliance.explore.plot.placement import Spot, beside, spot
from symbolic_alliance.explore.plot.plane import Axis, Plane, Polyline, plane
from tests.derivation.test_lock import SOLVED
from tests.games import ACCIDENT

PAPER = load("burden_sharing", Path(__file__).resolve().parents[2]).atlases
WALLS = Atlases(SOLVED)
POINT = {"b": Fraction(4), "k": Fraction(1), "v": Fraction(3)}
X, Y = Axis("x", 0.0, 2.0), Axis("y", 0.0, 2.0)


def area(polygon: Polyline) -> float:
    x, y = np.array(polygon).T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def disc() -> Plane:
    x, y = sp.symbols("x y", real=True)
    return plane([x**2 + y**2 - 1, x - sp.Rational(3, 2)], {}, X, Y,
                 lambda x, y: np.where(x > 1.5, 2, np.where(x**2 + y**2 <= 1, 1, 0)))


def test_regions_have_their_exact_areas() -> None:
    found = disc()
    areas = {label: sum(map(area, polygons)) for label, polygons in found.polygons.items()}
    assert areas == {1: pytest.approx(np.pi / 4, rel=1e-4), 2: pytest.approx(1.0, rel=1e-6),
                     0: pytest.approx(3 - np.pi / 4, rel=1e-4)}


def test_every_vertex_of_a_boundary_lies_on_its_curve() -> None:
    boundaries = disc().boundaries
    assert {tuple(sorted(one.between)) for one in boundaries} == {(0, 1), (0, 2)}
    for one in boundaries:
        x, y = np.array(one.line).T
        off = x - 1.5 if 2 in one.between else x**2 + y**2 - 1
        assert np.abs(off).max() < 1e-7


def test_a_curve_of_any_degree_is_traced() -> None:
    x, y = sp.symbols("x y", real=True)
    found = plane([y**5 + y - x], {}, X, Y, lambda x, y: (y**5 + y > x).astype(int))
    (line,) = [one.line for one in found.boundaries]
    across, upwards = np.array(line).T
    assert np.abs(upwards**5 + upwards - across).max() < 1e-9


def test_roots_under_roots_are_solved_for_the_axis() -> None:
    x, y, w = sp.symbols("x y w", real=True)
    found = plane([sp.sqrt(w * x) - y], {"w": Fraction(2)}, X, Y, lambda x, y: (np.sqrt(2 * x) < y).astype(int))
    assert all(abs(high**2 - 2 * across) < 1e-9 for one in found.boundaries for across, high in one.line)


def test_a_name_goes_where_it_fits_and_else_beside() -> None:
    raster = np.zeros((100, 100), dtype=int)
    raster[:, 50:52] = 1
    assert spot(raster, 1, [(0.1, 0.1)]).text is None
    narrow = spot(raster, 1, [(0.1, 0.1)])
    x, y = beside(raster, narrow, (0.1, 0.1))
    assert raster[int(y * 100), int(x * 100)] == 0
    assert 0.05 <= abs(x - narrow.x) < 0.08
    assert spot(raster, 0, [(0.9, 0.1), (0.3, 0.3)]) == Spot(pytest.approx(0.25, abs=0.02), pytest.approx(0.5, abs=0.02), 1)


def test_names_never_overlap_nor_cross_a_boundary() -> None:
    point = {name: value for name, value in PAPER.derivation.model.example.items() if name not in ("q", "k_A")}
    picture = plot(PAPER, "q", "k_A", point)
    picture.figure.draw_without_rendering()
    axes = picture.figure.axes[0]
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    assert len(boxes) >= 5
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])


@pytest.mark.parametrize("y", ["k", "f", "defender", "b_peace_to_war"])
def test_maps_and_lines_are_drawn(y: str) -> None:
    fixed = {name: value for name, value in POINT.items() if name not in ("b", y)}
    picture = plot(WALLS, "b" if y != "b_peace_to_war" else "v", y, {**fixed, "b": Fraction(4)} if y[0] == "b" else fixed)
    content = picture.draw("png")
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20])[0] == 1020  # 3.4 inches at 300 dots
    assert picture.draw("svg") == picture.draw("svg")
    assert picture.draw("pdf").startswith(b"%PDF")
    assert "save" in repr(picture)


def test_a_range_ends_a_quarter_beyond_the_last_change() -> None:
    assert axis(WALLS, POINT, "b", None) == Axis("b", 0.0, pytest.approx(9 * 1.25))  # peace to war at b = 9
    assert axis(WALLS, POINT, "b", (Fraction(1), Fraction(2))) == Axis("b", 1.0, 2.0)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "figure.svg"
    picture = plot(WALLS, "b", "k", {"v": Fraction(3)})
    assert picture.save(target) == target
    before = target.read_bytes()
    with pytest.raises(RequestError, match=r"written as png, svg, pdf, pgf, not as exe"):
        picture.save(tmp_path / "figure.exe")
    assert [path.name for path in target.parent.iterdir()] == ["figure.svg"]
    assert target.read_bytes() == before


@pytest.mark.parametrize(("x", "y", "point", "complaint"), [
    ("bb", "k", POINT, "there is no bb; did you mean b"),
    ("b", "b", POINT, "both axes are b: name two different ones"),
    ("b", "ff", POINT, "no parameter or quantity ff; did you mean f"),
    ("b", "k", {}, "the point gives no value for v"),
    ("b", "k", {**POINT, "z": Fraction(1)}, "a value for z, which the model does not declare"),
    ("b", "k", {"v": Fraction(-1)}, "violates the assumption v > 0"),
])
def test_a_wrong_request_is_named(x: str, y: str, point: dict[str, Fraction], complaint: str) -> None:
    with pytest.raises(RequestError, match=complaint):
        plot(WALLS, x, y, point)


def test_ranges_are_read_exactly_and_wrong_ones_named() -> None:
    assert read_axis("k = 1/3:0.5") == ("k", (Fraction(1, 3), Fraction(1, 2)))
    for text, complaint in (("k=1", "no range: write two numbers"), ("k=__import__('os'):1", "not an exact number")):
        with pytest.raises(RequestError, match=complaint):
            read_axis(text)
    with pytest.raises(RequestError, match="the range of b is empty: 2 is not less than 1"):
        axis(WALLS, POINT, "b", (Fraction(2), Fraction(1)))
    with pytest.raises(RequestError, match="a range is for a parameter, and f is a quantity"):
        plot(WALLS, "b", "f", {"k": Fraction(1), "v": Fraction(3)}, y_range=(Fraction(0), Fraction(1)))


def test_without_matplotlib_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbolic_alliance.explore.plot.drawing.find_spec", lambda name: None)
    with pytest.raises(RequestError, match=r"pip install 'symbolic_alliance\[plot\]'"):
        plot(WALLS, "b", "k", POINT)
    assert importlib.util.find_spec("matplotlib")  # these tests never pass by default


def test_latex_that_matplotlib_does_not_know_is_shown_as_the_name() -> None:
    assert formula(r"\kappa_A", "k_A") == r"$\kappa_A$"
    assert formula(r"\undefinedmacro{k}", "k_A") == "k A"


def test_the_example_stands_in_for_the_axes() -> None:
    found = complete(SOLVED.model, {"v": Fraction(3)}, ("b", "k"))
    assert found == {"b": SOLVED.model.example["b"], "k": SOLVED.model.example["k"], "v": 3}


def test_what_an_author_writes_is_shown_and_never_run() -> None:
    game = SOLVED.model.game
    written = (("b$^{", "a $ sign, _ and ^"), (r"\input{secret}", r"50% & more $\alpha$"), ("v", "x" * 90))
    odd = [replace(one, latex=latex, meaning=meaning) for one, (latex, meaning) in zip(game.parameters, written, strict=True)]
    hostile = replace(game, parameters=replace(game.parameters, declared=tuple(odd)))
    atlases = Atlases(replace(SOLVED, model=replace(SOLVED.model, game=hostile),
                              equilibrium=replace(SOLVED.equilibrium, game=hostile)))
    picture = plot(atlases, "b", "k", {"v": Fraction(3)})
    text = picture.draw("svg").decode()
    assert "a $ sign, _ and ^" in text
    assert "input" not in text.replace("secret", "")
    assert plot(atlases, "v", "f", {"b": Fraction(4), "k": Fraction(1)}).draw("png").startswith(b"\x89PNG")


def test_the_probability_of_an_outcome_is_drawn_along_a_parameter() -> None:
    atlases = Atlases(Derivation(Model(name="accident", game=ACCIDENT), solve(ACCIDENT)))
    (axes,) = plot(atlases, "h", "P(defeat)", {"p": Fraction(4, 5), "c_A": Fraction(3, 10), "c_B": Fraction(1, 2),
                                              "d": Fraction(1, 5)}).figure.axes
    (drawn,) = [one for one in axes.get_lines() if one.get_label() == "equilibrium"]
    hazard, defeat = (np.asarray(part) for part in (drawn.get_xdata(), drawn.get_ydata()))
    assert np.allclose(defeat, hazard / 5)  # h (1 - p)
    assert axes.get_ylabel() == "the probability of defeat"

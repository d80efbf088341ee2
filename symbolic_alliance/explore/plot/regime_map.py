"""The regime map: which regime is played where, in the plane of two parameters.

In:  a derivation with its atlases, a point, two axes.
Out: a `Picture`.  A region's colour says what the alliance does there, the name in it which regime is played; what has no
     room in its region gets a letter, and stands below the map.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.plot.drawing import Picture, blank, formula, house_style, in_words
from symbolic_alliance.explore.plot.placement import Spot, beside, spot
from symbolic_alliance.explore.plot.plane import Axis, Plane, Polyline, plane
from symbolic_alliance.explore.sweep import regime_function
from symbolic_alliance.game.tree import Game

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Text: TypeAlias = tuple[str, float, int]  # words, size in points, rotation
# Light enough to write on, told apart by the colour-blind, and each a little darker than the one before.
FILLS = ("#f4f4f2", "#ffeda8", "#b9dcf2", "#f6bd9a", "#b4abd6", "#9cc7a0", "#c7a17a", "#8fa3b0")
OUTSIDE, RASTER, SIZES, SMALLEST = "#ffffff", 320, (7.5, 6.5), 2e-4
PAD, APART = 5.0, (0.04, 0.06)  # points; shares of the map's width and height
TAKEN = -2  # on the raster, where something is written
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def regime_map(atlases: Atlases, point: Mapping[str, Fraction], axes: tuple[Axis, Axis], is_marked: bool) -> Picture:
    """Draw the map."""
    with house_style():
        drawn = _Map(atlases, point, axes, is_marked)
        drawn.fill()
        drawn.outline()
        drawn.mark()
        drawn.key()
        drawn.name_regions()
    caption = f"{atlases.derivation.name}: regimes in {axes[0].name} and {axes[1].name}"
    return Picture(drawn.figure, caption)


class _Map:
    """A map while it is drawn.  A label is a regime's place among the regimes, and the place of its meaning among them."""

    def __init__(self, atlases: Atlases, point: Mapping[str, Fraction], axes: tuple[Axis, Axis],
                 is_marked: bool) -> None:
        self.atlases, self.point, (self.x, self.y), self.is_marked = atlases, point, axes, is_marked
        self.game = atlases.game.equilibrium.game
        self.fixed = {name: value for name, value in point.items() if name not in (self.x.name, self.y.name)}
        self.regimes = [regime_function(atlas) for atlas in atlases.every]
        self.meanings = self._meanings()
        self.plane: Plane = plane(self._forms(), self.fixed, self.x, self.y, self.labels)
        self.raster = self._raster()
        self.outside: tuple[list[tuple[float, str]], ...] = ([], [])  # letters at the upper edge, at the right one
        self.figure = blank(3.1)
        self.axes: Axes = self.figure.add_subplot()
        self.axes.set(xlim=(self.x.low, self.x.high), ylim=(self.y.low, self.y.high),
                      xlabel=axis_title(self.game, self.x.name, 58), ylabel=axis_title(self.game, self.y.name, 44))

    def _forms(self) -> list[Any]:
        return [*(slack for slack, _ in self.atlases.game.slacks),
                *(form for atlas in self.atlases.every for form in atlas.boundaries)]

    def _meanings(self) -> list[str]:
        """What each pair of regimes, of the game and of its benchmark, means: an effect, else the outcome."""
        own, *others = (equilibrium.regimes for equilibrium in self.atlases.derivation.equilibria)
        before = others[0] if others else ()
        effects = self.atlases.derivation.model.effects
        return [effects.get((other.outcome if other else "", regime.outcome), regime.outcome)
                for regime in own for other in (*before, None)]

    def labels(self, x: Any, y: Any) -> Any:
        """Regime and meaning at places, as one number; -1 outside the assumptions."""
        numbers = {name: float(value) for name, value in self.fixed.items()}
        here = {**numbers, self.x.name: x, self.y.name: y}
        own, *others = (function(**here) for function in self.regimes)
        width = len(self.atlases.derivation.equilibria[1].regimes) + 1 if others else 1
        pair = own.astype(int) * width + (others[0] % width if others else 0)
        known = list(dict.fromkeys(self.meanings))
        meaning = np.array([known.index(one) for one in self.meanings])[np.maximum(pair, 0)]
        return np.where(own < 0, -1, own * len(known) + meaning)

    def regime(self, label: int) -> str:
        return self.atlases.derivation.equilibrium.regimes[label // len(dict.fromkeys(self.meanings))].name

    def meaning(self, label: int) -> str:
        known = list(dict.fromkeys(self.meanings))
        return known[label % len(known)]

    def colours(self) -> dict[str, str]:
        """A colour for each meaning that is seen; outcomes come before effects, and keep their colours from map to map."""
        seen = {self.meaning(label) for label in self.plane.polygons if label >= 0}
        ordered = sorted(dict.fromkeys(self.meanings), key=lambda one: one in self.atlases.derivation.model.effects.values())
        return {one: FILLS[place % len(FILLS)] for place, one in enumerate(ordered) if one in seen}

    def _raster(self) -> Any:
        x = self.x.low + self.x.length * (np.arange(RASTER) + 0.5) / RASTER
        y = self.y.low + self.y.length * (np.arange(RASTER) + 0.5) / RASTER
        return self.labels(x[None, :], y[:, None])

    def fill(self) -> None:
        """Fill every region, as one path each, so that no seam shows."""
        from matplotlib.patches import PathPatch

        colours = self.colours()
        for label, polygons in self.plane.polygons.items():
            colour = OUTSIDE if label < 0 else colours[self.meaning(label)]
            self.axes.add_patch(PathPatch(_path(polygons), facecolor=colour, edgecolor=colour, linewidth=0.2))
            if label < 0 and (self.raster < 0).mean() > SMALLEST:
                self.axes.add_patch(PathPatch(_path(polygons), facecolor="none", edgecolor="#bbbbbb", linewidth=0,
                                              hatch="//////"))

    def outline(self) -> None:
        """Draw the boundaries, heavier where the meaning changes too."""
        from matplotlib.collections import LineCollection

        thin: list[Polyline] = []
        heavy: list[Polyline] = []
        for boundary in self.plane.boundaries:
            one, other = boundary.between
            changes = min(one, other) < 0 or self.meaning(one) != self.meaning(other)
            (heavy if changes else thin).append(boundary.line)
        self.axes.add_collection(LineCollection(thin, colors="#777777", linewidths=0.5))
        self.axes.add_collection(LineCollection(heavy, colors="black", linewidths=0.9, capstyle="round"))

    def mark(self) -> None:
        """Mark the point, where it has been given."""
        if self.is_marked:
            self.axes.plot(float(self.point[self.x.name]), float(self.point[self.y.name]), marker="o", markersize=3.5,
                           markerfacecolor="black", markeredgecolor="white", markeredgewidth=0.6, zorder=5)

    def key(self) -> None:
        """Say above the map what the colours mean."""
        from matplotlib.patches import Patch

        patches = [Patch(facecolor=colour, edgecolor="black", linewidth=0.5, label=in_words(one))
                   for one, colour in self.colours().items()]
        if (self.raster < 0).mean() > SMALLEST:
            patches.append(Patch(facecolor="white", edgecolor="#999999", linewidth=0.5, hatch="//////",
                                 label="outside the assumptions"))
        self.figure.legend(handles=patches, loc="outside upper center", ncols=_columns(len(patches)), frameon=False,
                           handlelength=1.2, handleheight=0.9, columnspacing=1.2, handletextpad=0.5)

    def name_regions(self) -> None:
        """Write each region's name into it, the largest first, or a letter that is explained below the map."""
        self.figure.draw_without_rendering()
        self._keep_the_point_clear()
        seen, counts = np.unique(self.raster, return_counts=True)
        small: list[tuple[Spot, int, str]] = []
        for count, label in sorted(zip(counts, seen, strict=True), reverse=True):
            if label >= 0 and count > SMALLEST * self.raster.size:
                name = in_words(self.regime(int(label)))
                texts = _texts(name)
                place = spot(self.raster, int(label), [self._share(text) for text in texts])
                if place.text is None:
                    small.append((place, int(label), name))
                else:
                    self._write(texts[place.text], place)
        small.sort(key=lambda one: one[0].x)
        names = list(dict.fromkeys(name for _, _, name in small))
        for _, label, name in small:
            self._write_letter(label, LETTERS[names.index(name) % len(LETTERS)])
        self._write_outside()
        self._explain(names)

    def _keep_the_point_clear(self) -> None:
        """Keep names off a marked point."""
        if self.is_marked:
            row, column = (int((float(self.point[axis.name]) - axis.low) / axis.length * RASTER) for axis in (self.y, self.x))
            reach = RASTER // 40
            self.raster[max(0, row - reach):max(0, row + reach), max(0, column - reach):max(0, column + reach)] = TAKEN

    def _share(self, text: Text) -> tuple[float, float]:
        """The width and the height of a text as shares of the map's."""
        words, size, rotation = text
        drawn = self.axes.text(0, 0, words, fontsize=size, rotation=rotation, linespacing=1.0)
        box, whole = drawn.get_window_extent(), self.axes.get_window_extent()
        drawn.remove()
        pad = PAD * self.figure.dpi / 72
        return (box.width + pad) / whole.width, (box.height + pad) / whole.height

    def _write(self, text: Text, place: Spot, **style: Any) -> None:
        """Write a text, and keep others off it."""
        words, size, rotation = text
        self.axes.text(place.x, place.y, words, fontsize=size, rotation=rotation, ha="center", va="center", linespacing=1.0,
                       transform=self.axes.transAxes, **style)
        width, height = self._share(text)
        rows, columns = (slice(max(0, int((middle - reach / 2) * RASTER)), int((middle + reach / 2) * RASTER))
                         for middle, reach in ((place.y, height), (place.x, width)))
        self.raster[rows, columns] = TAKEN

    def _write_letter(self, label: int, letter: str) -> None:
        """A letter in a small region; where that is too narrow, outside at the edge that it reaches, or near it."""
        text: Text = (letter, SIZES[-1], 0)
        width, height = self._share(text)
        place = spot(self.raster, label, [(0.75 * width, 0.75 * height)])
        rows, columns = np.nonzero(self.raster == label)
        if place.text is not None:
            self._write(text, place, style="italic")
        elif rows.max() == RASTER - 1:
            self.outside[0].append((columns[rows == rows.max()].mean() / RASTER, letter))
        elif columns.max() == RASTER - 1:
            self.outside[1].append((rows[columns == columns.max()].mean() / RASTER, letter))
        else:
            free = Spot(*beside(self.raster, place, (width, height)), 0)
            is_hatched = self.raster[int(free.y * RASTER), int(free.x * RASTER)] == -1
            paper = {"facecolor": "white", "linewidth": 0, "pad": 0.8} if is_hatched else None
            self._write(text, free, style="italic", bbox=paper)
            self.axes.annotate("", (place.x, place.y), (free.x, free.y), xycoords="axes fraction", textcoords="axes fraction",
                               arrowprops={"arrowstyle": "-", "linewidth": 0.5, "shrinkA": 3.5, "shrinkB": 0})

    def _write_outside(self) -> None:
        """The letters outside the map, in the order of their regions, each with a line to its edge."""
        for along, letters in enumerate(self.outside):
            free = -1.0
            for middle, letter in sorted(letters):
                free = max(middle, free + APART[along])
                edge, place = ((middle, 1.0), (free, 1.045)) if along == 0 else ((1.0, middle), (1.045, free))
                self.axes.annotate(letter, edge, place, xycoords="axes fraction", textcoords="axes fraction",
                                   fontsize=SIZES[-1], style="italic", ha="center", va="center", annotation_clip=False,
                                   arrowprops={"arrowstyle": "-", "linewidth": 0.5, "shrinkA": 2.5, "shrinkB": 0})

    def _explain(self, lettered: Sequence[str]) -> None:
        """Say below the map what the letters stand for."""
        from matplotlib.lines import Line2D

        if lettered:
            handles = [Line2D([], [], linestyle="", label=f"$\\mathit{{{letter}}}$  {name}")
                       for letter, name in zip(LETTERS, lettered, strict=False)]
            self.figure.legend(handles=handles, loc="outside lower center", ncols=_columns(len(handles)), frameon=False,
                               handlelength=0, handletextpad=0, columnspacing=1.2)


def axis_title(game: Game, name: str, width: int) -> str:
    """A quantity's LaTeX and meaning, in as few lines of so many letters as it takes, none much shorter than others."""
    quantity = next(one for one in (*game.parameters, *game.choices) if one.name == name)
    words = f"{quantity.latex}, {quantity.meaning}"
    lines = len(wrap(words, width))
    narrowest = next(letters for letters in range(1, width + 1) if len(wrap(words, letters)) <= lines)
    title = "\n".join(wrap(words, narrowest)).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return formula(quantity.latex, name) + title.removeprefix(quantity.latex).replace("$", r"\$")


def _columns(count: int, most: int = 4) -> int:
    """How many columns fill rows evenly."""
    rows = -(-count // most) or 1
    return -(-count // rows) or 1


def _texts(words: str) -> list[Text]:
    """The ways to set a name, the preferred first: in one line, in two, upright; then all of that smaller."""
    head, _, tail = words.rpartition(" ")
    broken = [f"{head}\n{tail}"] if head else []
    return [(text, size, rotation) for size in SIZES for rotation in (0, 90) for text in (words, *broken)]


def _path(polygons: Sequence[Polyline]) -> Any:
    from matplotlib.path import Path

    return Path.make_compound_path(*(Path([*polygon, polygon[0]], closed=True) for polygon in polygons))

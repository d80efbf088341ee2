"""Where the name of a region fits into it.

In:  a raster of labels that covers the plane, and the sizes of the texts that would do, the preferred first.
Out: a place at which one of them lies wholly within its region, as far from its edges as can be; or the region's widest spot.

Sums over rectangles come from one table of running sums (Crow 1984).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Raster = np.ndarray  # of integers, the rows from the bottom up


@dataclass(frozen=True)
class Spot:
    """A place in the plane, as shares of its width and height, and which of the texts fits there (None: none does)."""

    x: float
    y: float
    text: int | None


def spot(raster: Raster, label: int, sizes: Sequence[tuple[float, float]]) -> Spot:
    """Find the place for a label; ``sizes`` are widths and heights as shares of the plane.

    >>> raster = np.zeros((100, 100), dtype=int)
    >>> raster[60:, :] = 1
    >>> spot(raster, 1, [(0.5, 0.9), (0.5, 0.1)])
    Spot(x=0.5, y=0.8, text=1)
    """
    inside = _running_sums(raster, label)
    rows, columns = raster.shape
    for text, (width, height) in enumerate(sizes):
        across, upwards = int(np.ceil(width * columns)), int(np.ceil(height * rows))
        found = _roomiest(inside, across, upwards)
        if found is not None:
            return Spot(found[0] / columns, found[1] / rows, text)
    found = _roomiest(inside, 1, 1) or (0.0, 0.0)
    return Spot(found[0] / columns, found[1] / rows, None)


def beside(raster: Raster, target: Spot, size: tuple[float, float]) -> tuple[float, float]:
    """The place nearest to a spot where a box lies wholly within some region, or outside them (a label of -1)."""
    rows, columns = raster.shape
    across, upwards = int(np.ceil(size[0] * columns)), int(np.ceil(size[1] * rows))
    aim = np.array([target.y * rows - upwards / 2, target.x * columns - across / 2])
    corners = [_fitting(_running_sums(raster, int(label)), across, upwards) for label in np.unique(raster) if label >= -1]
    found = np.concatenate(corners)
    if not len(found):
        return target.x, target.y
    row, column = found[np.argmin(((found - aim) ** 2).sum(axis=1))]
    return float((column + across / 2) / columns), float((row + upwards / 2) / rows)


def _running_sums(raster: Raster, label: int) -> np.ndarray:
    return np.pad(np.cumsum(np.cumsum(raster == label, axis=0), axis=1), ((1, 0), (1, 0)))


def _roomiest(inside: np.ndarray, across: int, upwards: int) -> tuple[float, float] | None:
    """The middle of the box that can be widened most on all sides before it leaves the region."""
    if not len(_fitting(inside, across, upwards)):
        return None
    low, high = 0, min(inside.shape)
    while high - low > 1:
        margin = (low + high) // 2
        low, high = (margin, high) if len(_fitting(inside, across + 2 * margin, upwards + 2 * margin)) else (low, margin)
    across, upwards = across + 2 * low, upwards + 2 * low
    corners = _fitting(inside, across, upwards)
    middle = corners.mean(axis=0)
    row, column = corners[np.argmin(((corners - middle) ** 2).sum(axis=1))]
    return float(column + across / 2), float(row + upwards / 2)


def _fitting(inside: np.ndarray, across: int, upwards: int) -> np.ndarray:
    """The lower left corners of the boxes of a size that lie wholly within the region."""
    if across >= inside.shape[1] or upwards >= inside.shape[0]:
        return np.empty((0, 2), dtype=int)
    sums = (inside[upwards:, across:] - inside[:-upwards, across:] - inside[upwards:, :-across] + inside[:-upwards, :-across])
    return np.argwhere(sums == across * upwards)

"""Numbers and tables as plain text, for a terminal, and numbers as plain values, for JSON."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symbolic_alliance.closed_form.surd import Surd


def number_text(value: Fraction | Surd | float) -> str:
    """An exact number, and its float where that says more; a float alone where no exact one is known.

    >>> number_text(Fraction(1, 3)), number_text(Fraction(2)), number_text(0.123456789)
    ('1/3 (0.333333)', '2', '0.123457')
    """
    rounded = f"{float(value):.6g}"
    return rounded if isinstance(value, float) or str(value) == rounded else f"{value} ({rounded})"


def point_text(point: Mapping[str, object]) -> str:
    """A point in one line; an irrational number with its float.

    >>> point_text({"k": Fraction(1, 3), "m": 2})
    'k = 1/3, m = 2'
    """
    return ", ".join(f"{name} = {number_text(value) if isinstance(value, Surd) else value}" for name, value in point.items())


def number_json(value: Fraction | Surd | float) -> dict[str, Any]:
    """A number exactly, as text, where that is known, and as a float.

    >>> number_json(Fraction(1, 4)), number_json(0.25)
    ({'exact': '1/4', 'value': 0.25}, {'exact': None, 'value': 0.25})
    """
    return {"exact": None if isinstance(value, float) else str(value), "value": float(value)}


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows of cells as lines with the columns under each other.

    >>> aligned([("a", "1"), ("abc", "2")])
    ['a    1', 'abc  2']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]

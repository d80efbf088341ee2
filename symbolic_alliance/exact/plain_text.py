"""Exact numbers and tables as plain text, for a terminal."""

from collections.abc import Sequence
from typing import Any


def number_text(number: dict[str, Any]) -> str:
    """An exact number, and its float where that says more.

    >>> number_text({"exact": "1/3", "value": 0.333333333333}), number_text({"exact": "2", "value": 2.0})
    ('1/3 (0.333333)', '2')
    """
    exact, value = number["exact"], f"{number['value']:.6g}"
    return value if exact is None else exact if exact == value else f"{exact} ({value})"


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows of cells as lines with the columns under each other.

    >>> aligned([("a", "1"), ("abc", "2")])
    ['a    1', 'abc  2']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]

"""The words of a comparison, which all its reports share: formulas, points, values and counts as short text.

In:  what a `Diff` holds.
Out: text; the exact number first, a float beside it.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from symbolic_alliance.closed_form.plain_text import number_json, number_text, point_text
from symbolic_alliance.derivation.diff.change import (
    Content,
    Diff,
    Difference,
    Effect,
    ExactValue,
    PartChange,
    ResultChange,
    Status,
)
from symbolic_alliance.derivation.plain_forms import cases_text, formula_text, inequalities_text
from symbolic_alliance.game.equilibrium import Region

LONGEST = 100


def content_text(content: Content) -> str:
    """A formula, a region or an assumption as text, in full.

    >>> import sympy as sp
    >>> from symbolic_alliance.proof.claim import Inequality
    >>> k = sp.Symbol("k", real=True)
    >>> content_text(Region(((k - 1,), (-k,)))), content_text((Inequality(k, True),))
    ('k - 1 >= 0; or -k >= 0', 'k > 0')
    """
    if isinstance(content, Region):
        return cases_text(content.conditions)
    if isinstance(content, tuple):
        return inequalities_text((one.expression, one.strict) for one in content)
    return "" if content is None else content if isinstance(content, str) else formula_text(content)


def printable(line: str) -> str:
    """A line without what a terminal would obey.

    >>> printable("peace\\x1b[2J")
    'peace?[2J'
    """
    return "".join(one if one.isprintable() else "?" for one in line)


def shorten_line(line: str) -> str:
    """A text that fits a line."""
    return line if len(line) <= LONGEST else line[:LONGEST - 3] + "..."


def value_text(value: ExactValue) -> str:
    """A value exactly, and as a float where that says more."""
    return value if isinstance(value, str) else number_text(value)


def value_json(value: ExactValue) -> Any:
    """A value as `evaluate` gives it: exact text and a float; words stay words."""
    return value if isinstance(value, str) else number_json(value)


def difference_text(difference: Difference) -> str:
    """Where two sides differ, and what they are there."""
    return f"at {point_text(difference.point)}: {value_text(difference.old)} -> {value_text(difference.new)}"


def title(change: ResultChange) -> str:
    """A result by its kind and name, in its game.

    >>> title(ResultChange("walls", "regime", "peace_2", Status.CHANGED, before="peace_1"))
    'regime peace_2 of walls (was peace_1)'
    """
    return f"{change.kind} {change.name} of {change.game}{f' (was {change.before})' if change.before else ''}"


def part_texts(part: PartChange) -> tuple[str, str]:
    """The old and the new form of a part, short; of two regions only what one has and the other has not."""
    old, new = part.old, part.new
    if isinstance(old, Region) and isinstance(new, Region):
        return shorten_line(content_text(_without(old, new))), shorten_line(content_text(_without(new, old)))
    return shorten_line(content_text(old)), shorten_line(content_text(new))


def _without(region: Region, other: Region) -> Region | None:
    """The slacks of a region that the other does not know; None where it knows them all."""
    known = [one for case in other.conditions for one in case]
    cases = (tuple(slack for slack, strict in case if (slack, strict) not in known) for case in region.conditions)
    left = tuple(case for case in cases if case)
    return Region(left, region.strict) if left else None


def counts(items: Iterable[Status | Effect]) -> str:
    """How many there are of each.

    >>> counts([Status.SAME, Status.CHANGED, Status.SAME])
    '2 same, 1 changed'
    """
    found = Counter(items)
    order = dict.fromkeys((*Status, *Effect))
    return ", ".join(f"{found[one]} {one}" for one in order if one in found) or "none"


def summary(diff: Diff) -> str:
    """A comparison in one line."""
    return f"{diff.name}: {len(diff.changes)} results, {counts(change.status for change in diff.changes)}"


def impact_summary(diff: Diff) -> str:
    """The claims in one line."""
    if not diff.impacts:
        return "no claims have been judged"
    return f"{len(diff.impacts)} claims, {counts(impact.effect for impact in diff.impacts)}"

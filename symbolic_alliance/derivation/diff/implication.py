"""Whether one formula implies another, and how two statements relate.

In:  a `Ground`, and unions of conjunctions of inequalities.
Out: that it does, a point at which it does not, or that neither is known; and from both ways a `Strength`.
"""

from collections.abc import Mapping
from enum import StrEnum

from symbolic_alliance.claims.theorems import Formula
from symbolic_alliance.derivation.diff.common_ground import Ground, Point
from symbolic_alliance.game.equilibrium import Region


class Strength(StrEnum):
    """How what is asserted relates to what was."""

    EQUAL = "equal"
    WEAKER = "weaker"
    STRONGER = "stronger"
    OTHER = "other"
    UNKNOWN = "unknown"


def implies(ground: Ground, inner: Formula, outer: Formula) -> "bool | Point | None":
    """Whether one formula implies another: yes, a point at which it does not, or None where neither is known."""
    answers: list[bool | None] = []
    for case in inner.cases:
        if case in outer.cases:
            continue
        region = Region((tuple(one.expression for one in case),))
        other = Region(tuple(tuple(one.expression for one in wide) for wide in outer.cases))
        suspects = ground.inside(region) & ground.outside(other) if ground.size else ground.nowhere
        answer = ground.ask(case, outer.cases, suspects)
        if answer.point is not None:
            return answer.point
        answers.append(True if answer.holds else None)
    return None if None in answers else True


def strength_of(forth: "bool | Point | None", back: "bool | Point | None") -> tuple[Strength, Point | None]:
    """From whether the old implies the new, and the new the old."""
    if forth is None or back is None:
        return Strength.UNKNOWN, None
    point = next((one for one in (forth, back) if isinstance(one, Mapping)), None)
    if forth is True and back is True:
        return Strength.EQUAL, None
    if forth is not True and back is not True:
        return Strength.OTHER, point
    return (Strength.WEAKER if forth is True else Strength.STRONGER), point

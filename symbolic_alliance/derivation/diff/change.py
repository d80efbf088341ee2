"""What a comparison says: each result with its status, the parts that differ, and a point at which they do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.closed_form import Surd
from symbolic_alliance.game.equilibrium import Region
from symbolic_alliance.proof.claim import Inequality, Kind, Rank, Verdict

ExactValue: TypeAlias = Fraction | Surd | str
Content: TypeAlias = sp.Expr | Region | tuple[Inequality, ...] | str | None


class Status(StrEnum):
    """How a result relates to what it was."""

    SAME = "same"
    RENAMED = "renamed"
    REWRITTEN = "rewritten"
    REWORDED = "reworded"
    WEAKER = "weaker"
    STRONGER = "stronger"
    DOMAIN_CHANGED = "domain changed"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNDECIDED = "undecided"

    @property
    def is_harmless(self) -> bool:
        """Whether the result means what it meant; of English that is reworded no program can tell."""
        return self in (Status.SAME, Status.RENAMED, Status.REWRITTEN)


@dataclass(frozen=True)
class Difference:
    """A point of the domain at which old and new differ, and what both are there: numbers, moves, regimes."""

    point: Mapping[str, ExactValue] = field(hash=False)
    old: ExactValue
    new: ExactValue


@dataclass(frozen=True)
class PartChange:
    """A part of a result that is not written as it was: a payoff, a region, a case of a cutoff."""

    what: str
    status: Status
    old: Content = None
    new: Content = None
    difference: Difference | None = None


@dataclass(frozen=True)
class ResultChange:
    """A result of a game and how it relates to what it was; ``before`` is its old name where that was another."""

    game: str
    kind: str
    name: str
    status: Status
    parts: tuple[PartChange, ...] = ()
    before: str = ""

    @property
    def is_theorem(self) -> bool:
        """Whether it is a theorem of the paper, and no result of a game."""
        return self.kind in list(Rank)


class Effect(StrEnum):
    """What has become of a claim."""

    UNTOUCHED = "untouched"
    STILL_PROVED = "proved again"
    NEWLY_PROVED = "newly proved"
    BROKEN = "broken"
    STILL_OPEN = "still open"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Impact:
    """A claim before and after; ``label`` is that of the appendix, ``point`` where the claim fails now."""

    name: str
    kind: Kind
    label: str
    text: str
    effect: Effect
    old: Verdict | None = None
    new: Verdict | None = None
    point: Mapping[str, Fraction] | None = field(default=None, hash=False)

    @property
    def is_theorem(self) -> bool:
        """Whether it is a theorem of the paper, and no obligation of a strategy."""
        return isinstance(self.kind, Rank)

    @property
    def is_harmless(self) -> bool:
        """Whether the claim is no worse off; obligations come and go with the pieces of a plan, theorems do not."""
        if self.effect in (Effect.ADDED, Effect.REMOVED):
            return not self.is_theorem
        return self.effect is not Effect.BROKEN


@dataclass(frozen=True)
class Diff:
    """Two states of a derivation compared: every result, every claim; ``notes`` are what a reader has to know."""

    name: str
    changes: tuple[ResultChange, ...]
    impacts: tuple[Impact, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Whether every result means what it meant, and no claim is worse off."""
        return (all(change.status.is_harmless for change in self.changes)
                and all(impact.is_harmless for impact in self.impacts))

    @property
    def news(self) -> tuple[ResultChange, ...]:
        """The results that do not mean what they meant."""
        return tuple(change for change in self.changes if not change.status.is_harmless)


def worst(statuses: list[Status]) -> Status:
    """The status of a whole from those of its parts: what comes or goes in it changes it, as weaker and stronger parts do."""
    found = set(statuses)
    if found & {Status.ADDED, Status.REMOVED} or found >= {Status.WEAKER, Status.STRONGER}:
        return Status.CHANGED
    order = (Status.CHANGED, Status.UNDECIDED, Status.DOMAIN_CHANGED, Status.WEAKER, Status.STRONGER, Status.REWORDED)
    mildest = Status.REWRITTEN if found - {Status.SAME} else Status.SAME
    return next((status for status in order if status in found), mildest)

"""Compare the regimes of a game before and after.

In:  a `Ground` and the regimes of both sides.
Out: a `ResultChange` a regime, in the order of the new side, then what is removed; and which old name is which new one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import sympy as sp

from symbolic_alliance.derivation.diff.change import Difference, ExactValue, PartChange, ResultChange, Status, worst
from symbolic_alliance.derivation.diff.common_ground import Ground, Judgement, value_of
from symbolic_alliance.derivation.diff.equality import equal, somewhere, within
from symbolic_alliance.derivation.diff.matching import match_regimes
from symbolic_alliance.game.equilibrium import Regime, Region

NONE_HERE = "no regime"


def compare_regimes(ground: Ground, game: str, old: Sequence[Regime], new: Sequence[Regime]
                    ) -> tuple[tuple[ResultChange, ...], dict[str, str]]:
    """Compare all regimes of a game."""
    pairs = _identical(old, new)
    if pairs is None:
        pairs = dict(match_regimes(ground, old, new))
    renamed = {old[i].name: new[j].name for i, j in pairs.items()}
    partner = {j: i for i, j in pairs.items()}
    sides = _Sides(ground, game, old, new, renamed)
    changes = [sides.compare(old[partner[j]], regime) if j in partner else sides.alone(regime, Status.ADDED)
               for j, regime in enumerate(new)]
    changes += [sides.alone(regime, Status.REMOVED) for i, regime in enumerate(old) if i not in pairs]
    return tuple(changes), renamed


def _identical(old: Sequence[Regime], new: Sequence[Regime]) -> dict[int, int] | None:
    return {place: place for place in range(len(old))} if tuple(old) == tuple(new) else None


def names_at(regimes: Sequence[Regime], point: Mapping[str, ExactValue],
             renamed: Mapping[str, str] = MappingProxyType({})) -> str:
    """The names of the regimes that hold at a point, and what they are called now."""
    names = (regime.name for regime in regimes if regime.region.contains(point))
    return " or ".join(name if renamed.get(name, name) == name else f"{name} (now {renamed[name]})" for name in names) \
        or NONE_HERE


@dataclass(frozen=True)
class _Sides:
    """The regimes of both sides, and what old ones are called now."""

    ground: Ground
    game: str
    old: Sequence[Regime]
    new: Sequence[Regime]
    renamed: Mapping[str, str]

    def compare(self, old: Regime, new: Regime) -> ResultChange:
        before = "" if old.name == new.name else old.name
        if (old.region, old.path, old.payoffs, old.probabilities) == (
                new.region, new.path, new.payoffs, new.probabilities):
            return ResultChange(self.game, "regime", new.name, Status.RENAMED if before else Status.SAME, before=before)
        here = (old.region, new.region)
        parts = [*_formulas(self.ground, "choice", old.actions, new.actions, here),
                 *_formulas(self.ground, "payoff of", old.payoffs, new.payoffs, here),
                 *_formulas(self.ground, "probability of", old.probabilities, new.probabilities, here)]
        moved = region_part(self.ground, old.region, new.region)
        if moved is not None:
            found = moved.difference
            parts.append(moved if found is None else replace(moved, difference=self.at(found.point)))
        return ResultChange(self.game, "regime", new.name, worst([part.status for part in parts]), tuple(parts), before)

    def alone(self, regime: Regime, status: Status) -> ResultChange:
        """A regime that only one side has: a point where it holds, and what holds there on the other side."""
        answer = somewhere(self.ground, regime.region)
        if answer.holds:  # it holds nowhere
            empty = PartChange("region, which is empty", Status.REWRITTEN)
            return ResultChange(self.game, "regime", regime.name, Status.REWRITTEN, (empty,))
        old, new = (regime.region, None) if status is Status.REMOVED else (None, regime.region)
        difference = None if answer.point is None else self.at(answer.point)
        return ResultChange(self.game, "regime", regime.name, status, (PartChange("region", status, old, new, difference),))

    def at(self, point: Mapping[str, ExactValue]) -> Difference:
        """Which regimes hold at a point, on both sides."""
        return Difference(point, names_at(self.old, point, self.renamed), names_at(self.new, point))


def _formulas(ground: Ground, what: str, old: Mapping[str, sp.Expr], new: Mapping[str, sp.Expr],
              here: tuple[Region, ...]) -> Iterator[PartChange]:
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            yield PartChange(f"{what} {name}", Status.REMOVED if name in old else Status.ADDED, old.get(name), new.get(name))
        elif old[name] != new[name]:
            yield formula_part(ground, f"{what} {name}", old[name], new[name], here)


def formula_part(ground: Ground, what: str, old: sp.Expr, new: sp.Expr, here: tuple[Region, ...] = ()) -> PartChange:
    """Compare two expressions where both are in force."""
    answer = equal(ground, old, new, here)
    if answer.point is None:
        return PartChange(what, Status.REWRITTEN if answer.holds else Status.UNDECIDED, old, new)
    difference = Difference(answer.point, value_of(old, answer.point), value_of(new, answer.point))
    return PartChange(what, Status.CHANGED, old, new, difference)


def region_part(ground: Ground, old: Region, new: Region) -> PartChange | None:
    """Compare two regions; None where they are written alike."""
    if old == new:
        return None
    gone, come = within(ground, old, new), Judgement(True)
    if gone.point is None:
        come = within(ground, new, old)
    if gone.holds and come.holds:
        return PartChange("region", Status.REWRITTEN, old, new)
    if gone.point is not None:
        return PartChange("region", Status.DOMAIN_CHANGED, old, new, Difference(gone.point, "inside", "outside"))
    if come.point is not None:
        return PartChange("region", Status.DOMAIN_CHANGED, old, new, Difference(come.point, "outside", "inside"))
    return PartChange("region", Status.UNDECIDED, old, new)

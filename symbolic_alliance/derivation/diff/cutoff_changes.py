"""Compare the cutoffs of a game before and after.

In:  a `Ground`, the results of both sides, and which old regime is which new one.
Out: a `ResultChange` a cutoff.  A case of a cutoff counts where it is active: where both its regimes hold at its value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.derivation.diff.change import Difference, ExactValue, PartChange, ResultChange, Status, worst
from symbolic_alliance.derivation.diff.common_ground import Ground, Point, value_of
from symbolic_alliance.derivation.diff.equality import equal, same_form
from symbolic_alliance.derivation.diff.matching import match_cutoffs
from symbolic_alliance.derivation.lock_reader import LockedGame
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Region
from symbolic_alliance.proof.claim import Inequality

NOT_HERE = "no cutoff"


@dataclass(frozen=True)
class _Side:
    """The cutoffs of one side with the regions of its regimes."""

    cutoffs: tuple[Cutoff, ...]
    regions: dict[str, Region]

    def active(self, ground: Ground, cutoff: Cutoff, case: CutoffCase, point: Point) -> bool:
        """Whether a case is active, exactly; the assumptions hold there too."""
        if cutoff.parameter not in point:
            return False
        value = value_of(case.expression, point)
        if isinstance(value, str):
            return False
        there = {**point, cutoff.parameter: value}
        return (all(name in self.regions and self.regions[name].contains(there) for name in case.between)
                and all(one.holds_at(there) for one in _on_parameters(ground)))

    def seems_active(self, ground: Ground, cutoff: Cutoff, case: CutoffCase) -> Mask:
        """At which points a case is active, up to rounding."""
        moved = replace(ground, columns={**ground.columns, cutoff.parameter: ground.values(case.expression)}, seen={})
        found = np.isfinite(ground.values(case.expression))
        for name in case.between:
            found &= ~moved.outside(self.regions[name]) if name in self.regions else False
        return found & moved.allows(_on_parameters(ground))


def _on_parameters(ground: Ground) -> list[Inequality]:
    """The hypotheses that speak of parameters alone."""
    return [one for one in ground.hypotheses
            if not any(symbol.name in ground.choices for symbol in one.expression.free_symbols)]


def compare_cutoffs(ground: Ground, old: LockedGame, new: LockedGame, renamed: dict[str, str]) -> tuple[ResultChange, ...]:
    """Compare all cutoffs of a game."""
    before, after = (_Side(one.cutoffs, {regime.name: regime.region.closure for regime in one.regimes}) for one in (old, new))
    comparison = _Comparison(ground, new.name, before, after, renamed)
    first, second = (tuple(replace(one, cases=one.forms) for one in side.cutoffs) for side in (old, new))
    if first == second and all(name == other for name, other in renamed.items()):
        return tuple(ResultChange(new.name, "cutoff", cutoff.name, Status.SAME) for cutoff in second)
    pairs = match_cutoffs(first, second, renamed)
    partner = {j: first[i] for i, j in pairs}
    changes = [comparison.compare(partner[j], cutoff) if j in partner else comparison.alone(cutoff, Status.ADDED)
               for j, cutoff in enumerate(second)]
    matched = [i for i, _ in pairs]
    changes += [comparison.alone(cutoff, Status.REMOVED) for i, cutoff in enumerate(first) if i not in matched]
    return tuple(changes)


@dataclass(frozen=True)
class _Comparison:
    ground: Ground
    game: str
    old: _Side
    new: _Side
    renamed: dict[str, str]

    def compare(self, old: Cutoff, new: Cutoff) -> ResultChange:
        before = "" if old.name == new.name else old.name
        parts = tuple(self.parts(old, new))
        status = worst([part.status for part in parts])
        if status is Status.SAME and before:
            status = Status.RENAMED
        return ResultChange(self.game, "cutoff", new.name, status,
                            tuple(one for one in parts if one.status is not Status.SAME), before)

    def parts(self, old: Cutoff, new: Cutoff) -> Iterator[PartChange]:
        left = list(new.cases)
        alone = []
        for case in old.cases:
            between = tuple(self.renamed.get(name, name) for name in case.between)
            same = [other for other in left if other.between == between]
            if same:
                chosen = next((other for other in same if other.expression == case.expression), same[0])
                left.remove(chosen)
                yield self.case(old, new, case, chosen)
            else:
                alone.append(case)
        yield from (self.alone_case(old, case, Status.REMOVED) for case in alone)
        yield from (self.alone_case(new, case, Status.ADDED) for case in left)

    def case(self, old: Cutoff, new: Cutoff, first: CutoffCase, second: CutoffCase) -> PartChange:
        what = f"{new.parameter} between {' and '.join(second.between)}"
        one, other = first.expression, second.expression
        if one == other:
            return PartChange(what, Status.SAME, one, other)
        if same_form(one, other, self.ground.signs.is_positive):
            return PartChange(what, Status.REWRITTEN, one, other)
        active = self.old.seems_active(self.ground, old, first) | self.new.seems_active(self.ground, new, second)
        for point in self.ground.at(self.ground.differ(one, other) & active):
            if value_of(one, point) != value_of(other, point) and (
                    self.old.active(self.ground, old, first, point) or self.new.active(self.ground, new, second, point)):
                shown = self.without(point, new.parameter)
                difference = Difference(shown, value_of(one, point), value_of(other, point))
                return PartChange(what, Status.CHANGED, one, other, difference)
        return PartChange(what, Status.REWRITTEN if equal(self.ground, one, other).holds else Status.UNDECIDED, one, other)

    def alone_case(self, cutoff: Cutoff, case: CutoffCase, status: Status) -> PartChange:
        """A case that only one side has: where it is active, and what the other side's cutoffs say there."""
        side = self.old if status is Status.REMOVED else self.new
        what = f"{cutoff.parameter} between {' and '.join(case.between)}"
        gone = status is Status.REMOVED
        bare = PartChange(what, status, case.expression if gone else None, None if gone else case.expression)
        for point in self.ground.at(side.seems_active(self.ground, cutoff, case)):
            if side.active(self.ground, cutoff, case, point):
                known: tuple[ExactValue, ExactValue] = (value_of(case.expression, point), NOT_HERE)
                shown = self.without(point, cutoff.parameter)
                old, new = known if gone else known[::-1]
                return replace(bare, difference=Difference(shown, old, new))
        return bare

    def alone(self, cutoff: Cutoff, status: Status) -> ResultChange:
        return ResultChange(self.game, "cutoff", cutoff.name, status,
                            tuple(self.alone_case(cutoff, case, status) for case in cutoff.cases))

    def without(self, point: Point, parameter: str) -> Point:
        shown = self.ground.restrict(point, frozenset[sp.Symbol]())
        return {name: value for name, value in shown.items() if name != parameter}

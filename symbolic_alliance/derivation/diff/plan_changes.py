"""Compare what a mover does at a node, before and after: as functions of the history, however they are cut into pieces.

In:  a `Ground` and the policies of both sides.
Out: a `ResultChange` a node.
Method: 1. points of the ground at which the two do something else, or lead to other payoffs, exactly; where there are none,
2. pieces of one content are gathered, and their regions proved equal; or else 3. any two pieces are proved to agree where
both are in force.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.derivation.diff.change import Difference, ExactValue, PartChange, ResultChange, Status
from symbolic_alliance.derivation.diff.common_ground import Ground, Judgement, Point, strictly, value_of
from symbolic_alliance.derivation.diff.equality import equal, same_form, within
from symbolic_alliance.derivation.diff.regime_changes import region_part
from symbolic_alliance.derivation.lock_reader import LockedGame
from symbolic_alliance.game.equilibrium import Piece, Policy, Region, union

NO_PLAN = "no plan"


def compare_policies(ground: Ground, old: LockedGame, new: LockedGame) -> tuple[ResultChange, ...]:
    """Compare all policies of a game."""
    before = {policy.node: policy for policy in old.policies}
    after = {policy.node: policy for policy in new.policies}
    players = new.frame.players or old.frame.players
    changes = []
    for node in dict.fromkeys((*after, *before)):
        if node in before and node in after:
            changes.append(_Plans(ground, new.name, before[node], after[node], players).compare())
        else:
            changes.append(ResultChange(new.name, "node", node, Status.ADDED if node in after else Status.REMOVED))
    return tuple(changes)


@dataclass(frozen=True)
class _Plans:
    """Two policies at one node."""

    ground: Ground
    game: str
    old: Policy
    new: Policy
    players: tuple[str, ...]

    def compare(self) -> ResultChange:
        if self.old == self.new:
            return ResultChange(self.game, "node", self.new.node, Status.SAME)
        if self.old.player != self.new.player:
            return ResultChange(self.game, "node", self.new.node, Status.CHANGED,
                                (PartChange("the mover", Status.CHANGED, self.old.player, self.new.player),))
        found = next(self.differences(), None)
        answers = self.answers() if found is None else []
        found = found or next((part for answer in answers if answer.point and (part := self.difference(answer.point))), None)
        if found is not None:
            status = Status.DOMAIN_CHANGED if self.have_the_same_contents() else Status.CHANGED
            return ResultChange(self.game, "node", self.new.node, status, (found,))
        status = Status.REWRITTEN if all(answer.holds for answer in answers) else Status.UNDECIDED
        return ResultChange(self.game, "node", self.new.node, status, (PartChange("plan", status),))

    def differences(self) -> Iterator[PartChange]:
        """What is done or paid differently, at points of the ground."""
        first, second = self.in_force(self.old.pieces), self.in_force(self.new.pieces)
        suspects = np.zeros(self.ground.size, dtype=bool)
        for i, old in enumerate(self.old.pieces):
            for j, new in enumerate(self.new.pieces):
                both = (first == i) & (second == j)
                if both.any():
                    suspects |= both & self.seem_to_differ(old, new)
        suspects |= (first >= 0) & self.ground.outside(self.new.region)
        suspects |= (second >= 0) & self.ground.outside(self.old.region)
        for point in self.ground.at(suspects):
            found = self.difference(point)
            if found is not None:
                yield found

    def in_force(self, pieces: Sequence[Piece]) -> NDArray[np.int64]:
        """Which piece is in force at each point: -1 on an edge, and where none is."""
        found = np.full(self.ground.size, -1)
        for place, piece in reversed(list(enumerate(pieces))):
            found[self.ground.inside(piece.region)] = place
        return found

    def seem_to_differ(self, old: Piece, new: Piece) -> Mask:
        if _label(old) != _label(new):
            return np.ones(self.ground.size, dtype=bool)
        found = self.ground.nowhere
        for first, second in _forms(old, new):
            if first != second:
                found |= self.ground.differ(first, second)
        return found

    def difference(self, point: Point) -> PartChange | None:
        """What differs at a point, exactly: the action, the outcome or a payoff."""
        old, new = _at(self.old.pieces, point), _at(self.new.pieces, point)
        if old is None or new is None:
            if old is new:
                return None
            done = [NO_PLAN if piece is None else _done(piece, point) for piece in (old, new)]
            return PartChange("plan", Status.CHANGED, None, None, Difference(self.restrict(point), *done))
        for what, one, other in self.pairs(old, new):
            values = (value_of(one, point) if not isinstance(one, str) else one,
                      value_of(other, point) if not isinstance(other, str) else other)
            if values[0] != values[1]:
                return PartChange(what, Status.CHANGED, one, other, Difference(self.restrict(point), *values))
        return None

    def pairs(self, old: Piece, new: Piece) -> Iterator[tuple[str, object, object]]:
        yield "action", old.action, new.action
        if old.outcome and new.outcome:
            yield "outcome", old.outcome, new.outcome
        for player, one, other in zip(self.players or map(str, range(99)), old.payoffs, new.payoffs, strict=False):
            yield f"payoff of {player}", one, other

    def restrict(self, point: Point) -> Point:
        pieces = (*self.old.pieces, *self.new.pieces)
        forms = [form for piece in pieces for form in (*piece.payoffs, piece.action) if not isinstance(form, str)]
        used = frozenset().union(*(piece.region.symbols for piece in pieces), *(form.free_symbols for form in forms))
        return self.ground.restrict(point, used)

    def have_the_same_contents(self) -> bool:
        """Whether both sides know the same actions and payoffs, so that only their regions have moved."""
        sides = (self.old.pieces, self.new.pieces)
        return all(any(self.alike(piece, other) for other in others)
                   for pieces, others in (sides, sides[::-1]) for piece in pieces)

    def answers(self) -> list[Judgement]:
        """Whether the two are one function: by content, or else because they cover the same and agree where they do."""
        if self.have_the_same_contents():
            answers = [within(self.ground, self.union(pieces, piece), self.union(others, piece))
                       for pieces, others in ((self.old.pieces, self.new.pieces), (self.new.pieces, self.old.pieces))
                       for place, piece in enumerate(pieces) if not any(self.alike(piece, one) for one in pieces[:place])]
            if all(answer.holds for answer in answers):
                return answers
        else:
            answers = []
        old, new = self.old.region, self.new.region
        agreed = [within(self.ground, old, new), within(self.ground, new, old),
                  *(answer for one in self.old.pieces for other in self.new.pieces for answer in self.agree(one, other))]
        return agreed if all(answer.holds for answer in agreed) else [*answers, *agreed]

    def alike(self, old: Piece, new: Piece) -> bool:
        """Whether two pieces have one content: the same action, outcome and payoffs in normal form."""
        is_positive = self.ground.signs.is_positive
        return _label(old) == _label(new) and all(
            same_form(one, other) or same_form(one, other, is_positive) for one, other in _forms(old, new))

    def union(self, pieces: Sequence[Piece], content: Piece) -> Region:
        """Where pieces of this content are in force."""
        return union(piece.region for piece in pieces if self.alike(piece, content))

    def agree(self, old: Piece, new: Piece) -> Iterator[Judgement]:
        """Whether two pieces say the same wherever both are in force."""
        if _label(old) == _label(new):
            yield from (equal(self.ground, one, other, (old.region, new.region)) for one, other in _forms(old, new))
        else:
            yield from (self.ground.ask(strictly((*first, *second)), (), self.ground.nowhere)
                        for first in old.region.cases for second in new.region.cases)


def _label(piece: Piece) -> tuple[object, ...]:
    """What is done, as far as it is no formula."""
    return piece.action if isinstance(piece.action, str) else "", piece.outcome, len(piece.payoffs)


def _forms(old: Piece, new: Piece) -> Iterator[tuple[object, object]]:
    if not isinstance(old.action, str):
        yield old.action, new.action
    yield from zip(old.payoffs, new.payoffs, strict=True)


def _at(pieces: Sequence[Piece], point: Point) -> Piece | None:
    return next((piece for piece in pieces if piece.region.contains(point)), None)


def _done(piece: Piece, point: Point) -> ExactValue:
    return piece.action if isinstance(piece.action, str) else value_of(piece.action, point)


def compare_places(ground: Ground, old: LockedGame, new: LockedGame) -> tuple[ResultChange, ...]:
    """Compare the ties, and the places without an answer: what they say, and on which region."""
    before, after = ([(("tie", tie.node, tie.player, tie.chosen, tie.discarded, tie.broken_for), tie.region)
                      for tie in one.ties] + [(("unsolved", place.node, place.reason), place.region)
                                              for place in one.unsolved] for one in (old, new))
    changes = []
    for said in dict.fromkeys(said for said, _ in (*after, *before)):
        first, second = (union(region for one, region in side if one == said) for side in (before, after))
        name = ", ".join(said[1:4])
        if not first.cases or not second.cases:
            found = within(ground, first if first.cases else second, Region(()))
            status = Status.REWRITTEN if found.holds else Status.REMOVED if first.cases else Status.ADDED
            difference = None if found.point is None else Difference(
                found.point, *(("there", "not there") if first.cases else ("not there", "there")))
            gone = PartChange("region", status, None, None, difference)
            changes.append(ResultChange(new.name, said[0], name, status, (gone,)))
        else:
            part = region_part(ground, first, second)
            changes.append(ResultChange(new.name, said[0], name, Status.SAME if part is None else part.status,
                                        () if part is None else (part,)))
    return tuple(changes)

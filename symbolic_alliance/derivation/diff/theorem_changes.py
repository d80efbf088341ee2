"""Compare what theorems say before and after: the English, what fills its slots, and everything that is asserted.

In:  a `Ground`, and the theorems of both sides with their statements.
Out: a `ResultChange` a theorem.
Method: what is asserted is taken apart into single conclusions, each with the union of the places where it is asserted.
Conclusions are compared as formulas, whether or not they are true (of two true ones each implies the other where the
assumptions hold): the same expression up to a factor that is positive, or one implies the other for all real numbers.  Places
are compared where the assumptions of both sides hold.  A theorem is weaker that asserts less: at fewer points, with a weaker
conclusion, or without a part.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sympy as sp

from symbolic_alliance.algebra.factoring import factorize
from symbolic_alliance.claims.theorems import Formula, Let, Stated, Threshold
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.derivation.diff.change import Difference, PartChange, ResultChange, Status
from symbolic_alliance.derivation.diff.common_ground import Ground, Point
from symbolic_alliance.derivation.diff.equality import same_form
from symbolic_alliance.derivation.plain_forms import cases_text, sentence
from symbolic_alliance.derivation.statement import PaperStatement
from symbolic_alliance.game.equilibrium import Region
from symbolic_alliance.proof.claim import Conjunction

NOT_KEPT = "what it asserts, which the old lock does not keep: 'update' writes one that does"


class Strength(StrEnum):
    """How what is asserted relates to what was."""

    EQUAL = "equal"
    WEAKER = "weaker"
    STRONGER = "stronger"
    OTHER = "other"
    UNKNOWN = "unknown"


STATUS = {Strength.EQUAL: Status.REWRITTEN, Strength.WEAKER: Status.WEAKER, Strength.STRONGER: Status.STRONGER,
          Strength.OTHER: Status.CHANGED, Strength.UNKNOWN: Status.UNDECIDED}
OPPOSITE = {Strength.WEAKER: Strength.STRONGER, Strength.STRONGER: Strength.WEAKER}


@dataclass(frozen=True)
class Asserted:
    """A conclusion with everywhere it is asserted; or, where ``fails``, that it does not hold everywhere there."""

    then: Formula
    given: Formula
    fails: bool = False

    def __str__(self) -> str:
        said = f"{'not always ' if self.fails else ''}{_formula_text(self.then)}"
        return said if self.given.cases == ((),) else f"{said}, where {_formula_text(self.given)}"


def _formula_text(said: Formula) -> str:
    return cases_text([(one.expression, one.strict) for one in case] for case in said.cases)


def asserted(stated: Stated) -> tuple[Asserted, ...]:
    """The single conclusions of a theorem, each once, with the union of the places where it is asserted."""
    found: dict[tuple[Formula, bool], list[Conjunction]] = {}
    for one in stated.assertions:
        splits = len(one.then.cases) == 1 and not one.fails
        parts = [Formula(((part,),)) for part in one.then.cases[0]] if splits else [one.then]
        for then in parts:
            places = found.setdefault((then, one.fails), [])
            places += [case for case in one.given.cases if case not in places]
    return tuple(Asserted(then, Formula(tuple(places)), fails) for (then, fails), places in found.items())


def compare_theorems(ground: Ground, bare: Ground, name: str, old: Sequence[JudgedClaim], new: Sequence[JudgedClaim]
                     ) -> Iterator[ResultChange]:
    """Compare all theorems of a paper, paired by name, else by what they assert; ``bare`` is a ground without assumptions."""
    before, after = ({one.name: one for one in side} for side in (old, new))
    partner = {claim: claim for claim in after if claim in before}
    for claim in (one for one in new if one.name not in partner):
        left = [one for one in old if one.name not in after and one.name not in partner.values()]
        alike = next((one.name for one in left if _assert_the_same(one, claim)), None)
        if alike is not None:
            partner[claim.name] = alike
    for claim in new:
        kind = str(claim.kind)
        if claim.name not in partner:
            yield ResultChange(name, kind, claim.name, Status.ADDED, (_whole(claim, Status.ADDED),))
            continue
        was = before[partner[claim.name]]
        parts = tuple(_Statements(ground, bare).parts(was.statement, claim.statement))
        before_name = "" if was.name == claim.name else was.name
        status = _worst([part.status for part in parts])
        yield ResultChange(name, kind, claim.name, Status.RENAMED if before_name and status is Status.SAME else status,
                           parts, before_name)
    for claim in old:
        if claim.name not in partner.values():
            yield ResultChange(name, str(claim.kind), claim.name, Status.REMOVED, (_whole(claim, Status.REMOVED),))


def _assert_the_same(old: JudgedClaim, new: JudgedClaim) -> bool:
    return (old.statement is not None and new.statement is not None
            and old.statement.stated.assertions == new.statement.stated.assertions != ())


def _whole(claim: JudgedClaim, status: Status) -> PartChange:
    told = claim.sentence
    return PartChange("theorem", status, told if status is Status.REMOVED else None, told if status is Status.ADDED else None)


def _worst(statuses: Sequence[Status]) -> Status:
    """The status of a theorem from those of its parts: weaker in one and stronger in another is changed."""
    found = set(statuses)
    if {Status.CHANGED} & found or {Status.WEAKER, Status.STRONGER} <= found:
        return Status.CHANGED
    order = (Status.UNDECIDED, Status.WEAKER, Status.STRONGER, Status.REWORDED, Status.REWRITTEN)
    return next((status for status in order if status in found), Status.SAME)


@dataclass(frozen=True)
class _Statements:
    """The grounds on which two statements are compared."""

    ground: Ground
    bare: Ground

    def parts(self, old: PaperStatement | None, new: PaperStatement | None) -> Iterator[PartChange]:
        """What differs between two statements."""
        if old is None or new is None:
            yield PartChange(NOT_KEPT, Status.UNDECIDED)
            return
        if old == new:
            return
        yield from self._asserted(old.stated, new.stated)
        words = [(one.heading.rank, one.heading.title, one.stated.text) for one in (old, new)]
        if words[0] != words[1]:
            was, now = (f"{rank} ({title}): {text}" for rank, title, text in words)
            yield PartChange("wording", Status.REWORDED, was, now)
        elif old.heading != new.heading:
            yield PartChange("what it uses and answers", Status.REWRITTEN)
        yield from self._slots(old.stated, new.stated)
        if _signs(old.stated) != _signs(new.stated):
            yield PartChange("table of signs", Status.CHANGED, ", ".join(_signs(old.stated)), ", ".join(_signs(new.stated)))
        if _steps(old.stated) != _steps(new.stated):
            yield PartChange("steps of the proof", Status.REWRITTEN)

    # ---- what is asserted

    def _asserted(self, old: Stated, new: Stated) -> Iterator[PartChange]:
        before, after = list(asserted(old)), list(asserted(new))
        same = [one for one in before if one in after]
        before, after = ([one for one in side if one not in same] for side in (before, after))
        for claimed in list(after):
            found = self._partner(claimed, before)
            if found is not None:
                other, conclusion, point = found
                before.remove(other)
                after.remove(claimed)
                yield self._part(other, claimed, conclusion, point)
        for other, claimed in zip(list(before), list(after), strict=False):  # no two are related: told in their order
            before.remove(other)
            after.remove(claimed)
            yield PartChange("assertion", Status.CHANGED, str(other), str(claimed))
        yield from (PartChange("assertion, which is gone", Status.WEAKER, str(one)) for one in before)
        yield from (PartChange("assertion, which is new", Status.STRONGER, None, str(one)) for one in after)

    def _partner(self, claimed: Asserted, before: Sequence[Asserted]) -> tuple[Asserted, Strength, Point | None] | None:
        """The old assertion that is most like a new one, how their conclusions relate, and where they differ."""
        fitting = [one for one in before if one.fails == claimed.fails]
        related = [(one, *self._conclusions(one.then, claimed.then)) for one in fitting]
        for wanted in ((Strength.EQUAL,), (Strength.WEAKER, Strength.STRONGER), (Strength.UNKNOWN,)):
            found = [one for one in related if one[1] in wanted]
            if found:
                return next((one for one in found if one[0].given == claimed.given), found[0])
        alike = [one for one in related if one[0].given == claimed.given]
        return alike[0] if len(alike) == 1 else None

    def _part(self, old: Asserted, new: Asserted, conclusion: Strength, point: Point | None) -> PartChange:
        place, there = self._places(old.given, new.given)
        if new.fails:
            conclusion, place = OPPOSITE.get(conclusion, conclusion), OPPOSITE.get(place, place)
        both = {conclusion, place} - {Strength.EQUAL}
        strength = Strength.EQUAL if not both else both.pop() if len(both) == 1 else (
            Strength.UNKNOWN if Strength.UNKNOWN in both else Strength.OTHER)
        difference = None
        if there is not None:
            inside = place is (Strength.STRONGER if not new.fails else Strength.WEAKER)
            difference = Difference(there, *(("asserts nothing", "asserted") if inside else ("asserted", "asserts nothing")))
        elif point is not None:
            difference = Difference(point, *(("fails", "holds") if conclusion is Strength.WEAKER else ("holds", "fails")))
        return PartChange("assertion", STATUS[strength], str(old), str(new), difference)

    def _conclusions(self, old: Formula, new: Formula) -> tuple[Strength, Point | None]:
        """How two conclusions relate as formulas, and a point at which only one of them holds."""
        singles = [said.cases[0][0] for said in (old, new) if len(said.cases) == 1 and len(said.cases[0]) == 1]
        if len(singles) == 2 and self._is_multiple(singles[0].expression, singles[1].expression):
            if singles[0].strict == singles[1].strict:
                return Strength.EQUAL, None
            return (Strength.WEAKER if singles[0].strict else Strength.STRONGER), None
        strength, point = _strength(self._implies(self.bare, old, new), self._implies(self.bare, new, old))
        if point is not None:  # one at which the assumptions hold says more
            _, near = _strength(self._implies(self.ground, old, new), self._implies(self.ground, new, old))
            return strength, near or point
        return strength, point

    def _places(self, old: Formula, new: Formula) -> tuple[Strength, Point | None]:
        """How the places where something is asserted relate: it is weaker to assert it at fewer points."""
        if old == new:
            return Strength.EQUAL, None
        return _strength(self._implies(self.ground, new, old, inside=True), self._implies(self.ground, old, new, inside=True),
                         flip=True)

    def _implies(self, ground: Ground, inner: Formula, outer: Formula, *, inside: bool = False) -> "bool | Point | None":
        """Whether one formula implies another: yes, a point at which it does not, or None where neither is known."""
        answers: list[bool | Point | None] = []
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

    def _is_multiple(self, old: sp.Expr, new: sp.Expr) -> bool:
        """Whether two expressions are the same up to a factor that the assumptions settle as positive.

        The factor that they share is to be one of which they do not settle the sign: else any two positive ones would do.
        """
        is_positive = self.ground.signs.is_positive
        if same_form(old, new) or same_form(old, new, is_positive):
            return True
        left, unsettled, sign = Counter[sp.Expr](), False, 1
        for found, way in ((factorize(old), 1), (factorize(new), -1)):
            sign *= int(sp.sign(found.constant))
            for base, exponent in found.factors:
                unsettled |= base in left and not (is_positive(base) or is_positive(-base))
                left[base] += way * exponent
        rest = [(base, exponent) for base, exponent in left.items() if exponent]
        if rest and not unsettled:
            return False
        for base, exponent in rest:
            if not (is_positive(base) or is_positive(-base)):
                return False
            sign *= 1 if is_positive(base) or exponent % 2 == 0 else -1
        return sign > 0

    # ---- what fills the slots

    def _slots(self, old: Stated, new: Stated) -> Iterator[PartChange]:
        for slot in dict.fromkeys((*old.slots, *new.slots)):
            if slot not in old.slots or slot not in new.slots:
                continue  # the wording has changed with it
            before, after = old.slots[slot], new.slots[slot]
            if before != after:
                was, now = (sentence(Stated(f"{{{slot}}}", (), one.slots)) for one in (old, new))
                yield PartChange(f"{{{slot}}}", self._slot(before, after), was, now)

    def _slot(self, old: object, new: object) -> Status:
        forms = [list(_forms(one)) for one in (old, new)]
        shapes = [_shape(one) for one in (old, new)]
        if shapes[0] == shapes[1] and len(forms[0]) == len(forms[1]) and all(
                same_form(one, other, self.ground.signs.is_positive) for one, other in zip(*forms, strict=True)):
            return Status.REWRITTEN
        return Status.CHANGED


def _strength(forth: "bool | Point | None", back: "bool | Point | None", *, flip: bool = False
              ) -> tuple[Strength, Point | None]:
    """From whether the old implies the new, and the new the old."""
    if forth is None or back is None:
        return Strength.UNKNOWN, None
    point = next((one for one in (forth, back) if isinstance(one, Mapping)), None)
    if forth is True and back is True:
        return Strength.EQUAL, None
    if forth is not True and back is not True:
        return Strength.OTHER, point
    return (Strength.WEAKER if forth is True else Strength.STRONGER), point


def _steps(stated: Stated) -> list[tuple[Formula, ...]]:
    return [one.steps for one in stated.assertions if one.steps]


def _signs(stated: Stated) -> list[str]:
    if stated.table is None:
        return []
    return [f"{quantity.name} in {column}: {cell.sign}" for (quantity, _), cells in
            zip(stated.table.rows, stated.table.cells, strict=True)
            for column, cell in zip(stated.table.columns, cells, strict=True)]


def _forms(value: object) -> Iterator[sp.Expr]:
    """The expressions that fill a slot, in their order."""
    if isinstance(value, Let):
        if isinstance(value.value, tuple):
            yield from (regime.actions[value.quantity.name] for regime in value.value)
        else:
            yield from _forms(value.value)
    elif isinstance(value, Threshold):
        yield from (part for form, when in value.cases for part in (form, *when))
    elif isinstance(value, Formula):
        yield from (one.expression for case in value.cases for one in case)
    elif isinstance(value, sp.core.relational.Relational):
        yield from (value.lhs, value.rhs)
    elif isinstance(value, sp.Expr):
        yield value


def _shape(value: object) -> object:
    """What a slot is without its expressions."""
    if isinstance(value, Let):
        return "letter", value.quantity, _shape(value.value)
    if isinstance(value, Threshold):
        return value.symbol, tuple(len(when) for _, when in value.cases)
    if isinstance(value, Formula):
        return tuple(tuple(one.strict for one in case) for case in value.cases)
    return type(value).__name__ if isinstance(value, sp.core.relational.Relational) else ""

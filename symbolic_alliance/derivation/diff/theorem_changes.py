"""Compare what theorems say before and after: the English, what fills its slots, and everything that is asserted.

In:  a `Ground`, and the theorems of both sides with their statements.
Out: a `ResultChange` a theorem.
Method: what is asserted is taken apart into single conclusions, each with the union of the places where it is asserted; that
something never arises says of every point that one of its inequalities fails.
Conclusions are compared as formulas, whether or not they are true (of two true ones each implies the other where the
assumptions hold): the same expression up to a factor that is positive, or one implies the other for all real numbers.  Places
are compared where the assumptions of both sides hold.  A theorem is weaker that asserts less: at fewer points, with a weaker
conclusion, or without a part that does not follow from the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

from symbolic_alliance.claims.theorems import Formula, Stated
from symbolic_alliance.claims.theorems.formula import FALSE, TRUE
from symbolic_alliance.claims.theorems.restate import SLOT
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.derivation.diff.change import Difference, PartChange, ResultChange, Status, worst
from symbolic_alliance.derivation.diff.common_ground import Ground, Point
from symbolic_alliance.derivation.diff.implication import Strength, implies, strength_of
from symbolic_alliance.derivation.diff.slot_changes import Fillings, is_multiple
from symbolic_alliance.derivation.plain_forms import said_text
from symbolic_alliance.derivation.statement import PaperStatement
from symbolic_alliance.proof.claim import Conjunction, Inequality

NOT_KEPT = "what it asserts, which the old lock does not keep: 'update' writes one that does"
GONE, COME, FOLLOWS = "assertion, which is gone", "assertion, which is new", ", and follows from the rest"
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
        said = f"{'not always ' if self.fails else ''}{said_text(self.then)}"
        return said if self.given.cases == ((),) else f"{said}, where {said_text(self.given)}"

    @property
    def as_one(self) -> Formula:
        """The assertion as one formula, the hypotheses denied or the conclusion; empty where that is not short, or where
        something may have no value, so that neither it nor what denies it holds."""
        if self.fails or len(self.given.cases) != 1 or not _is_polynomial(self.given & self.then):
            return Formula(())
        return Formula((*(case for one in self.given.cases[0] for case in _denied((one,)).cases), *self.then.cases))


def asserted(stated: Stated) -> tuple[Asserted, ...]:
    """The single conclusions of a theorem, each once, with the union of the places where it is asserted."""
    found: dict[Formula, list[Conjunction]] = {}
    failing: list[Asserted] = []
    for one in stated.assertions:
        if one.fails:
            failing.append(Asserted(one.then, one.given, fails=True))
        elif not one.then.cases and _is_polynomial(one.given):
            found.update({_denied(case): [()] for case in one.given.cases})
        elif not one.then.cases:
            failing.append(Asserted(one.then, one.given))
        else:
            parts = [Formula(((part,),)) for part in one.then.cases[0]] if len(one.then.cases) == 1 else [one.then]
            for then in parts:
                places = found.setdefault(then, [])
                places += [case for case in one.given.cases if case not in places]
    return (*(Asserted(then, Formula(tuple(places))) for then, places in found.items()), *dict.fromkeys(failing))


def _is_polynomial(said: Formula) -> bool:
    """Whether every expression of a formula has a value everywhere."""
    return all(one.expression.is_polynomial(*one.expression.free_symbols) for case in said.cases for one in case)


def _denied(case: Conjunction) -> Formula:
    """That not all of these hold."""
    return Formula(tuple((Inequality(-one.expression, not one.strict),) for one in case))


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
        status = worst([part.status for part in parts])
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
        before, after = _numbered(old.stated), _numbered(new.stated)
        words = [(one.heading.rank, one.heading.title, stated.text) for one, stated in ((old, before), (new, after))]
        if words[0] != words[1]:
            was, now = (f"{one.heading.rank} ({one.heading.title}): {one.stated.text}" for one in (old, new))
            yield PartChange("wording", Status.REWORDED, was, now)
        elif (old.heading.uses, old.heading.answers) != (new.heading.uses, new.heading.answers):
            yield PartChange("what it uses and answers", Status.REWRITTEN)
        fillings = Fillings(self.ground)
        yield from fillings.slots(before, after)
        yield from fillings.table(old.stated, new.stated)
        if _steps(old.stated) != _steps(new.stated):
            yield PartChange("steps of the proof", Status.REWRITTEN)

    # ---- what is asserted

    def _asserted(self, old: Stated, new: Stated) -> Iterator[PartChange]:
        before, after = list(asserted(old)), list(asserted(new))
        same = [one for one in before if one in after]
        before, after = ([one for one in side if one not in same] for side in (before, after))
        for other, claimed in product(list(before), list(after)):
            if other in before and claimed in after and self._are_one_sentence(other, claimed):
                before.remove(other)
                after.remove(claimed)
                yield PartChange("assertion", Status.REWRITTEN, str(other), str(claimed))
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
        for one in before:
            follows = self._follows(one, asserted(new))
            yield PartChange(GONE + FOLLOWS * follows, Status.REWRITTEN if follows else Status.WEAKER, str(one))
        for one in after:
            follows = self._follows(one, asserted(old))
            yield PartChange(COME + FOLLOWS * follows, Status.REWRITTEN if follows else Status.STRONGER, None, str(one))

    def _follows(self, one: Asserted, others: Sequence[Asserted]) -> bool:
        """Whether an assertion follows, for all real numbers, from others that are made wherever it is.

        Not where its own hypotheses alone imply it, nor where the others contradict each other: so everything would follow.
        """
        wider = [other.then for other in others if not other.fails and len(other.then.cases) == 1
                 and (other.given == one.given or implies(self.ground, one.given, other.given) is True)]
        rest = reduce(Formula.__and__, wider, one.given)
        if one.fails or not (wider and one.then.cases) or not _is_polynomial(rest & one.then):
            return False
        for inner, outer in ((one.given, one.then), (rest, FALSE)):
            if not isinstance(implies(self.bare, inner, outer), Mapping):
                return False
        return implies(self.bare, rest, one.then) is True

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

    def _are_one_sentence(self, old: Asserted, new: Asserted) -> bool:
        """Whether two assertions say the same of all numbers, what one has as a hypothesis being denied in the other's
        conclusion."""
        one, other = (one.as_one for one in (old, new))
        return bool(one.cases and other.cases) and not self._is_idle(one) and (
            implies(self.bare, one, other) is implies(self.bare, other, one) is True)

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
        if len(singles) == 2 and is_multiple(self.ground, singles[0].expression, singles[1].expression):
            if singles[0].strict == singles[1].strict:
                return Strength.EQUAL, None
            return (Strength.WEAKER if singles[0].strict else Strength.STRONGER), None
        strength, point = strength_of(implies(self.bare, old, new), implies(self.bare, new, old))
        if strength is Strength.EQUAL and not self._have_the_same_parts(old, new) and self._is_idle(old):
            return Strength.OTHER, None  # what holds of all numbers is implied by anything, and what of none implies anything
        if point is not None:  # one at which the assumptions hold says more
            _, near = strength_of(implies(self.ground, old, new), implies(self.ground, new, old))
            return strength, near or point
        return strength, point

    def _is_idle(self, said: Formula) -> bool:
        """Whether a formula holds of all numbers, or of none."""
        return implies(self.bare, TRUE, said) is True or implies(self.bare, said, FALSE) is True

    def _have_the_same_parts(self, old: Formula, new: Formula) -> bool:
        """Whether each inequality of one formula is one of the other, up to a positive factor."""
        sides = [[one for case in said.cases for one in case] for said in (old, new)]
        return all(any(one.strict == other.strict and is_multiple(self.ground, one.expression, other.expression)
                       for other in others) for ones, others in (sides, sides[::-1]) for one in ones)

    def _places(self, old: Formula, new: Formula) -> tuple[Strength, Point | None]:
        """How the places where something is asserted relate: it is weaker to assert it at fewer points."""
        if old == new:
            return Strength.EQUAL, None
        strength, point = strength_of(implies(self.ground, new, old), implies(self.ground, old, new))
        is_nowhere = strength is Strength.EQUAL and implies(self.ground, old, FALSE) is True
        return (Strength.OTHER, None) if is_nowhere and not self._have_the_same_parts(old, new) else (strength, point)


def _numbered(stated: Stated) -> Stated:
    """The statement with its slots named by their order in the sentence: their own names are no English."""
    order = {name: str(place) for place, name in enumerate(dict.fromkeys(SLOT.findall(stated.text)))}
    return Stated(SLOT.sub(lambda slot: f"{{{order[slot.group(1)]}}}", stated.text), (),
                  {order[name]: value for name, value in stated.slots.items() if name in order})


def _steps(stated: Stated) -> list[tuple[Formula, ...]]:
    return [one.steps for one in stated.assertions if one.steps]

"""Why a claim of a theorem holds, as a reader can check it: an identity, the sign of its right side, what that rests on.

In:  a `Book`, what tells the claim in letters, and the claim.
Out: `Argument`s; none where no reason is seen.  Nothing here asks a solver, and nothing is taken from a certificate.
Of these the first that is found:
1. what is claimed is among what is given;
2. each inequality of the conclusion, or of one of its alternatives: the difference of its sides is a product of factors
   each of which has a sign (`reasons`);
3. the two sides of an equation have the same closed form;
4. what is given contradicts itself: one of its differences has the other sign by the rest of it;
5. what is given falls into cases, in each of which one of the alternatives holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy as sp

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.document import Parts, join, say, say_if
from symbolic_alliance.appendix.prose.places import recognise
from symbolic_alliance.appendix.prose.reasons import Reason
from symbolic_alliance.appendix.prose.telling import WIDE, Teller
from symbolic_alliance.appendix.prose.wording import rests_on
from symbolic_alliance.claims.theorems import Formula
from symbolic_alliance.claims.theorems.restate import TheoremClaim
from symbolic_alliance.proof.claim import Conjunction, Inequality
from symbolic_alliance.typeset.breaking import LINE
from symbolic_alliance.typeset.layout import ZERO, Layout, Numeral, Relation, Sum, equation
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.normal_form import factored_form, normal_form
from symbolic_alliance.typeset.products import product, signed_sum
from symbolic_alliance.typeset.relations import relation
from symbolic_alliance.typeset.widths import width

LONGEST, SHORT = 3 * LINE, 12.0  # em of an identity that is printed; of a factor before a condition's own difference
MOST, MOST_SPLITS = 3, 2  # identities of one claim; conditions at which one alternative is left for others
GIVEN: Parts = ("this is part of what is given",)
SIGNS = {(1, True): "positive", (1, False): "not negative", (-1, True): "negative", (-1, False): "not positive"}


@dataclass(frozen=True)
class Argument:
    """A sentence, or what is said before an identity, the sign of whose right side follows; ``why`` is what that rests on."""

    lead: Parts = ()
    why: Parts = ()
    identity: Relation | None = None
    sign: Parts = ()


@dataclass(frozen=True)
class SideDifference:
    """The larger side of an inequality less the smaller one, as it is told and in closed form."""

    told: Layout
    value: sp.Expr


@dataclass(frozen=True)
class Leaf:
    """A case, by what it adds to what is given, with the alternative that holds in it (none: it cannot be), and why."""

    more: Conjunction
    holds: Conjunction | None
    why: tuple[Parts, ...]


def arguments(book: Book, teller: Teller, part: TheoremClaim) -> tuple[Argument, ...]:
    """Find why a claim holds."""
    given = tuple(one for one in part.claim.hypotheses if not one.source)
    return () if part.fails else next(filter(None, _ReasonSearch(book, teller, given).found(part.claim.alternatives)), ())


def seen_sign(book: Book, teller: Teller, value: sp.Expr, given: Conjunction) -> tuple[str, Parts] | None:
    """Whether a closed form is positive or negative (``>`` or ``<``) where something is given, and why; None if not seen."""
    search = _ReasonSearch(book, teller, given)
    reason = search.reason(value)
    return None if reason is None or not search.is_strict(reason) else (">" if reason.sign > 0 else "<", search.why(reason))


class _ReasonSearch:
    """The search for reasons where something is given."""

    def __init__(self, book: Book, teller: Teller, given: Conjunction) -> None:
        self._book, self._teller, self._given = book, teller, given
        self._strict = {one.expression for one in given if one.strict} | {
            slack.expression for slack in book.style.slacks if slack.strict}

    def found(self, alternatives: Sequence[Conjunction]) -> Iterator[tuple[Argument, ...]]:
        """What is found in each of the five ways."""
        left = [[one for one in case if not self._is_given(one)] for case in alternatives]
        if not all(left):
            yield (Argument(GIVEN if all(alternatives) else ()),)
        for case in left:
            seen = [self._by_sign(one) for one in case[:MOST + 1]]
            yield tuple(one for one in seen if one is not None) if len(case) <= MOST and None not in seen else ()
        for case in left:
            yield self._identity(case)
        for one in self._given:
            yield self._contradiction(one)
        if len(alternatives) > 1:
            yield self._by_cases(alternatives)

    def _is_given(self, one: Inequality) -> bool:
        return any(other.expression == one.expression and other.strict >= one.strict for other in self._given)

    def _by_sign(self, one: Inequality) -> Argument | None:
        """The difference of the two sides as a product of factors of known signs."""
        difference = self._difference(one)
        reason = self._positive(difference.value, one.strict)
        if reason is None:
            return None
        told = self._relation(one)
        return self._argument(difference, reason) or (
            Argument(GIVEN) if [told] == self._conditions(reason) else Argument((told,), self.why(reason)))

    def _positive(self, value: sp.Expr, strict: bool) -> Reason | None:
        reason = self.reason(value)
        is_seen = reason is not None and not reason.is_zero and reason.sign > 0 and (not strict or self.is_strict(reason))
        return reason if is_seen else None

    def _identity(self, case: Sequence[Inequality]) -> tuple[Argument, ...]:
        """An equation, of which the two sides have the same closed form."""
        equal = [one for one in case if not one.strict and self._book.style.is_same(one.expression, sp.S.Zero)]
        if not equal or any(self._positive(one.expression, one.strict) is None for one in case if one not in equal):
            return ()
        told = self._teller.told(equal[0])
        (_, right), = told.steps
        value = normal_form(self._teller.closed_form(right), self._book.style)
        if value in (told.first, right) or width(value) > LONGEST:
            return (Argument(),)
        identity = Relation(told.first, (("=", value),))
        return (Argument(identity=identity, sign=say("the closed form of {right}", right=right)),)

    def _contradiction(self, one: Inequality) -> tuple[Argument, ...]:
        """One thing that is given, which is false by the others."""
        difference, reason = self._denied(one)
        if reason is None:
            return ()
        told = self._relation(one)
        return (self._argument(difference, reason, say("{told} is among what is given; but", told=told))
                or Argument(say("{told} is among what is given, and false", told=told), self.why(reason)),)

    def _denied(self, one: Inequality) -> tuple[SideDifference, Reason | None]:
        """The difference of something that is given, and why it has the other sign by the rest."""
        difference = self._difference(one)
        reason = self.reason(difference.value, one)
        is_seen = reason is not None and reason.sign < 0 and (one.strict or self.is_strict(reason))
        return difference, reason if is_seen else None

    # ---- case by case

    def _by_cases(self, alternatives: Sequence[Conjunction]) -> tuple[Argument, ...]:
        """Where one alternative holds, where else another does, and so on until nothing is left."""
        leaves = self._leaves((), alternatives)
        if leaves is None:
            return ()
        told = [say("where {more}: {what}{why}", more=join([self._relation(one) for one in leaf.more]),
                    what=self._place(leaf), why=say_if(" {why}", why=join(leaf.why))) for leaf in leaves]
        return (Argument(join(told, "; ", "; ")),)

    def _leaves(self, more: Conjunction, alternatives: Sequence[Conjunction]) -> list[Leaf] | None:
        """The cases into which what is given falls; None where in some of them no alternative is seen to hold."""
        here = _ReasonSearch(self._book, self._teller, (*self._given, *more))
        denied = next(filter(None, (here._denied(one)[1] for one in here._given)), None) if more else None
        if denied is not None:
            return [Leaf(more, None, (here.why(denied),))]
        missing: dict[Conjunction, list[Inequality]] = {}
        for case in alternatives:
            seen = {one: here._positive(one.expression, one.strict) for one in case if not here._is_given(one)}
            missing[case] = [one for one, reason in seen.items() if reason is None]
            if not missing[case]:
                whys = (here.why(reason) for reason in seen.values() if reason is not None)
                return [Leaf(more, case, tuple(dict.fromkeys(why for why in whys if why)))]
        nearest = min(alternatives, key=lambda case: len(missing[case]), default=())
        if not nearest or len(missing[nearest]) > MOST_SPLITS:
            return None
        branches = [self._leaves((*more, *missing[nearest]), [nearest])]
        for one in missing[nearest]:
            branches.append(self._leaves((*more, Inequality(-one.expression, not one.strict)),
                                         [case for case in alternatives if case != nearest]))
        return None if None in branches else [leaf for branch in branches for leaf in branch or ()]

    def _place(self, leaf: Leaf) -> Parts:
        """What holds in a case, but for what makes the case."""
        if leaf.holds is None:
            return ("this cannot be",)
        found = recognise(Formula((leaf.holds,)), self._book.places)
        known = [one.expression for one in leaf.more]
        rest = [self._relation(one) for case in found.rest for one in case if one.expression not in known]
        return join([*(group[0].words for group in found.groups), *rest]) or ("it is so",)

    # ---- the parts of an argument

    def _difference(self, one: Inequality) -> SideDifference:
        """The difference of the sides as they are told, which has the sign of what is claimed to be positive."""
        told = self._teller.told(one)
        (sign, right), = told.steps
        larger, smaller = (told.first, right) if sign[0] == ">" else (right, told.first)
        value = self._teller.closed_form(larger) - self._teller.closed_form(smaller)
        terms = signed_sum([part for part in ((1, larger), (-1, smaller)) if part[1] != ZERO])
        return SideDifference(larger if smaller == ZERO else Sum(terms), value)

    def reason(self, value: sp.Expr, without: Inequality | None = None) -> Reason | None:
        """The reason for a sign by what is given, but for one thing."""
        return self._book.reasons.of(value, [one.expression for one in self._given if one != without])

    def is_strict(self, reason: Reason) -> bool:
        """Whether it shows more than that something is not negative, or not positive."""
        return reason.is_strict and self._strict.issuperset(reason.conditions)

    def _argument(self, difference: SideDifference, reason: Reason, lead: Parts = ()) -> Argument | None:
        """The identity with its sign; none where there is nothing to multiply out, or it is too long."""
        turned = self._by_condition(difference, reason)
        right, reason = turned or (factored_form(difference.value, self._book.style), reason)
        identity = equation(difference.told, right)
        if width(identity) > LONGEST or expression_of(right) == expression_of(difference.told):
            return None
        return Argument(lead, self.why(reason), identity, (SIGNS[reason.sign, self.is_strict(reason)],))

    def _by_condition(self, difference: SideDifference, reason: Reason) -> tuple[Layout, Reason] | None:
        """The difference as a multiple of that of the one condition that its sign rests on, by a factor that has a sign;
        and what both signs rest on."""
        if len(reason.conditions) != 1:
            return None
        condition, style = self._difference(Inequality(reason.conditions[0])), self._book.style
        factor = difference.value / condition.value
        known = self._book.reasons.of(factor, ())
        if known is None or known.is_zero or not known.is_strict or condition.told == difference.told:
            return None
        form = factored_form(known.sign * factor, style)
        if width(form) > SHORT or form == Numeral(1):
            return None
        told = condition.told if known.sign > 0 else style.order.turn(condition.told)
        both = tuple(dict.fromkeys((*known.assumptions, *reason.assumptions)))
        _, right = product(style.order, Fraction(1), [(form, Fraction(1)), (told, Fraction(1))])
        return right, replace(reason, assumptions=both)

    def why(self, reason: Reason) -> Parts:
        """What a sign rests on, as ``by ... and since ...``."""
        return rests_on(self._book.derivation.model.game.parameters.assumed(reason.assumptions), self._conditions(reason))

    def _conditions(self, reason: Reason) -> list[Relation]:
        return [self._relation(Inequality(slack, slack in self._strict)) for slack in reason.slacks(self._book.style)]

    def _relation(self, one: Inequality) -> Relation:
        """A condition in letters, or solved for what the paper is about where that is shorter."""
        told = self._teller.told(one)
        solved = relation(one.expression, self._book.unknowns, self._book.style, strict=one.strict)
        if self._teller.puts_choices(told, one.expression):  # of a regime's own condition, its choices say nothing
            return solved
        return told if width(told) <= WIDE else min(told, solved, key=width)

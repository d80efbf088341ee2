"""The proof of a theorem: what it asserts, one thing after another, each where it holds and why.

In:  a `Book`, a theorem as stated and what has been settled about it.
Out: a list of a few lines, displays for identities whose factors have visible signs, and how it was settled.
Assertions that say the same of several regimes are told once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.conditions import NUMERALS
from symbolic_alliance.appendix.prose.document import Block, Display, Item, Listing, Math, Paragraph, Parts, listed, say
from symbolic_alliance.appendix.prose.places import Place, Recognised, recognised
from symbolic_alliance.appendix.prose.reasons import Reasons
from symbolic_alliance.appendix.prose.telling import FEWEST, Teller, compared, counting, played, replaced
from symbolic_alliance.appendix.prose.wording import assumptions, count, sentence_case
from symbolic_alliance.claims.theorems import Assertion, Formula, StatedTheorem
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.proof.claim import Grade, Inequality, Verdict
from symbolic_alliance.typeset.breaking import LINE
from symbolic_alliance.typeset.layout import Numeral, Product, Quotient, Relation, Sum
from symbolic_alliance.typeset.normal_form import factored_form, normal_form
from symbolic_alliance.typeset.relations import sign_of
from symbolic_alliance.typeset.widths import width

LONGEST = 120  # operations of a difference that is looked at for visible signs
UNTOLD: Parts = ("an inequality between closed forms",)
IMMEDIATE: Parts = ("the two sides are equal",)
EMPTY: Parts = ("nothing, since this does not arise",)
PLAN = "What is compared, and where:"
APART = "Regimes of different games that are not paired here have no inner point in common"
SIGNS = ("Each sign is that of a derivative, inside the place where the closed form counts; where it changes, it is settled "
         "on either side, and a point is found for each.")
MOST_WAYS, MOST_RUNS = 2, 5  # alternatives that a line tells; runs of claims that it names


@dataclass(frozen=True)
class Seen:
    """An identity whose right side has a visible sign, and the reasons for it."""

    identity: Relation
    why: Parts


@dataclass(frozen=True)
class ToldAssertion:
    """An assertion in words: the places it is made in, what else is given, what follows, and the claims that it became."""

    places: tuple[tuple[Place, ...], ...]
    given: tuple[Parts, ...]
    then: tuple[Parts, ...]
    steps: tuple[Parts, ...]
    fails: bool
    is_contradiction: bool
    claims: tuple[int, ...]
    seen: Seen | None = None

    @property
    def homes(self) -> tuple[str, ...]:
        """Whose regimes it speaks of."""
        return tuple(group[0].home for group in self.places)

    @property
    def is_apart(self) -> bool:
        """Whether it says of regimes of several games that they do not meet."""
        return self.is_contradiction and len(self.places) > 1 and not self.given and not self.steps


def proof(book: Book, theorem: StatedTheorem, settled: JudgedClaim | None) -> tuple[Block, ...]:
    """The proof of a theorem, and how it was settled."""
    if theorem.stated.table is not None:
        return (Paragraph((SIGNS,)), *_verdict(book, theorem, settled))
    told = _merged([_told(book, theorem, place) for place in range(len(theorem.stated.assertions))])
    items = tuple(Item(_shown(one)) for one in told)
    listing = (Paragraph((PLAN,)), Listing(items)) if len(items) > 1 else items[0].blocks if items else ()
    return (*listing, *_verdict(book, theorem, settled))


# ---- an assertion in words


def _told(book: Book, theorem: StatedTheorem, place: int) -> ToldAssertion:
    assertion = theorem.stated.assertions[place]
    given = recognised(assertion.given, book.places)
    regimes = _regimes(assertion, given)
    then = recognised(assertion.then, _elsewhere(book, regimes))
    known = counting(book.lets, given.rest)
    settled_by = {slack for _, when in known for slack in when}
    rest = [tuple(one for one in case if one.expression not in settled_by and not _goes_without_saying(book, one))
            for case in given.rest]
    is_empty = any(sign_of(one.expression, book.style) < 0 for case in rest for one in case)
    own = played([group[0] for group in regimes if len(group) == 1], book.derivation.equilibrium.game, book.benchmark,
                 assertion.given.symbols | assertion.then.symbols)
    teller = book.teller((*own, *(name for name, _ in known)))
    others = [group for group in given.groups if group[0].regime is None]
    conditions = [*(_alternatives(group) for group in others), *_union(book, teller, rest)]
    goals = [*(_goal(group) for group in then.groups), *_union(book, teller, then.rest)]
    claims = tuple(number for number, part in enumerate(theorem.parts, 1) if part.assertion == place)
    steps = tuple(_step(book, teller, step) for step in assertion.steps)
    then_told = (EMPTY,) if is_empty else tuple(goals)
    seen = None if assertion.fails else _seen(book, teller, assertion)
    return ToldAssertion(regimes, tuple(conditions), then_told, steps, assertion.fails, not assertion.then.cases, claims,
                         seen)


def _goes_without_saying(book: Book, one: Inequality) -> bool:
    """Whether an inequality between several quantities follows from the signs that the assumptions give."""
    return len(one.expression.free_symbols) > 1 and sign_of(one.expression, book.style) > 0


def _seen(book: Book, teller: Teller, assertion: Assertion) -> Seen | None:
    """The difference of two letters as a product of factors whose signs the assumptions give, where it is one."""
    if len(assertion.given.cases) != 1 or [len(case) for case in assertion.then.cases] != [1]:
        return None
    difference = assertion.then.cases[0][0].expression
    told = teller.in_letters(difference)
    if told == difference or len(sp.Add.make_args(told)) != 2 or int(sp.count_ops(difference)) > LONGEST:
        return None
    reason = Reasons(book.style, book.wanted).of(difference, [one.expression for one in assertion.given.cases[0]])
    right = factored_form(difference, book.style)
    if reason is None or reason.conditions or reason.sign < 0 or reason.is_zero or not isinstance(right, (Product, Quotient)):
        return None
    identity = Relation(normal_form(told, teller.style), (("=", right),))
    return Seen(identity, book.contexts[0].why(reason, None)) if width(identity) <= LINE else None


def _elsewhere(book: Book, regimes: Sequence[tuple[Place, ...]]) -> list[tuple[Place, ...]]:
    """The places, those of other games first: of two that are the same, it is the other one that is claimed."""
    homes = [group[0].home for group in regimes]
    return sorted(book.places, key=lambda group: group[0].home in homes)


def _regimes(assertion: Assertion, given: Recognised) -> tuple[tuple[Place, ...], ...]:
    """The regimes that an assertion is made in, and of the implied ones those whose choices it compares."""
    named_ones = [group for group in given.groups if group[0].regime is not None]
    homes = [group[0].home for group in named_ones]
    for group in given.implied:
        regime, home = group[0].regime, group[0].home
        if regime is not None and len(group) == 1 and home not in homes and _speaks_of(assertion, regime):
            named_ones.append(group)
            homes.append(home)
    return tuple(named_ones)


def _speaks_of(assertion: Assertion, regime: Regime) -> bool:
    values = [value for value in regime.actions.values() if int(sp.count_ops(value)) > FEWEST]
    return any(replaced(one.expression, sign * value, sp.Integer(0)) != one.expression
               for case in assertion.then.cases for one in case for value in values for sign in (1, -1))


def _step(book: Book, teller: Teller, step: Formula) -> Parts:
    found = recognised(step, book.places)
    return listed([*(_goal(group) for group in found.groups), *_union(book, teller, found.rest)]) or UNTOLD


def _union(book: Book, teller: Teller, cases: Sequence[Sequence[Inequality]]) -> list[Parts]:
    """What is left over of a formula in words: relations, or alternatives of them."""
    threshold = compared(cases, book.lets)
    if threshold is not None:
        return [(Math(teller.threshold(*threshold)),)]
    told = [teller.relations(case) for case in cases if case]
    if not told or len(told) < len(cases):
        return []
    if any(relations is None for relations in told) or len(told) > MOST_WAYS:
        return [UNTOLD]
    if len(told) == 1:
        return [(Math(relation),) for relation in told[0] or ()]
    ways = [listed([(Math(relation),) for relation in relations or ()]) for relations in told]
    return [listed([say("({number}) {way}", number=NUMERALS[place], way=way) for place, way in enumerate(ways)], last=" or ")]


def _alternatives(group: Sequence[Place]) -> Parts:
    return listed([place.words for place in group], last=" or ")


def _goal(group: Sequence[Place]) -> Parts:
    words = _alternatives(group)
    return say("the play is that of {words}", words=words) if group[0].regime is not None else words


def _merged(told: Sequence[ToldAssertion]) -> list[ToldAssertion]:
    """What is claimed in the same places on the same conditions together; then what is claimed of several places."""
    by_place: dict[tuple[object, ...], ToldAssertion] = {}
    for one in told:
        _join(by_place, (one.places, one.given, one.steps, one.fails, one.is_contradiction), one)
    found: dict[tuple[object, ...], ToldAssertion] = {}
    for one in by_place.values():
        rest = (one.given, one.then, one.steps, one.fails, one.is_contradiction)
        _join(found, ("apart",) if one.is_apart else (one.homes, *rest), one)
    return list(found.values())


def _join(found: dict[tuple[object, ...], ToldAssertion], key: tuple[object, ...], one: ToldAssertion) -> None:
    before = found.get(key)
    if before is None:
        found[key] = one
        return
    places = before.places if one.is_apart else tuple(
        tuple(dict.fromkeys((*old, *new))) for old, new in zip(before.places, one.places, strict=True))
    found[key] = replace(before, places=places, then=tuple(dict.fromkeys((*before.then, *one.then))),
                         claims=(*before.claims, *one.claims), seen=None)


# ---- an assertion as a line


def _shown(told: ToldAssertion) -> tuple[Block, ...]:
    line = Paragraph(_line(told))
    if told.seen is None:
        return (line,)
    return (line, Display(told.seen.identity), Paragraph(say("which is positive{gap}{why}.", gap=" " if told.seen.why else "",
                                                              why=told.seen.why)))


def _line(told: ToldAssertion) -> Parts:
    if told.is_apart:
        return say("{what} ({claims}).", what=APART, claims=_claims(told.claims))
    what = listed(told.then) or IMMEDIATE
    if told.is_contradiction:
        what = ("this cannot be",)
    elif told.fails:
        what = say("{what} does not hold everywhere", what=what)
    steps = say("first {steps}; hence ", steps=listed(told.steps, last=", then ", comma=", then ")) if told.steps else ()
    return _capital(say("{where}{steps}{what} ({claims}).", where=_where(told), steps=steps, what=what,
                        claims=_claims(told.claims)))


def _where(told: ToldAssertion) -> Parts:
    """Where an assertion is made: in which regimes, and on which further conditions."""
    meets = [_alternatives(group) for group in told.places]
    if not told.places:
        return say("if {given}, then ", given=listed(told.given)) if told.given else ()
    first, *rest = meets
    inside = say("in {first}{rest}", first=first, rest=say(" where it meets {rest}", rest=listed(rest)) if rest else ())
    if told.is_contradiction:
        return say("{inside} and with {given}: ", inside=inside, given=listed(told.given)) if told.given else say(
            "{inside}: ", inside=inside)
    return say("{inside}, if {given}: ", inside=inside, given=listed(told.given)) if told.given else say(
        "{inside}: ", inside=inside)


def _capital(line: Parts) -> Parts:
    first = line[0]
    return (sentence_case(first), *line[1:]) if isinstance(first, str) else line


def _claims(numbers: Sequence[int]) -> str:
    """Claims by number, runs as ranges."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ranges = [f"{run[0]}" if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs]
    return f"{'claim' if len(numbers) == 1 else 'claims'} {', '.join(ranges)}" if len(runs) <= MOST_RUNS else count(
        len(numbers), "claim")


# ---- the verdict


def _verdict(book: Book, theorem: StatedTheorem, settled: JudgedClaim | None) -> Iterator[Block]:
    if settled is None:
        yield Paragraph(("no claim of this theorem has been verified.",), heading=("Settled by:",))
        return
    if settled.verdict is Verdict.PROVED:
        if settled.point:
            yield Paragraph(say("{point}.", point=point(book, settled)), heading=("A point where it fails:",))
        yield Paragraph(say("{how}.{uses}", how=_how(theorem, settled), uses=_uses(book, theorem, settled)),
                        heading=("Settled by:",))
    elif settled.verdict is Verdict.REFUTED:
        where = say("it breaks at {point}", point=point(book, settled)) if settled.point else (settled.tried,)
        yield Paragraph(say("{where}.", where=where), heading=("Refuted:",))
    elif settled.verdict is Verdict.UNDECIDED:
        yield Paragraph((f"{settled.tried or 'nothing is known'}.",), heading=("Not decided:",))
    else:
        yield Paragraph(("what it assumes holds nowhere.",), heading=("Empty:",))


def _how(theorem: StatedTheorem, settled: JudgedClaim) -> str:
    number = count(len(theorem.parts), "claim")
    if settled.grade is Grade.CERTIFIED:
        return f"{number}, certified"
    return f"{number}, decided by computation ({', '.join(settled.deciders)})"


def _uses(book: Book, theorem: StatedTheorem, settled: JudgedClaim) -> Parts:
    named = tuple(one.name for one in book.derivation.model.game.parameters.assumptions if one.name in settled.assumptions)
    used = [part for part in (assumptions(named), book.cited(theorem.heading.uses)) if part]
    return say(" Uses: {used}.", used=listed(used, last=", ")) if used else ()


def point(book: Book, settled: JudgedClaim) -> Parts:
    """The point of a verdict."""
    values = []
    for name, value in (settled.point or {}).items():
        size = Numeral(abs(value.numerator))
        shown = size if value.denominator == 1 else Quotient(size, Numeral(value.denominator))
        letter = book.style.name(sp.Symbol(name, real=True))
        values.append((Math(Relation(letter, (("=", Sum(((-1, shown),)) if value < 0 else shown),))),))
    return listed(values)

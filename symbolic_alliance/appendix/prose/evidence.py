"""The proof of a theorem: what it asserts, one thing after another, each where it holds and why.

In:  a `Book`, a theorem as stated and what has been settled about it.
Out: a list of a few lines, displays for identities whose factors have visible signs, and how it was settled.
Assertions that say the same of several regimes are told once.  Of a theorem that is refuted, the one that fails at its point
is told, with the point, before all that it asserts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, groupby

import sympy as sp

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.conditions import NUMERALS
from symbolic_alliance.appendix.prose.document import (
    Block,
    Display,
    Item,
    Listing,
    Paragraph,
    Parts,
    join,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.appendix.prose.places import Group, Recognised, recognise
from symbolic_alliance.appendix.prose.reasons import Reasons
from symbolic_alliance.appendix.prose.telling import (
    FEWEST,
    Teller,
    counting_letters,
    find_threshold,
    played_letters,
    put_letter,
)
from symbolic_alliance.appendix.prose.wording import assumptions, count, sentence_case
from symbolic_alliance.claims.theorems import Assertion, StatedTheorem
from symbolic_alliance.claims.theorems.restate import TheoremClaim
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.proof.claim import Grade, Inequality, Verdict, fails_at, failures
from symbolic_alliance.typeset.breaking import LINE
from symbolic_alliance.typeset.layout import ZERO, Product, Quotient, Relation, equation, rational
from symbolic_alliance.typeset.normal_form import factored_form, normal_form
from symbolic_alliance.typeset.relations import balance, sign_of
from symbolic_alliance.typeset.widths import width

LONGEST = 120  # operations of a difference that is looked at for visible signs
UNTOLD: Parts = ("an inequality between closed forms",)
IMMEDIATE: Parts = ("the two sides are equal",)
EMPTY: Parts = ("nothing, since this does not arise",)
UNEQUAL = equation(ZERO, ZERO, ">")
PLAN, ASSERTED = "What is compared, and where:", "What it asserts, and where:"
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

    places: tuple[Group, ...]
    given: tuple[Parts, ...]
    then: tuple[Parts, ...]
    steps: tuple[Parts, ...]
    fails: bool
    is_contradiction: bool
    claims: tuple[int, ...]
    seen: Seen | None = None

    @property
    def is_apart(self) -> bool:
        """Whether it says of regimes of several games that they do not meet."""
        return self.is_contradiction and len(self.places) > 1 and not self.given and not self.steps


def proof(book: Book, theorem: StatedTheorem, settled: JudgedClaim | None) -> tuple[Block, ...]:
    """The proof of a theorem, and how it was settled; of one that is not proved first how it stands, then what it asserts."""
    is_proved, is_refuted = (settled is not None and settled.verdict is one for one in (Verdict.PROVED, Verdict.REFUTED))
    if theorem.stated.table is not None:
        told: tuple[Block, ...] = (paragraph(SIGNS),)
    else:
        lines = _merge([_line(book, theorem, place) for place in range(len(theorem.stated.assertions))])
        items = tuple(Item(_blocks(one)) for one in lines)
        told = ((paragraph(PLAN if is_proved else ASSERTED), Listing(items)) if len(items) > 1
                else items[0].blocks if items and not is_refuted else ())
    verdict = tuple(_verdict(book, theorem, settled))
    return (*told, *verdict) if is_proved else (*verdict, *told)


# ---- an assertion in words


def _line(book: Book, theorem: StatedTheorem, place: int) -> ToldAssertion:
    assertion = theorem.stated.assertions[place]
    given = recognise(assertion.given, book.places)
    regimes = _regimes(assertion, given)
    homes = [group[0].home for group in regimes]
    # of two places that are the same, it is that of another game that is claimed
    then = recognise(assertion.then, sorted(book.places, key=lambda group: group[0].home in homes))
    known = counting_letters(book.lets, given.rest)
    settled_by = {slack for _, when in known for slack in when}
    rest = [tuple(one for one in case if one.expression not in settled_by and not _goes_without_saying(book, one))
            for case in given.rest]
    is_empty = any(sign_of(one.expression, book.style) < 0 for case in rest for one in case)
    own = played_letters([group[0] for group in regimes if len(group) == 1], book.derivation.equilibrium.game, book.benchmark,
                         assertion.given.symbols | assertion.then.symbols)
    teller = book.teller((*own, *(name for name, _ in known)))
    conditions = [*(_any_of(group) for group in given.groups if group[0].regime is None), *_union(book, teller, rest)]
    steps = (_goals(book, teller, recognise(step, book.places)) for step in assertion.steps)
    claims = tuple(number for number, part in enumerate(theorem.parts, 1) if part.assertion == place)
    return ToldAssertion(regimes, tuple(conditions), (EMPTY,) if is_empty else tuple(_goals(book, teller, then)),
                         tuple(join(step) or UNTOLD for step in steps), assertion.fails, not assertion.then.cases, claims,
                         None if assertion.fails else _look(book, teller, assertion))


def _goes_without_saying(book: Book, one: Inequality) -> bool:
    """Whether an inequality between several quantities follows from the signs that the assumptions give."""
    return len(one.expression.free_symbols) > 1 and sign_of(one.expression, book.style) > 0


def _look(book: Book, teller: Teller, assertion: Assertion) -> Seen | None:
    """The difference of two letters as a product of factors whose signs the assumptions give, where it is one."""
    if len(assertion.given.cases) != 1 or [len(case) for case in assertion.then.cases] != [1]:
        return None
    difference = assertion.then.cases[0][0].expression
    told = teller.in_letters(difference)
    if told == difference or len(sp.Add.make_args(told)) != 2 or int(sp.count_ops(difference)) > LONGEST:
        return None
    reason = Reasons(book.style, book.unknowns).of(difference, [one.expression for one in assertion.given.cases[0]])
    right = factored_form(difference, book.style)
    if reason is None or reason.conditions or reason.sign < 0 or reason.is_zero or not isinstance(right, (Product, Quotient)):
        return None
    identity = equation(normal_form(told, teller.style), right)
    return Seen(identity, book.contexts[0].why(reason, None)) if width(identity) <= LINE else None


def _regimes(assertion: Assertion, given: Recognised) -> tuple[Group, ...]:
    """The regimes that an assertion is made in, and of the implied ones those whose choices it compares."""
    found = [group for group in given.groups if group[0].regime is not None]
    for group in given.implied:
        regime, home = group[0].regime, group[0].home
        if (regime is not None and len(group) == 1 and home not in [other[0].home for other in found]
                and _speaks_of(assertion, regime)):
            found.append(group)
    return tuple(found)


def _speaks_of(assertion: Assertion, regime: Regime) -> bool:
    values = [value for value in regime.actions.values() if int(sp.count_ops(value)) > FEWEST]
    return any(put_letter(one.expression, sign * value, sp.Integer(0)) != one.expression
               for case in assertion.then.cases for one in case for value in values for sign in (1, -1))


def _union(book: Book, teller: Teller, cases: Sequence[Sequence[Inequality]]) -> list[Parts]:
    """What is left over of a formula in words: relations, or alternatives of them."""
    threshold = find_threshold(cases, book.lets)
    if threshold is not None:
        return [(teller.threshold(*threshold),)]
    if not all(cases):
        return []
    ways = [found for case in cases if (found := teller.relations(case)) is not None]
    if len(ways) < len(cases) or len(ways) > MOST_WAYS:
        return [UNTOLD]
    if len(ways) < 2:
        return [(relation, ", where the two sides are equal") if relation == UNEQUAL else (relation,)
                for way in ways for relation in way]
    return [join([say("({number}) {way}", number=NUMERALS[place], way=join(way)) for place, way in enumerate(ways)], " or ")]


def _any_of(group: Group) -> Parts:
    return join([place.words for place in group], " or ")


def _goals(book: Book, teller: Teller, found: Recognised) -> list[Parts]:
    return [*(say("the play is that of {words}" if group[0].regime else "{words}", words=_any_of(group))
              for group in found.groups), *_union(book, teller, found.rest)]


def _merge(lines: Sequence[ToldAssertion]) -> list[ToldAssertion]:
    """What is claimed in the same places on the same conditions together; then what is claimed of several places."""
    by_place: dict[tuple[object, ...], ToldAssertion] = {}
    for one in lines:
        _join(by_place, (one.places, one.given, one.steps, one.fails, one.is_contradiction), one)
    found: dict[tuple[object, ...], ToldAssertion] = {}
    for one in by_place.values():
        homes = tuple(group[0].home for group in one.places)
        _join(found, ("apart",) if one.is_apart else (homes, one.given, one.then, one.steps, one.fails, one.is_contradiction),
              one)
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


def _blocks(line: ToldAssertion) -> tuple[Block, ...]:
    words = Paragraph(_words(line))
    if line.seen is None:
        return (words,)
    return (words, Display(line.seen.identity), paragraph("which is positive{why}.", why=say_if(" {why}", why=line.seen.why)))


def _words(line: ToldAssertion) -> Parts:
    claims = _claims(line.claims)
    if line.is_apart:
        return say("{what} ({claims}).", what=APART, claims=claims)
    what = join(line.then) or IMMEDIATE
    if line.is_contradiction:
        what = ("this cannot be",)
    elif line.fails:
        what = say("{what} does not hold everywhere", what=what)
    first, *rest = say("{where}{steps}{what} ({claims}).", where=_where(line), what=what, claims=claims,
                       steps=say_if("first {steps}; hence ", steps=join(line.steps, ", then ", ", then ")))
    return (sentence_case(first) if isinstance(first, str) else first, *rest)


def _where(line: ToldAssertion) -> Parts:
    """Where an assertion is made: in which regimes, and on which further conditions."""
    given = join(line.given)
    if not line.places:
        return say_if("if {given}, then ", given=given)
    first, *rest = map(_any_of, line.places)
    inside = say("in {first}{rest}", first=first, rest=say_if(" where it meets {rest}", rest=join(rest)))
    return say("{inside}{given}: ", inside=inside,
               given=say_if(" and with {given}" if line.is_contradiction else ", if {given}", given=given))


def _claims(numbers: Sequence[int]) -> str:
    """Claims by number, runs as ranges."""
    runs = [[number for _, number in run]
            for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])]
    if len(runs) > MOST_RUNS:
        return count(len(numbers), "claim")
    ranges = (f"{run[0]}" if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)
    return f"{'claim' if len(numbers) == 1 else 'claims'} {', '.join(ranges)}"


# ---- the verdict


def _verdict(book: Book, theorem: StatedTheorem, settled: JudgedClaim | None) -> Iterator[Block]:
    if settled is None:
        yield paragraph("no claim of this theorem has been verified.", "Settled by:")
    elif settled.verdict is Verdict.PROVED:
        if settled.point:
            yield paragraph("{point}.", "A point where it fails:", point=point(book, settled))
        how = "certified" if settled.grade is Grade.CERTIFIED else f"decided by computation ({', '.join(settled.deciders)})"
        yield paragraph("{claims}, {how}.{uses}", "Settled by:", claims=count(len(theorem.parts), "claim"), how=how,
                        uses=_uses(book, theorem, settled))
    elif settled.verdict is Verdict.REFUTED:
        yield Paragraph(refutation(book, theorem, settled), ("Refuted:",))
    elif settled.verdict is Verdict.UNDECIDED:
        yield paragraph("{tried}.", "Not decided:", tried=settled.tried or "nothing is known")
    elif settled.verdict is Verdict.VACUOUS:
        yield paragraph("{tried}.", "Empty:", tried=settled.tried or "what it assumes holds nowhere")
    elif not theorem.unstated:
        yield paragraph("{tried}.", "Without object:", tried=settled.tried)


def refutation(book: Book, theorem: StatedTheorem, settled: JudgedClaim) -> Parts:
    """Where a theorem breaks, and which of its assertions fails there."""
    failing = None if settled.point is None else next(_failing(theorem, settled.point), None)
    if failing is None:
        return say("{where}.", where=say_if("it breaks at {point}", point=point(book, settled)) or settled.tried)
    number, part, assertion = failing
    line = replace(_line(book, theorem, assertion), claims=(number,))
    full = [_in_full(book, one) for one in failures(part.claim, settled.point or {})] if UNTOLD in line.then else []
    return say("at {point} this is false: {words}{full}", point=point(book, settled), words=_words(line),
               full=say_if(" It says that {full}.", full=join(full, " or ")))


def _failing(theorem: StatedTheorem, at: Mapping[str, Fraction]) -> Iterator[tuple[int, TheoremClaim, int]]:
    """The claims of a theorem that fail at a point, with their numbers and the places of their assertions."""
    for number, part in enumerate(theorem.parts, 1):
        relations = (*part.claim.hypotheses, *chain.from_iterable(part.claim.alternatives))
        names = {symbol.name for one in relations for symbol in one.expression.free_symbols}
        if not part.fails and not part.is_step and names <= at.keys() and fails_at(part.claim, at):
            yield number, part, part.assertion


def _in_full(book: Book, one: Inequality) -> Relation:
    """An inequality in full, however long it is."""
    return balance(one.expression, book.style, ">" if one.strict else ">=")


def _uses(book: Book, theorem: StatedTheorem, settled: JudgedClaim) -> Parts:
    named = [one.name for one in book.derivation.model.game.parameters.assumptions if one.name in settled.assumptions]
    used = [part for part in (assumptions(named), book.cite(theorem.heading.uses)) if part]
    return say_if(" Uses: {used}.", used=join(used, ", "))


def point(book: Book, settled: JudgedClaim) -> Parts:
    """The point of a verdict."""
    return join([equation(book.style.name(name), rational(value)) for name, value in (settled.point or {}).items()])

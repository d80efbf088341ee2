"""The proof of a theorem: what it asserts, one thing after another, each where it holds and why.

In:  a `Book`, a theorem as stated and what has been settled about it.
Out: its steps, each with the identities whose factors have visible signs (`arguments`), and how it was settled.
Assertions that say the same of several regimes are told once.  Of a theorem that is refuted, the one that fails at its point
is told, with the point, before all that it asserts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

import sympy as sp

from symbolic_alliance.appendix.prose.arguments import Argument, arguments
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.conditions import NUMERALS
from symbolic_alliance.appendix.prose.document import (
    Block,
    Item,
    Listing,
    Paragraph,
    Parts,
    join,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.appendix.prose.places import Group, Place, Recognised, recognise
from symbolic_alliance.appendix.prose.proof_steps import ToldAssertion, any_of, sentence_of, step_blocks
from symbolic_alliance.appendix.prose.readings import read_off
from symbolic_alliance.appendix.prose.slopes import slopes
from symbolic_alliance.appendix.prose.telling import (
    FEWEST,
    Teller,
    counting_letters,
    find_threshold,
    played_letters,
    put_letter,
)
from symbolic_alliance.appendix.prose.wording import assumptions, count, point
from symbolic_alliance.claims.theorems import Assertion, StatedTheorem
from symbolic_alliance.claims.theorems.restate import TheoremClaim
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.proof.claim import Grade, Inequality, Verdict, fails_at, failures
from symbolic_alliance.typeset.layout import ZERO, Relation, equation
from symbolic_alliance.typeset.relations import balance, sign_of

UNTOLD: Parts = ("an inequality between closed forms",)
EMPTY: Parts = ("nothing, since this does not arise",)
UNEQUAL = equation(ZERO, ZERO, ">")
ASSERTED = "What it asserts, and where:"
MOST_WAYS = 3  # alternatives that a line tells


def proof(book: Book, theorem: StatedTheorem, settled: JudgedClaim | None) -> tuple[Block, ...]:
    """The proof of a theorem, and how it was settled; of one that is not proved first how it stands, then what it asserts."""
    is_proved, is_refuted = (settled is not None and settled.verdict is one for one in (Verdict.PROVED, Verdict.REFUTED))
    if theorem.stated.table is not None:
        told: tuple[Block, ...] = tuple(slopes(book, theorem, theorem.stated.table, is_proved))
    else:
        lines = _merge([_line(book, theorem, place, is_proved) for place in range(len(theorem.stated.assertions))])
        told = _steps(lines, settled) if is_proved else _asserted(lines) if len(lines) > 1 or not is_refuted else ()
    verdict = tuple(_verdict(book, theorem, settled))
    return (*told, *verdict) if is_proved else (*verdict, *told)


def _steps(lines: Sequence[ToldAssertion], settled: JudgedClaim | None) -> tuple[Block, ...]:
    """What is asserted, step by step, each with its argument."""
    is_certified = settled is not None and settled.grade is Grade.CERTIFIED
    grounds = "certified" if is_certified else "computed"
    headings: list[Parts] = [(f"Step {number}.",) if len(lines) > 1 else () for number in range(1, len(lines) + 1)]
    return tuple(block for one, heading in zip(lines, headings, strict=True) for block in step_blocks(one, heading, grounds))


def _asserted(lines: Sequence[ToldAssertion]) -> tuple[Block, ...]:
    """What is asserted, without an argument: it is not proved."""
    items = tuple(Item((Paragraph(sentence_of(one)),)) for one in lines)
    return (paragraph(ASSERTED), Listing(items)) if len(items) > 1 else tuple(block for one in items for block in one.blocks)


# ---- an assertion in words


def _line(book: Book, theorem: StatedTheorem, place: int, is_proved: bool) -> ToldAssertion:
    """An assertion as it is told, with the arguments for its claims where the theorem is proved."""
    assertion = theorem.stated.assertions[place]
    given = recognise(assertion.given, book.places)
    regimes = _regimes(assertion, given)
    homes = [group[0].home for group in regimes]
    # of two places that are the same, it is that of another game that is claimed
    then = recognise(assertion.then, sorted(book.places, key=lambda group: group[0].home in homes))
    known = counting_letters(book.lets, given.rest)
    rest = [tuple(one for one in case if not _goes_without_saying(book, one)) for case in given.rest]
    is_empty = any(sign_of(one.expression, book.style) < 0 for case in rest for one in case)
    own = played_letters([group[0] for group in regimes if len(group) == 1], book.derivation.equilibrium.game, book.benchmark,
                         assertion.given.symbols | assertion.then.symbols)
    teller = book.teller((*own, *(name for name, _ in known)))
    conditions = [*(any_of(group) for group in given.groups if group[0].regime is None), *_union(book, teller, rest)]
    claims = tuple(number for number, part in enumerate(theorem.parts, 1) if part.assertion == place)
    read = {number: words for number in claims if is_proved
            and (words := _read_off(book, regimes, given, then, theorem.parts[number - 1]))}
    concluding = [number for number in claims if not theorem.parts[number - 1].is_step]
    is_read = bool(concluding) and all(number in read for number in concluding)
    steps = () if is_read else tuple(_goals(book, teller, recognise(step, book.places)) for step in assertion.steps)
    claims = tuple(concluding) if is_read else claims
    why = tuple((number, (Argument(read[number]),) if number in read else arguments(book, teller, theorem.parts[number - 1]))
                for number in claims) if is_proved else ()
    about = tuple((number, home.words) for number in claims for home in _home(regimes, theorem.parts[number - 1]))
    return ToldAssertion(regimes, tuple(conditions), (EMPTY,) if is_empty else tuple(_goals(book, teller, then)),
                         tuple(join(step) or UNTOLD for step in steps), assertion.fails, not assertion.then.cases, claims,
                         why, about)


def _read_off(book: Book, regimes: Sequence[Group], given: Recognised, then: Recognised, part: TheoremClaim) -> Parts:
    """What a claim is read off where it is no step."""
    if part.is_step or part.fails:
        return ()
    known = {one.expression for one in part.claim.hypotheses}
    inside = [next((place for place in group if any(known.issuperset(case) for form in place.forms for case in form)), None)
              for group in regimes]
    return () if None in inside else read_off(book, [place for place in inside if place is not None], given, then)


def _home(regimes: Sequence[Group], part: TheoremClaim) -> tuple[Place, ...]:
    """The regime that a claim is about, where it is one of the first group."""
    given = {one.expression for one in part.claim.hypotheses}
    found = [place for group in regimes[:1] for place in group
             if any(given.issuperset(case) for form in place.forms for case in form)]
    return tuple(found) if len(found) == 1 else ()


def _goes_without_saying(book: Book, one: Inequality) -> bool:
    """Whether an inequality between several quantities follows from the signs that the assumptions give."""
    return len(one.expression.free_symbols) > 1 and sign_of(one.expression, book.style) > 0


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
    cases = [one for one in cases if not any(set(other) < set(one) for other in cases)]
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


def _goals(book: Book, teller: Teller, found: Recognised) -> list[Parts]:
    return [*(say("the play is that of {words}" if group[0].regime else "{words}", words=any_of(group))
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
                         claims=(*before.claims, *one.claims), why=(*before.why, *one.why), homes=(*before.homes, *one.homes))


# ---- the verdict


def _verdict(book: Book, theorem: StatedTheorem, settled: JudgedClaim | None) -> Iterator[Block]:
    if settled is None:
        yield paragraph("no claim of this theorem has been verified.", "Settled by:")
    elif settled.verdict is Verdict.PROVED:
        if settled.point:
            yield paragraph("{point}.", "A point where it fails:", point=point(book.style, settled))
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
        return say("{where}.", where=say_if("it breaks at {point}", point=point(book.style, settled)) or settled.tried)
    number, part, assertion = failing
    line = replace(_line(book, theorem, assertion, is_proved=False), claims=(number,))
    full = [_in_full(book, one) for one in failures(part.claim, settled.point or {})] if UNTOLD in line.then else []
    return say("at {point} this is false: {words}{full}", point=point(book.style, settled), words=sentence_of(line),
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
    named = book.derivation.model.game.parameters.assumed(settled.assumptions)
    used = [part for part in (assumptions(named), book.cite(theorem.heading.uses)) if part]
    return say_if(" Uses: {used}.", used=join(used, ", "))

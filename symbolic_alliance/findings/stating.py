"""From an author's theorems to claims, and from the verdicts on the claims to a verdict on each theorem.

In:  theorems (functions headed by a rank) and a `Setting`; the results of their claims.
Out: a `Finding` a theorem, with one `Claim` for each thing asserted and each case of what is given; a `Result` a claim.
A theorem that cannot be stated about this paper, since it speaks of a cutoff or a regime that is not there, is a finding with
a complaint and without claims.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType, ModuleType
from typing import Any

import sympy as sp

from symbolic_alliance.certify import Theorems, certified_claim
from symbolic_alliance.claim import Claim, Grade, Inequality, Result, Verdict
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.findings.finding import Assertion, Heading, Let, Stated, Theorem
from symbolic_alliance.findings.formula import Formula
from symbolic_alliance.findings.setting import Setting
from symbolic_alliance.findings.threshold import Threshold
from symbolic_alliance.parameters import Parameters
from symbolic_alliance.prover import prove
from symbolic_alliance.prover.verdict import with_witness

SECONDS = 10.0
NOTHING = Stated("", ())
SLOT = re.compile(r"\{(\w+)\}")
WORD = re.compile(r"(?<![\w{])[A-Za-z]+_[A-Za-z]+\b")


@dataclass(frozen=True)
class Part:
    """A claim of a theorem; ``fails`` where the theorem says that it does not hold everywhere.

    ``in_passing`` marks one of several cases, which need not arise.
    """

    claim: Claim
    fails: bool
    assertion: int
    in_passing: bool = False


@dataclass(frozen=True)
class Finding:
    """A theorem about a paper; ``complaint`` says why it cannot be stated, where it cannot."""

    name: str
    heading: Heading
    stated: Stated = NOTHING
    parts: tuple[Part, ...] = ()
    complaint: str = ""


@dataclass(frozen=True)
class Judged:
    """A theorem with the verdict on it and the results of its claims, in their order."""

    finding: Finding
    result: Result
    results: tuple[Result, ...]


def theorems_of(module: ModuleType) -> tuple[Theorem, ...]:
    """The theorems that a module states, in the order in which it states them, those of its ``PARTS`` first."""
    own = [one for one in vars(module).values() if isinstance(getattr(one, "heading", None), Heading)]
    return (*(one for part in getattr(module, "PARTS", ()) for one in theorems_of(part)), *own)


def findings(theorems: Iterable[Theorem], paper: Setting, progress: Callable[[str], None] = lambda text: None
             ) -> tuple[Finding, ...]:
    """State every theorem of a paper; raises `ModelError` for English that does not fit its mathematics.

    >>> from symbolic_alliance import load
    >>> from symbolic_alliance.findings import always, lemma, state
    >>> @lemma("War is costly")
    ... def war_wastes(paper):
    ...     w_A, w_O = paper.parameters.symbols[2:4]
    ...     return state("War wastes {waste}, a positive part of the good.", always(w_A + w_O > 0), waste=w_A + w_O)
    >>> finding, = findings([war_wastes], Setting(load("burden_sharing").equilibria))
    >>> finding.name, len(finding.parts)
    ('war_wastes', 1)
    """
    found: list[Finding] = []
    for theorem in theorems:
        heading: Heading = theorem.heading  # type: ignore[attr-defined]
        name = theorem.__name__
        progress(f"state {name}")
        unknown = [other for other in heading.uses if other not in [one.name for one in found]]
        if unknown:
            raise ModelError(f"{name} uses {unknown[0]}, which is no theorem stated before it")
        try:
            stated = theorem(paper)
        except RequestError as reason:
            found.append(Finding(name, heading, complaint=f"it cannot be stated here: {reason}"))
            continue
        lets = [slot for one in (*found, Finding(name, heading, stated)) for slot in one.stated.slots.values()
                if isinstance(slot, Let)]
        _check_words(name, stated, paper, lets)
        found.append(Finding(name, heading, stated, tuple(_parts(name, stated, paper))))
    return tuple(found)


def _parts(name: str, stated: Stated, paper: Setting) -> Iterator[Part]:
    every = [(place, one, in_passing) for place, assertion in enumerate(stated.assertions)
             for one, in_passing in _steps(assertion)]
    for number, (place, one, in_passing) in enumerate(every, 1):
        own = name if len(every) == 1 else f"{name}_{number}"
        yield Part(_claim(own, one, paper.parameters), one.fails, place, in_passing)


def _steps(assertion: Assertion) -> Iterator[tuple[Assertion, bool]]:
    """What is to be shown, case by case of what is given: each step from those before it, the conclusion from all of them."""
    known = assertion.given
    for goal in (*assertion.steps, assertion.then):
        for case in known.cases:
            yield replace(assertion, given=Formula((case,)), then=goal, steps=()), len(known.cases) > 1
        known = known & goal


def _claim(name: str, assertion: Assertion, parameters: Parameters) -> Claim:
    case, = assertion.given.cases
    symbols = assertion.given.symbols | assertion.then.symbols
    return Claim(name, "theorem", assertion.about, (*assumed(parameters, symbols), *case), assertion.then.cases)


def assumed(parameters: Parameters, symbols: frozenset[sp.Symbol]) -> tuple[Inequality, ...]:
    """The assumptions that bear on some symbols, directly or through other symbols that they tie them to."""
    every = [Inequality(slack, strict, assumption.name)
             for assumption in parameters.assumptions for slack, strict in assumption.slacks]
    grown = symbols
    while True:
        tied = frozenset().union(grown, *(one.expression.free_symbols for one in every
                                          if one.expression.free_symbols & grown))
        if tied == grown:
            return tuple(one for one in every if one.expression.free_symbols <= grown)
        grown = tied


def _check_words(name: str, stated: Stated, paper: Setting, lets: Iterable[Let]) -> None:
    """Raise `ModelError` where the English and the mathematics of a theorem speak of different things."""
    used = SLOT.findall(stated.text)
    for slot in used:
        if slot not in stated.slots:
            raise ModelError(f"{name}: the sentence has a slot {{{slot}}} that nothing fills")
    for slot in stated.slots:
        if slot not in used:
            raise ModelError(f"{name}: {slot} is given, but the sentence has no slot {{{slot}}}")
    known = paper.parameters.names
    bare = next((word for word in WORD.findall(stated.text) if word in known), None)
    if bare is not None:
        raise ModelError(f"{name}: the sentence writes {bare} in plain text; put it in a slot")
    named = {one.symbol for one in lets} | {choice.symbol for one in paper.equilibria for choice in one.game.choices}
    proved = frozenset().union(*(one.given.symbols | one.then.symbols for one in stated.assertions))
    for slot, value in stated.slots.items():
        strange = sorted(symbol.name for symbol in _symbols(value) - proved - named)
        if stated.assertions and strange:
            raise ModelError(f"{name}: the sentence speaks of {', '.join(strange)} (in {{{slot}}}), the mathematics does not")


def _symbols(value: Any) -> frozenset[sp.Symbol]:
    return frozenset(value.symbols if isinstance(value, (Let, Threshold, Formula)) else value.free_symbols)


# ---- verdicts


def judge(finding: Finding, known: Theorems = MappingProxyType({}), seconds: float = SECONDS) -> Judged:
    """Settle a theorem's claims, each within about this many seconds, and give the verdict on the whole."""
    results = _with_witnesses(finding, [_settled(part, known, seconds) for part in finding.parts])
    return Judged(finding, verdict(finding, results), results)


def _with_witnesses(finding: Finding, results: list[Result]) -> tuple[Result, ...]:
    """Of an assertion with several cases one at least must arise; the others are proved in passing."""
    for assertion in dict.fromkeys(part.assertion for part in finding.parts):
        places = [place for place, part in enumerate(finding.parts) if part.assertion == assertion]
        if all(finding.parts[place].in_passing for place in places):
            met = [with_witness(results[places[0]])]
            while met[-1].witness is None and met[-1].claim.alternatives and len(met) < len(places):
                met.append(with_witness(results[places[len(met)]]))
            results[places[len(met) - 1]] = met[-1]
    return tuple(results)


def _settled(part: Part, known: Theorems, seconds: float) -> Result:
    """Settle one claim of a theorem: by a proof that is known for it, or by the prover."""
    if part.fails:
        return prove(part.claim, seconds)
    empty = certified_claim(replace(part.claim, alternatives=()), known) if part.claim.alternatives else None
    if empty is not None:
        return replace(empty, claim=part.claim, verdict=Verdict.PROVED if part.in_passing else Verdict.VACUOUS)
    found = certified_claim(part.claim, known)
    if found is None:
        return prove(part.claim, seconds, needs_witness=not part.in_passing)
    return found if part.in_passing else with_witness(found)


def verdict(finding: Finding, results: Sequence[Result]) -> Result:
    """The verdict on a theorem as a whole, from those on its claims.

    Proved: every claim is, but for cases that do not arise (at least one does); what is said to fail is refuted by a point.
    """
    claim = Claim(finding.name, str(finding.heading.rank), plain_text(finding), (), ())
    if finding.complaint or not finding.parts:
        return Result(claim, Verdict.UNDECIDED, tried=finding.complaint or "it asserts nothing")
    pairs = list(zip(finding.parts, results, strict=True))
    for part, result in pairs:
        if result.verdict is Verdict.UNDECIDED:
            return Result(claim, Verdict.UNDECIDED, tried=f"{part.claim.name}: {result.tried}")
    wrong = next((result for part, result in pairs if (result.verdict is Verdict.REFUTED) != part.fails
                  and result.verdict is not Verdict.VACUOUS), None)
    if wrong is not None:
        return Result(claim, Verdict.REFUTED, point=wrong.point, tried="" if wrong.point else
                      f"{wrong.claim.name} is said to fail, and is proved")
    arising = [result for _, result in pairs if result.verdict is not Verdict.VACUOUS]
    used = tuple(sorted({source for result in arising for source in result.used}))
    shown = next((result.point for part, result in pairs if part.fails), None)
    decided = [result for part, result in pairs if result.grade is Grade.DECIDED]
    grade = Grade.DECIDED if decided else Grade.CERTIFIED
    deciders = min((result.deciders for result in decided), key=len, default=())
    certificate = tuple(dict.fromkeys(theorem for result in results for theorem in result.certificate))
    return Result(claim, Verdict.PROVED if arising else Verdict.VACUOUS, grade, deciders, point=shown, used=used,
                  certificate=certificate, seconds=sum(result.seconds for result in results))


def plain_text(finding: Finding) -> str:
    """The sentence of a theorem with its slots as names."""
    return SLOT.sub(lambda slot: slot.group(1), finding.stated.text)

"""From the verdicts on a theorem's claims to the verdict on the theorem.

In:  a `Finding`, and proofs that are known; what has none is decided, and its proof searched with all the others.
Out: a `Judged`: a `Result` for each claim, and one for the whole.
A theorem is refuted where one of its assertions is, by the same point; else undecided where one of them is; else vacuous
where one of them speaks of no point at all.  Of the cases of an assertion some need not arise, but not none of them.  What
is said to fail must be refuted in one of its cases.  A step of a proof that does not hold refutes nothing: the theorem may
still hold, and is undecided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from symbolic_alliance.claims.theorems.restate import Finding, Part, plain_text
from symbolic_alliance.proof.certify import Theorems, certified, certified_claim
from symbolic_alliance.proof.claim import Claim, Grade, Result, Verdict
from symbolic_alliance.proof.prover import prove
from symbolic_alliance.proof.prover.verdict import with_witness

SECONDS = 10.0


@dataclass(frozen=True)
class Judged:
    """A theorem with the verdict on it and the results of its claims, in their order."""

    finding: Finding
    result: Result
    results: tuple[Result, ...]


@dataclass(frozen=True)
class _Answer:
    """What has become of one assertion."""

    verdict: Verdict
    point: Mapping[str, Fraction] | None = None
    tried: str = ""


def judge(finding: Finding, known: Theorems = MappingProxyType({}), seconds: float = SECONDS) -> Judged:
    """Settle a theorem's claims, each within about this many seconds, and give the verdict on the whole."""
    results = [_settled(part, known, seconds) for part in finding.parts]
    for places in _places(finding):
        if places and all(finding.parts[place].in_passing and not finding.parts[place].fails for place in places):
            _show_that_one_arises(results, places)
    return Judged(finding, verdict(finding, results), tuple(results))


def _settled(part: Part, known: Theorems, seconds: float) -> Result:
    """Settle one claim of a theorem: by a proof that is known for it, or by the prover."""
    if part.fails:
        return prove(part.claim, seconds, thoroughly=False)
    empty = certified_claim(replace(part.claim, alternatives=()), known) if part.claim.alternatives else None
    if empty is not None:
        return replace(empty, claim=part.claim, verdict=Verdict.PROVED if part.in_passing else Verdict.VACUOUS)
    found = certified_claim(part.claim, known)
    if found is None:
        return prove(part.claim, seconds, needs_witness=not part.in_passing, thoroughly=False)
    return found if part.in_passing else with_witness(found)


def wanted(judged: Judged) -> tuple[Result, ...]:
    """The results of a theorem's claims as claims to be certified, those that solvers left undecided among them.

    Of a case that does not arise, that it does not is certified.
    """
    return tuple(_wanted(part, result) for part, result in zip(judged.finding.parts, judged.results, strict=True))


def _wanted(part: Part, result: Result) -> Result:
    if result.verdict is Verdict.VACUOUS:
        return replace(result, claim=replace(result.claim, alternatives=()), verdict=Verdict.PROVED)
    if result.verdict is Verdict.UNDECIDED and not part.fails:
        return Result(result.claim, Verdict.PROVED, Grade.DECIDED)
    return result


def raised(judged: Judged, known: Theorems) -> Judged:
    """The same theorem with its claims certified where a proof is known, and the verdict that this gives."""
    results = tuple(map(_raised, judged.finding.parts, judged.results, certified(wanted(judged), known)))
    return Judged(judged.finding, verdict(judged.finding, results), results)


def _raised(part: Part, before: Result, after: Result) -> Result:
    if after.grade is not Grade.CERTIFIED:
        return before
    if before.verdict is Verdict.UNDECIDED:
        return after if part.in_passing else with_witness(after)
    return replace(after, claim=before.claim, verdict=before.verdict)


def _places(finding: Finding) -> list[list[int]]:
    """The places of the claims of each assertion."""
    return [[place for place, part in enumerate(finding.parts) if part.assertion == number]
            for number in range(len(finding.stated.assertions))]


def _show_that_one_arises(results: list[Result], places: Sequence[int]) -> None:
    """Give one of several cases that are proved a witness; where none has any, none of them is proved."""
    met: dict[int, Result] = {}
    for place in places:
        met[place] = with_witness(results[place])
        if met[place].verdict is Verdict.PROVED or results[place].verdict is not Verdict.PROVED:
            results[place] = met[place]
            return
    for place, result in met.items():
        results[place] = result


def verdict(finding: Finding, results: Sequence[Result]) -> Result:
    """The verdict on a theorem as a whole, from those on its claims."""
    claim = Claim(finding.name, str(finding.heading.rank), plain_text(finding), (), ())
    if finding.complaint:
        return Result(claim, Verdict.UNDECIDED, tried=finding.complaint)
    if not finding.stated.assertions:
        return Result(claim, Verdict.VACUOUS, tried="it asserts nothing here")
    answers = [_answer(finding, places, results) for places in _places(finding)]
    for kind in (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.VACUOUS):
        wrong = next((answer for answer in answers if answer.verdict is kind), None)
        if wrong is not None:
            return Result(claim, kind, point=_completed(finding, wrong.point), tried=wrong.tried)
    decided = [result for result in results if result.grade is Grade.DECIDED]
    return Result(
        claim, Verdict.PROVED, Grade.DECIDED if decided else Grade.CERTIFIED,
        min((result.deciders for result in decided), key=len, default=()),
        point=_completed(finding, next((answer.point for answer in answers if answer.point is not None), None)),
        used=tuple(sorted({source for result in results for source in _sources(result)})),
        certificate=tuple(dict.fromkeys(theorem for result in results for theorem in result.certificate)),
        seconds=sum(result.seconds for result in results))


def _completed(finding: Finding, point: Mapping[str, Fraction] | None) -> Mapping[str, Fraction] | None:
    """A point of a claim with a value also for the parameters that the claim, with what is assumed, does not speak of."""
    return None if point is None else {**finding.witness, **point}


def _sources(result: Result) -> tuple[str, ...]:
    """The assumptions that a result rests on, or, where no certificate tells, those that it may rest on."""
    if result.verdict is not Verdict.PROVED:
        return ()
    return result.used if result.certificate else tuple(one.source for one in result.claim.hypotheses if one.source)


def _answer(finding: Finding, places: Sequence[int], results: Sequence[Result]) -> _Answer:
    """What has become of an assertion, whose claims are at these places."""
    pairs = [(finding.parts[place], results[place]) for place in places]
    refuted = next(((part, result) for part, result in pairs if result.verdict is Verdict.REFUTED), None)
    undecided = next((result for _, result in pairs if result.verdict is Verdict.UNDECIDED), None)
    fails = bool(pairs) and pairs[0][0].fails
    if refuted and fails:
        return _Answer(Verdict.PROVED, refuted[1].point)
    if refuted and refuted[0].is_step:
        return _Answer(Verdict.UNDECIDED, tried=f"the step {refuted[0].claim.name} of its proof does not hold")
    if refuted:
        return _Answer(Verdict.REFUTED, refuted[1].point)
    if undecided:
        return _Answer(Verdict.UNDECIDED, tried=f"{undecided.claim.name}: {undecided.tried}")
    if all(result.verdict is Verdict.VACUOUS for _, result in pairs):
        name = pairs[0][0].claim.name if pairs else finding.name
        return _Answer(Verdict.VACUOUS, tried=f"{name} speaks of no point at all")
    if fails:
        return _Answer(Verdict.REFUTED, tried=f"{pairs[0][0].claim.name} is said to fail somewhere, and never does")
    return _Answer(Verdict.PROVED)

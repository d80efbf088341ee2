"""From the verdicts on a theorem's claims to the verdict on the theorem.

In:  a `StatedTheorem`, and proofs that are known; what has none is decided, and its proof searched with all the others.
Out: a `JudgedTheorem`: a `Result` for each claim, and one for the whole.
A theorem is refuted where one of its assertions is, by the same point; else undecided where one of them is; else vacuous
where one of them speaks of no point at all.  One that speaks of what is not there, or that asserts nothing, is unstated.
Of the cases of an assertion some need not arise, but not none of them.  What is said to fail must be refuted in one of its
cases.  A step of a proof that does not hold refutes nothing: the theorem may still hold, and is undecided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from symbolic_alliance.claims.theorems.restate import StatedTheorem, TheoremClaim
from symbolic_alliance.closed_form import UndefinedForm, evaluate
from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.proof.certify import Theorems, certify_claim, certify_results
from symbolic_alliance.proof.claim import Claim, Grade, Inequality, Result, Verdict, failures
from symbolic_alliance.proof.prover import prove
from symbolic_alliance.proof.prover.verdict import with_witness

SECONDS = 10.0


@dataclass(frozen=True)
class JudgedTheorem:
    """A theorem with the verdict on it and the results of its claims, in their order."""

    theorem: StatedTheorem
    result: Result
    results: tuple[Result, ...]


@dataclass(frozen=True)
class _AssertionVerdict:
    """What has become of one assertion."""

    verdict: Verdict
    point: Mapping[str, Fraction] | None = None
    tried: str = ""


def judge(theorem: StatedTheorem, known: Theorems = MappingProxyType({})) -> JudgedTheorem:
    """Settle a theorem's claims, each within a bound, and give the verdict on the whole."""
    results = [_settle(part, known) for part in theorem.parts]
    for places in _places(theorem):
        if places and all(theorem.parts[place].in_passing and not theorem.parts[place].fails for place in places):
            _show_that_one_arises(results, places)
    return JudgedTheorem(theorem, verdict(theorem, results), tuple(results))


def _settle(part: TheoremClaim, known: Theorems) -> Result:
    """Settle one claim of a theorem: by a proof that is known for it, or by the prover."""
    if part.fails:
        return prove(part.claim, SECONDS, thoroughly=False)
    empty = certify_claim(replace(part.claim, alternatives=()), known) if part.claim.alternatives else None
    if empty is not None:
        return replace(empty, claim=part.claim, verdict=Verdict.PROVED if part.in_passing else Verdict.VACUOUS)
    found = certify_claim(part.claim, known)
    if found is None:
        return prove(part.claim, SECONDS, needs_witness=not part.in_passing, thoroughly=False)
    return found if part.in_passing else with_witness(found)


def claims_to_certify(judged: JudgedTheorem) -> tuple[Result, ...]:
    """The results of a theorem's claims as claims to be certified, those that solvers left undecided among them.

    Of a case that does not arise, that it does not is certified.
    """
    return tuple(_claim_to_certify(part, result) for part, result in zip(judged.theorem.parts, judged.results, strict=True))


def _claim_to_certify(part: TheoremClaim, result: Result) -> Result:
    if result.verdict is Verdict.VACUOUS:
        return replace(result, claim=replace(result.claim, alternatives=()), verdict=Verdict.PROVED)
    if result.verdict is Verdict.UNDECIDED and not part.fails:
        return Result(result.claim, Verdict.PROVED, Grade.DECIDED)
    return result


def certify_theorem(judged: JudgedTheorem, known: Theorems) -> JudgedTheorem:
    """The same theorem with its claims certified where a proof is known, and the verdict that this gives."""
    certified = certify_results(claims_to_certify(judged), known)
    results = tuple(map(_keep_stronger, judged.theorem.parts, judged.results, certified))
    return JudgedTheorem(judged.theorem, verdict(judged.theorem, results), results)


def _keep_stronger(part: TheoremClaim, before: Result, after: Result) -> Result:
    if after.grade is not Grade.CERTIFIED:
        return before
    if before.verdict is Verdict.UNDECIDED:
        return after if part.in_passing else with_witness(after)
    return replace(after, claim=before.claim, verdict=before.verdict)


def _places(theorem: StatedTheorem) -> list[list[int]]:
    """The places of the claims of each assertion."""
    return [[place for place, part in enumerate(theorem.parts) if part.assertion == number]
            for number in range(len(theorem.stated.assertions))]


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


def verdict(theorem: StatedTheorem, results: Sequence[Result]) -> Result:
    """The verdict on a theorem as a whole, from those on its claims."""
    claim = Claim(theorem.name, theorem.heading.rank, theorem.stated.text, (), ())
    if theorem.unstated:
        return Result(claim, Verdict.UNSTATED, tried=theorem.unstated)
    if not theorem.stated.assertions:
        return Result(claim, Verdict.UNSTATED, tried="it asserts nothing here")
    answers = [_answer(theorem, places, results) for places in _places(theorem)]
    for kind in (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.VACUOUS):
        wrong = next((answer for answer in answers if answer.verdict is kind), None)
        if wrong is not None:
            return Result(claim, kind, point=_complete(theorem, wrong.point), tried=wrong.tried)
    decided = [result for result in results if result.grade is Grade.DECIDED]
    return Result(
        claim, Verdict.PROVED, Grade.DECIDED if decided else Grade.CERTIFIED,
        min((result.deciders for result in decided), key=len, default=()),
        point=_complete(theorem, next((answer.point for answer in answers if answer.point is not None), None)),
        used=tuple(sorted({source for result in results for source in _sources(result)})),
        certificate=tuple(dict.fromkeys(proof for result in results for proof in result.certificate)),
        seconds=sum(result.seconds for result in results))


def _complete(theorem: StatedTheorem, point: Mapping[str, Fraction] | None) -> Mapping[str, Fraction] | None:
    """A point of a claim with a value also for the parameters that the claim, with what is assumed, does not speak of."""
    return None if point is None else {**theorem.witness, **point}


def _sources(result: Result) -> tuple[str, ...]:
    """The assumptions that a result rests on, or, where no certificate tells, those that it may rest on."""
    if result.verdict is not Verdict.PROVED:
        return ()
    return result.used if result.certificate else tuple(one.source for one in result.claim.hypotheses if one.source)


def _answer(theorem: StatedTheorem, places: Sequence[int], results: Sequence[Result]) -> _AssertionVerdict:
    """What has become of an assertion, whose claims are at these places."""
    pairs = [(theorem.parts[place], results[place]) for place in places]
    refuted = next(((part, result) for part, result in pairs if result.verdict is Verdict.REFUTED), None)
    undecided = next((result for _, result in pairs if result.verdict is Verdict.UNDECIDED), None)
    fails = bool(pairs) and pairs[0][0].fails
    if refuted and fails:
        return _AssertionVerdict(Verdict.PROVED, refuted[1].point)
    if refuted and refuted[0].is_step:
        return _AssertionVerdict(Verdict.UNDECIDED, tried=f"the step {refuted[0].claim.name} of its proof does not hold")
    if refuted:
        return _AssertionVerdict(Verdict.REFUTED, refuted[1].point, _tell_failure(refuted[1]))
    if undecided:
        return _AssertionVerdict(Verdict.UNDECIDED, tried=f"{undecided.claim.name}: {undecided.tried}")
    if all(result.verdict is Verdict.VACUOUS for _, result in pairs):
        name = pairs[0][0].claim.name if pairs else theorem.name
        return _AssertionVerdict(Verdict.VACUOUS, tried=f"{name} speaks of no point at all")
    if fails:
        return _AssertionVerdict(Verdict.REFUTED, tried=f"{pairs[0][0].claim.name} is said to fail somewhere, and never does")
    return _AssertionVerdict(Verdict.PROVED)


def _tell_failure(refuted: Result) -> str:
    """Which claim fails at its point, and what its conclusion comes to there."""
    told = [_tell_value(one, refuted.point or {}) for one in failures(refuted.claim, refuted.point or {})]
    return f"{refuted.claim.name} fails: {'; '.join(told) or 'what is said never to arise does'}"


def _tell_value(one: Inequality, point: Mapping[str, Fraction]) -> str:
    wanted = f"not {'>' if one.strict else '>='} 0"
    if one.expression.is_number:
        return f"{write(one.expression)} is {wanted}"
    try:
        return f"{write(one.expression)} is {evaluate(one.expression, point)}, {wanted}"
    except UndefinedForm:
        return f"{write(one.expression)} has no value"

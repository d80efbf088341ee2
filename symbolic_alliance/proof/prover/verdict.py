"""Give a claim its verdict.

In:  a `Claim` as printed, and a bound in seconds.
Out: a `Result`: proved (certified or decided), refuted with a point, undecided with what was tried, or vacuous.
Method: the claim becomes statements about polynomials (`polynomial_claim`), each is settled; a point that refutes one is
checked against the claim as printed, exactly.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from flint import fmpq

from symbolic_alliance.closed_form.surd import Number
from symbolic_alliance.proof.claim import Claim, Grade, Result, Verdict, fails_at
from symbolic_alliance.proof.polynomial_claim import PolynomialCase, polynomial_cases
from symbolic_alliance.proof.prover.settling import Settlement, decide, settle, used_hypotheses, witness


def prove(claim: Claim, seconds: float = 10.0, needs_witness: bool = True, thoroughly: bool = True) -> Result:
    """Settle a claim; each of its cases is given this many seconds, and a certificate is replayed before it counts.

    Without ``needs_witness`` it may be proved for want of a point at which its hypotheses hold, as a case of a proof may be;
    unless it is to be proved ``thoroughly``, z3's word is enough where z3 has one.
    Raises `RequestError` where the claim contains what is neither a rational function nor a square root of one.

    >>> import sympy as sp
    >>> from symbolic_alliance.proof.claim import ClaimKind, Inequality
    >>> m, c = sp.symbols("m c", real=True)
    >>> positive = (Inequality(m, source="interval"), Inequality(c, True, "costly"))
    >>> below_one = Inequality(1 - m / (m + c), True)
    >>> result = prove(Claim("chance_below_one", ClaimKind.THEOREM, "", positive, ((below_one,),)))
    >>> str(result.verdict), str(result.grade), result.used
    ('proved', 'certified', ('costly', 'interval'))
    >>> prove(Claim("chance_below_half", ClaimKind.THEOREM, "", positive, ((Inequality(c - m, True),),))).point
    {'c': Fraction(1, 1), 'm': Fraction(1, 1)}
    """
    started = time.monotonic()
    cases = polynomial_cases(claim)
    needs_witness = needs_witness and bool(claim.alternatives)
    met, seen = _met(claim) if needs_witness else (Settlement(), None)
    outcomes: list[Settlement] = []
    if met.theorem is None:
        for case in cases:
            outcomes.append((settle if thoroughly else decide)(case.statement, seconds))
            if not outcomes[-1].holds:
                break
    found = _result(claim, cases, outcomes)
    if found.verdict is Verdict.PROVED and needs_witness:
        found = _given(found, met, seen)
    return replace(found, seconds=time.monotonic() - started)


def _result(claim: Claim, cases: Sequence[PolynomialCase], outcomes: Sequence[Settlement]) -> Result:
    """The verdict that the outcomes of its cases give a claim, whether or not its hypotheses can hold."""
    if not outcomes:
        return Result(claim, Verdict.PROVED)
    last, case = outcomes[-1], cases[len(outcomes) - 1]
    if last.point is not None:
        point = {**_anywhere(claim), **_parameters(last.point, case)}
        if fails_at(claim, point):
            return Result(claim, Verdict.REFUTED, point=point)
        return Result(claim, Verdict.UNDECIDED, tried="a point refutes a case, but not the claim")
    if not last.holds:
        return Result(claim, Verdict.UNDECIDED, tried=last.tried)
    theorems = tuple(outcome.theorem for outcome in outcomes if outcome.theorem is not None)
    if len(theorems) < len(outcomes):
        solvers = [outcome.deciders for outcome in outcomes if outcome.theorem is None]
        return Result(claim, Verdict.PROVED, Grade.DECIDED, min(solvers, key=len))
    used = sorted({one.sources[number] for one, theorem in zip(cases, theorems, strict=True)
                   for number in used_hypotheses(theorem)} - {""})
    return Result(claim, Verdict.PROVED, Grade.CERTIFIED, certificate=theorems, used=tuple(used))


def with_witness(result: Result) -> Result:
    """Give a proved result a point at which its hypotheses hold, so that it is not proved for want of any.

    Where they contradict each other it is vacuous; where neither is found, undecided.  A claim whose conclusion is that
    they contradict each other has no witness.

    >>> import sympy as sp
    >>> from symbolic_alliance.proof.claim import ClaimKind, Inequality
    >>> k = sp.Symbol("k", real=True)
    >>> given = Inequality(k - 2), Inequality(1 - k)
    >>> claim = Claim("k_exceeds_one", ClaimKind.THEOREM, "", given, ((Inequality(k - 1),),))
    >>> str(with_witness(Result(claim, Verdict.PROVED, Grade.DECIDED, ("z3",))).verdict)
    'vacuous'
    """
    if result.verdict is not Verdict.PROVED or not result.claim.alternatives:
        return result
    return _given(result, *_met(result.claim))


def _given(proved: Result, met: Settlement, witness: Mapping[str, Fraction] | None) -> Result:
    """What a proved claim is worth, given a point at which its hypotheses hold, or that there is none."""
    if witness is not None:
        return replace(proved, witness=witness)
    if met.holds:
        contradiction = () if met.theorem is None else (met.theorem,)
        grade = Grade.CERTIFIED if contradiction else Grade.DECIDED
        return Result(proved.claim, Verdict.VACUOUS, grade, met.deciders, certificate=contradiction)
    return Result(proved.claim, Verdict.UNDECIDED, tried="it follows, but no point was found at which its hypotheses hold")


def _met(claim: Claim) -> tuple[Settlement, Mapping[str, Fraction] | None]:
    """What is known of a claim's hypotheses alone, and a point at which they hold if one is found."""
    case, = polynomial_cases(replace(claim, alternatives=()))
    found = witness(case.statement)
    return found, None if found.point is None else _parameters(found.point, case)


def _anywhere(claim: Claim) -> dict[str, Fraction]:
    """A value for every symbol, also for those that a case does not depend on."""
    relations = (*claim.hypotheses, *(one for case in claim.alternatives for one in case))
    names = {symbol.name for inequality in relations for symbol in inequality.expression.free_symbols}
    return dict.fromkeys(sorted(names), Fraction(0))


def _parameters(point: Mapping[str, Number], case: PolynomialCase) -> dict[str, Fraction]:
    """The point without the named roots, as fractions where it is rational."""
    roots = [name for name, _ in case.roots]
    return {name: Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else value  # type: ignore[misc]
            for name, value in point.items() if name not in roots}

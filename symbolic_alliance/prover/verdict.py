"""Give a claim its verdict.

In:  a `Claim` as printed, and a bound in seconds.
Out: a `Result`: proved (certified or decided), refuted with a point, undecided with what was tried, or vacuous.
Method: the claim becomes statements about polynomials (`polynomial_claim`), each is settled; a point that refutes one is
checked against the claim as printed, exactly.
"""

import time
from collections.abc import Mapping, Sequence
from fractions import Fraction

from flint import fmpq

from symbolic_alliance.claim import Claim, Grade, Inequality, Result, Verdict
from symbolic_alliance.closed_form import UndefinedForm, sign
from symbolic_alliance.closed_form.surd import Number
from symbolic_alliance.polynomial_claim import PolynomialCase, polynomial_cases
from symbolic_alliance.prover.settling import Outcome, settle, used_hypotheses, witness


def prove(claim: Claim, seconds: float = 10.0) -> Result:
    """Settle a claim; each of its cases is given this many seconds, and a certificate is replayed before it counts.

    Raises `RequestError` where the claim contains what is neither a rational function nor a square root of one.

    >>> import sympy as sp
    >>> m, c = sp.symbols("m c", real=True)
    >>> positive = (Inequality(m, source="interval"), Inequality(c, True, "costly"))
    >>> result = prove(Claim("chance_below_one", "theorem", "", positive, ((Inequality(1 - m / (m + c), True),),)))
    >>> str(result.verdict), str(result.grade), result.used
    ('proved', 'certified', ('costly', 'interval'))
    >>> prove(Claim("chance_below_half", "theorem", "", positive, ((Inequality(c - m, True),),))).point
    {'c': Fraction(1, 1), 'm': Fraction(1, 1)}
    """
    started = time.monotonic()
    cases = polynomial_cases(claim)
    met = witness(polynomial_cases(Claim(claim.name, claim.kind, "", claim.hypotheses, ()))[0].statement) \
        if claim.alternatives else Outcome()
    outcomes: list[Outcome] = []
    if met.theorem is None:
        for case in cases:
            outcomes.append(settle(case.statement, seconds))
            if not outcomes[-1].holds:
                break
    return _result(claim, cases, outcomes, met, time.monotonic() - started)


def _result(claim: Claim, cases: Sequence[PolynomialCase], outcomes: Sequence[Outcome], met: Outcome,
            seconds: float) -> Result:
    if met.holds and not all(outcome.theorem for outcome in outcomes or (Outcome(),)):
        grade = Grade.CERTIFIED if met.theorem else Grade.DECIDED
        contradiction = (met.theorem,) if met.theorem else ()
        return Result(claim, Verdict.VACUOUS, grade, met.deciders, seconds=seconds, certificate=contradiction)
    last, case = outcomes[-1], cases[len(outcomes) - 1]
    if last.point is not None:
        point = {**_anywhere(claim), **_parameters(last.point, case)}
        if refutes(claim, point):
            return Result(claim, Verdict.REFUTED, point=point, seconds=seconds)
        return Result(claim, Verdict.UNDECIDED, tried="a point refutes a case, but not the claim", seconds=seconds)
    if not last.holds:
        return Result(claim, Verdict.UNDECIDED, tried=last.tried, seconds=seconds)
    seen = _parameters(met.point, case) if met.point is not None else None
    theorems = tuple(outcome.theorem for outcome in outcomes if outcome.theorem is not None)
    if len(theorems) < len(outcomes):
        solvers = [outcome.deciders for outcome in outcomes if outcome.theorem is None]
        return Result(claim, Verdict.PROVED, Grade.DECIDED, min(solvers, key=len), seconds=seconds, witness=seen)
    used = sorted({one.sources[number] for one, theorem in zip(cases, theorems, strict=True)
                   for number in used_hypotheses(theorem)} - {""})
    return Result(claim, Verdict.PROVED, Grade.CERTIFIED, seconds=seconds, certificate=theorems, used=tuple(used),
                  witness=seen)


def refutes(claim: Claim, point: Mapping[str, Number | Fraction]) -> bool:
    """Whether all hypotheses hold at a point and every alternative fails, exactly; what has no value there does not hold."""

    def holds(inequality: Inequality) -> bool:
        try:
            found = sign(inequality.expression, point)
        except UndefinedForm:
            return False
        return found > 0 or (found == 0 and not inequality.strict)

    return all(map(holds, claim.hypotheses)) and not any(all(map(holds, case)) for case in claim.alternatives)


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

"""Raise what a solver has decided to what the kernel has replayed.

In:  results of claims, and theorems from a deposit, none of them believed yet.
Out: the results, graded ``certified`` where the kernel replays a theorem for every case of the claim.
Method: a claim is restated as statements about polynomials; a deposited proof counts for exactly the statement that it
proves, whatever the name under which it was deposited.  Where a search is asked for, the statements that have no proof yet
are searched, each within a bound, in as many processes as there are cores, or by an executor that the caller gives.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import chain
from typing import Any

from symbolic_alliance.certificate import Polynomial, Rejected, Statement, Theorem, read_claims, read_theorem
from symbolic_alliance.errors import LockError, Progress, SolverError
from symbolic_alliance.proof.claim import Claim, Grade, Result, Verdict
from symbolic_alliance.proof.deposit import deposit, theorem_data
from symbolic_alliance.proof.polynomial_claim import PolynomialCase, polynomial_cases
from symbolic_alliance.proof.prover import certificate_of
from symbolic_alliance.proof.prover.settling import used_hypotheses

Theorems = Mapping[Statement, Theorem]
_Condition = frozenset[tuple[frozenset[tuple[str, int]], int]]
SECONDS, LONGEST_HINT = 15.0, 30


def certify_results(results: Sequence[Result], theorems: Theorems) -> tuple[Result, ...]:
    """Grade the results that are decided anew: ``certified`` where every case of the claim has its theorem."""
    return tuple(_certify(result, theorems) if result.grade is Grade.DECIDED else result for result in results)


def _certify(result: Result, theorems: Theorems) -> Result:
    found = certify_claim(result.claim, theorems, result.seconds)
    return result if found is None else replace(found, witness=result.witness)


def certify_claim(claim: Claim, theorems: Theorems, seconds: float = 0.0) -> Result | None:
    """A claim as proved by theorems that were replayed; None where a case of it has none."""
    cases = polynomial_cases(claim)
    if not all(case.statement in theorems for case in cases):
        return None
    found = tuple(theorems[case.statement] for case in cases)
    used = sorted({case.sources[number] for case, theorem in zip(cases, found, strict=True)
                   for number in used_hypotheses(theorem)} - {""})
    return Result(claim, Verdict.PROVED, Grade.CERTIFIED, certificate=found, used=tuple(used), seconds=seconds)


def read_deposit(text: str) -> dict[Statement, Theorem]:
    """Replay a deposited file; `LockError` names the claim whose proof does not hold."""
    try:
        theorems = {}
        for name, cases in read_claims(text).items():
            for case in cases:
                theorem = _replay(name, case)
                theorems[theorem.statement] = theorem
        return theorems
    except Rejected as reason:
        raise LockError(str(reason)) from reason


def _replay(name: str, case: Any) -> Theorem:
    try:
        return read_theorem(case)
    except Rejected as reason:
        raise Rejected(f"the certificate of {name[:80]} does not hold: {reason}") from reason


def write_deposit(results: Iterable[Result]) -> str:
    """The theorems of certified results as text, each statement once, under the first claim that states it."""
    named: dict[str, list[Theorem]] = {}
    seen: set[Statement] = set()
    for result in results:
        fresh = [theorem for theorem in result.certificate if theorem.statement not in seen]
        if fresh:
            named.setdefault(result.claim.name, []).extend(fresh)  # a subgame's claims have the names of the game's
            seen.update(theorem.statement for theorem in fresh)
    return deposit(named)


def search(results: Sequence[Result], known: Theorems, progress: Progress = lambda text: None,
           executor: Executor | None = None) -> dict[Statement, Theorem]:
    """Search a proof for every statement of a decided result that has none yet; what is found is replayed here."""
    wanted: dict[Statement, tuple[str, PolynomialCase]] = {}
    every: dict[str, list[PolynomialCase]] = {}
    for result in results:
        if result.verdict is Verdict.PROVED:
            for case in polynomial_cases(result.claim):
                every.setdefault(result.claim.about, []).append(case)
                if case.statement not in known:
                    wanted.setdefault(case.statement, (result.claim.about, case))
    found, refused = dict(known), list[str]()
    hints = {about: _conditions(cases) for about, cases in every.items()}
    with _executor(executor) as workers:
        waiting = [workers.submit(_search, statement, _hints(case, hints[about]))
                   for statement, (about, case) in wanted.items()]
        for count, finished in enumerate(as_completed(waiting), 1):
            data = finished.result()
            if isinstance(data, str):
                refused.append(data)
            elif data is not None:
                theorem = read_theorem(data)
                found[theorem.statement] = theorem
            if count % 25 == 0 or count == len(waiting):
                told = f"; {len(refused)} searches ended early: {refused[0]}" if refused else ""
                progress(f"certificates: {count} of {len(waiting)} statements searched{told}")
    return found


def _conditions(cases: Sequence[PolynomialCase]) -> list[_Condition]:
    """The conditions of statements about one node, each a condition once, up to its sign, in names and square roots."""
    found: dict[_Condition, None] = {}
    for case in cases:
        names = _names(case)
        for fact in chain(case.statement.hypotheses, *case.statement.alternatives):
            sign = 1 if fact.polynomial and fact.polynomial[0][1] > 0 else -1
            terms = [(frozenset((names[place], exponent) for place, exponent in enumerate(exponents) if exponent),
                      sign * coefficient) for exponents, coefficient in fact.polynomial]
            if 2 <= len(terms) <= LONGEST_HINT and fact.relation != "=":
                found.setdefault(frozenset(terms))
    return list(found)


def _hints(case: PolynomialCase, conditions: Sequence[_Condition]) -> tuple[Polynomial, ...]:
    """The conditions that can be said in the variables of a case."""
    places = {name: place for place, name in enumerate(_names(case))}
    found = []
    for condition in conditions:
        if all(name in places for powers, _ in condition for name, _ in powers):
            rows = []
            for powers, coefficient in condition:
                exponents = [0] * len(places)
                for name, exponent in powers:
                    exponents[places[name]] = exponent
                rows.append((tuple(exponents), coefficient))
            found.append(tuple(sorted(rows, reverse=True)))
    return tuple(found)


def _names(case: PolynomialCase) -> list[str]:
    """The variables of a case, a square root by what it is the root of."""
    roots = dict(case.roots)
    return [str(roots.get(name, name)) for name in case.statement.variables]


def _search(statement: Statement, hints: tuple[Polynomial, ...]) -> dict[str, object] | str | None:
    """The theorem as data, None where none is found, or what a solver says that did not run."""
    try:
        theorem = certificate_of(statement, SECONDS, hints)
    except SolverError as refusal:
        return str(refusal)
    return None if theorem is None else theorem_data(theorem)


def _executor(executor: Executor | None) -> AbstractContextManager[Executor]:
    """The caller's executor, which stays open when the work is done, or one process a core."""
    return ProcessPoolExecutor() if executor is None else nullcontext(executor)


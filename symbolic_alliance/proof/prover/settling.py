"""Settle one statement about polynomials: a theorem, a point, a solver's word, or nothing.

In:  a `Statement` and a bound in seconds.
Out: an `Settlement`.
Method: the cheap strategies, unless a point of the bank says that the statement is false; a hunt for a counterexample; z3,
so that no time is lost on what is false; the expensive strategies; where no certificate is found, what the solvers say.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symbolic_alliance.certificate import Deny, Identity, Polynomial, Proof, Rejected, Split, Statement, Theorem
from symbolic_alliance.proof.prover.deciders import SolverAnswer, ask_z3, deciders
from symbolic_alliance.proof.prover.find_point import SurdPoint, find_point, round_model
from symbolic_alliance.proof.prover.float_points import FloatPoints
from symbolic_alliance.proof.prover.search import search
from symbolic_alliance.proof.prover.steps import Problem, assemble, problem_of


@dataclass(frozen=True)
class Settlement:
    """What came of a statement; at most one of theorem and point is there, and ``deciders`` say that it holds."""

    theorem: Theorem | None = None
    point: SurdPoint | None = None
    deciders: tuple[str, ...] = ()
    tried: str = ""

    @property
    def holds(self) -> bool:
        """Whether the statement is proved, by a certificate or on the word of solvers."""
        return self.theorem is not None or bool(self.deciders)


def settle(statement: Statement, seconds: float = 10.0) -> Settlement:
    """Prove a statement or refute it, within about this many seconds (more where there are many alternatives).

    >>> from symbolic_alliance.certificate import Fact, read_polynomial
    >>> xy = ("x", "y")
    >>> square, sum_ = (Fact(">=", read_polynomial(text, xy)) for text in ("x^2 - 2*x*y + y^2", "x + y"))
    >>> settle(Statement(xy, (), ((square,),))).theorem is not None
    True
    >>> settle(Statement(xy, (), ((sum_,),))).point
    {'x': 0, 'y': -1}
    """
    started = time.monotonic()
    problem = problem_of(statement)
    bank = FloatPoints(problem)
    if not bank.fails(problem):
        theorem = _theorem(problem, bank, started + seconds * 0.1, thoroughly=False)
        if theorem is not None:
            return Settlement(theorem)
    point = find_point(problem, refuting=True, tiers=2, seconds=seconds * 0.1)
    if point is not None:
        return Settlement(point=point)
    answer = ask_z3(statement, seconds * 0.2)
    if answer.status == "sat":
        return _refute(problem, answer)
    patience = seconds * max(0.7, len(statement.alternatives) / 5)
    theorem = _theorem(problem, bank, started + patience)
    if theorem is not None:
        return Settlement(theorem)
    return _confirm(statement, answer, seconds) if answer.status == "unsat" else _leave_open(problem, answer, seconds)


def decide(statement: Statement, seconds: float = 10.0) -> Settlement:
    """Take z3's word for a statement, or find where it fails; a certificate is looked for only where z3 knows neither.

    >>> from symbolic_alliance.certificate import Fact, read_polynomial
    >>> square = Fact(">=", read_polynomial("x^2 - 2*x*y + y^2", ("x", "y")))
    >>> decide(Statement(("x", "y"), (), ((square,),))).deciders
    ('z3',)
    """
    answer = ask_z3(statement, seconds * 0.5)
    if answer.status == "unsat":
        return Settlement(deciders=(answer.solver,))
    if answer.status == "sat":
        refuted = _refute(problem_of(statement), answer)
        if refuted.point is not None:
            return refuted
    return settle(statement, seconds)


def certificate_of(statement: Statement, seconds: float = 10.0, hints: Sequence[Polynomial] = ()) -> Theorem | None:
    """A theorem for a statement that is believed to hold: no counterexample is hunted for, and no solver is asked.

    ``hints`` are polynomials in its variables whose sign may matter, such as those of statements about the same node.

    >>> from symbolic_alliance.certificate import Fact, read_polynomial
    >>> square = Fact(">=", read_polynomial("x^2 - 2*x*y + y^2", ("x", "y")))
    >>> certificate_of(Statement(("x", "y"), (), ((square,),))) is not None
    True
    """
    started = time.monotonic()
    problem = problem_of(statement)
    bank = FloatPoints(problem)
    patience = seconds * max(1.0, len(statement.alternatives) / 5)
    return (_theorem(problem, bank, started + seconds * 0.1, thoroughly=False)
            or _theorem(problem, bank, started + patience, hints=hints))


def _theorem(problem: Problem, bank: FloatPoints, deadline: float, thoroughly: bool = True,
             hints: Sequence[Polynomial] = ()) -> Theorem | None:
    step = search(problem, bank, deadline, thoroughly, hints)
    if step is None:
        return None
    try:
        return Theorem(problem.statement, assemble(problem, step))
    except Rejected:  # too large for the kernel
        return None


def _refute(problem: Problem, answer: SolverAnswer) -> Settlement:
    """A counterexample near the solver's model, exactly; the model alone refutes nothing."""
    near = round_model(problem, answer.model, refuting=True) if answer.model else None
    point = near or find_point(problem, refuting=True)
    if point is not None:
        return Settlement(point=point)
    return Settlement(tried="z3 says that it fails, but no exact point was found")


def _confirm(statement: Statement, answer: SolverAnswer, seconds: float) -> Settlement:
    others = [ask(statement, seconds * 0.15) for ask in deciders() if ask is not ask_z3]
    agreeing = tuple(other.solver for other in others if other.status == "unsat")
    return Settlement(deciders=(answer.solver, *agreeing), tried="no certificate found")


def _leave_open(problem: Problem, answer: SolverAnswer, seconds: float) -> Settlement:
    point = find_point(problem, refuting=True)
    if point is not None:
        return Settlement(point=point)
    for ask in deciders():
        last = ask(problem.statement, seconds * 0.3)
        if last.status == "unsat":
            return Settlement(deciders=(last.solver,), tried="no certificate found")
        if last.model is not None:
            return _refute(problem, last)
    return Settlement(tried=f"certificates of every level, points, {answer.solver}: {answer.status}, {seconds:g} s each")


def witness(statement: Statement, seconds: float = 2.0) -> Settlement:
    """A point at which the hypotheses hold, or the theorem that there is none."""
    problem = problem_of(replace(statement, alternatives=()))
    point = find_point(problem, refuting=False)
    if point is not None:
        return Settlement(point=point)
    return settle(problem.statement, seconds)


def used_hypotheses(theorem: Theorem) -> tuple[int, ...]:
    """The numbers of the hypotheses that a proof uses."""
    count = len(theorem.statement.hypotheses)

    def numbers(proof: Proof) -> set[int]:
        if isinstance(proof, Identity):
            return {number for term in proof.terms for number in term.facts} | {number for number, _ in proof.equations}
        assert isinstance(proof, (Deny, Split))
        below = [branch for _, branch in proof.branches] if isinstance(proof, Split) else proof.branches
        return set().union(*map(numbers, below))

    return tuple(number for number in sorted(numbers(theorem.proof)) if number < count)

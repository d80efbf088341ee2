"""Answer the questions of a script in SMT-LIB's QF_NRA.

In:  a file, or text.
Out: a `ScriptAnswer` to each check-sat in turn: ``sat`` with a point that was checked, ``unsat`` with a certificate, either
     on the word of z3, or ``unknown``.
Method: z3 parses, and what is asserted becomes clauses.  They cannot hold together exactly if the unit clauses imply that in
some clause every literal fails, which is a `Statement` for the kernel.  A process of its own settles it, so that it ends in
time; it tells what it knows as soon as it knows it.
"""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import z3
from z3 import Z3Exception as MalformedError

from symbolic_alliance.certificate import Fact, Statement, Theorem, failures
from symbolic_alliance.closed_form import Number, sign_of
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.prover.cvc5_process import bound
from symbolic_alliance.proof.prover.deciders import ask_z3
from symbolic_alliance.proof.prover.find_point import find_point, round_model
from symbolic_alliance.proof.prover.settling import Settlement, certificate_of, settle
from symbolic_alliance.proof.prover.steps import problem_of
from symbolic_alliance.proof.smtlib.clauses import Reader
from symbolic_alliance.proof.smtlib.script import questions

LARGEST_FILE, MOST_ALTERNATIVES, MOST_SECONDS, LONGEST = 4_000_000, 1000, 10**6, 1.25


@dataclass(frozen=True)
class ScriptAnswer:
    """What was found: ``grade`` is ``certified``, ``decided``, ``point`` or empty; a certified one carries its theorem."""

    status: str
    grade: str = ""
    seconds: float = field(default=0.0, compare=False)
    point: Mapping[str, Number | bool] | None = None
    theorem: Theorem | None = field(default=None, repr=False)


def prove_file(path: str | Path, seconds: float = 10.0) -> Iterator[ScriptAnswer]:
    """Answer the questions in a file, each within about this many seconds.

    Raises `RequestError` naming the file, and what in it is malformed, too large or not of QF_NRA.
    """
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            text = file.read(LARGEST_FILE + 1)
        yield from prove_text(text, seconds)
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"cannot read {path}: {error}") from None
    except RequestError as error:
        raise RequestError(f"{path}: {error}") from None


def prove_text(text: str, seconds: float = 10.0) -> Iterator[ScriptAnswer]:
    """Answer the questions of a script given as text.

    >>> [one.grade for one in prove_text("(declare-const x Real)(assert (< (* x x) 0))(check-sat)")]
    ['certified']
    >>> [one.point for one in prove_text("(declare-const x Real)(assert (= (* 2 x) 1))(check-sat)")]
    [{'x': 1/2}]
    """
    if not 0 < seconds < MOST_SECONDS:
        raise RequestError(f"{seconds} seconds are not between 0 and {MOST_SECONDS}")
    if len(text) > LARGEST_FILE:
        raise RequestError(f"it has more than {LARGEST_FILE} characters")
    question = ""
    for question in questions(text):
        yield _answer(question, seconds)
    if not question:
        raise RequestError("it asks nothing: it has no check-sat")


def _answer(question: str, seconds: float) -> ScriptAnswer:
    """The best answer of a process that is ended when its time is over."""
    started, answer = time.monotonic(), ScriptAnswer("unknown")
    receiver, sender = Pipe(duplex=False)
    process = Process(target=_tell, args=(sender, question, seconds), daemon=True)
    process.start()
    sender.close()
    try:
        while receiver.poll(max(0.0, started + LONGEST * seconds - time.monotonic())):
            answer = receiver.recv()
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
    if isinstance(answer, RequestError):
        raise answer
    return replace(answer, seconds=time.monotonic() - started)


def _tell(sender: Connection, question: str, seconds: float) -> None:
    bound(LONGEST * seconds)
    try:
        for answer in _answers(question, seconds):
            sender.send(answer)
    except RequestError as error:
        sender.send(error)


def _answers(question: str, seconds: float) -> Iterator[ScriptAnswer]:
    """What is known of a question, ever better."""
    end = time.monotonic() + seconds
    reader = Reader(_parse(question))
    statement = statement_of(reader)
    word = ask_z3(statement, seconds * 0.4)
    if word.status != "unknown":
        yield ScriptAnswer(word.status, "decided")
    rest = end - time.monotonic()
    if word.model is not None:
        problem = problem_of(statement)
        point = round_model(problem, word.model, refuting=True) or find_point(problem, refuting=True, seconds=rest)
        found = Settlement(point=point)
    elif word.status == "unsat":
        found = Settlement(certificate_of(statement, rest / max(1.0, len(statement.alternatives) / 5)))
    else:
        found = settle(statement, rest)
    if found.holds:
        yield ScriptAnswer("unsat", "certified" if found.theorem else "decided", theorem=found.theorem)
    elif found.point is not None:
        values = [(tree, found.point[statement.variables[number]]) for number, tree in reader.constants.items()]
        named = {tree.decl().name(): sign_of(value) > 0 if z3.is_bool(tree) else value for tree, value in values}
        yield ScriptAnswer("sat", "point", point=named)


def _parse(question: str) -> Any:
    try:
        return z3.parse_smt2_string(question, ctx=z3.Context())
    except MalformedError as error:
        told = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
        line, culprit = (re.findall(r'line (\d+) column \d+: ([^"\n]*)', told) or [("1", told)])[0]
        raise RequestError(f"line {line}: {culprit.strip()[:200]}") from None


def statement_of(reader: Reader) -> Statement:
    """That no point satisfies all clauses: unit clauses are hypotheses, the failures of others alternatives.

    The variables are called as in the script where no name is odd.
    """
    names = {number: tree.decl().name() for number, tree in reader.constants.items()}
    is_plain = all(re.fullmatch("(?!new_|gap_)[A-Za-z_][A-Za-z_0-9]*", name) for name in names.values())
    if not is_plain or len(set(names.values())) < len(names):
        names = {}

    def state(one: Fact) -> Fact:
        return Fact(one.relation, tuple((exponents[:reader.count], c) for exponents, c in one.polynomial))

    def failure(one: Fact) -> Fact:
        way, = (replace(one, relation="="),) if one.relation == "!=" else failures(one)
        return state(way)

    units = [clause for clause in reader.required if len(clause) == 1 and clause[0].relation != "!="]
    others = [clause for clause in reader.required if len(clause) != 1 or clause[0].relation == "!="]
    if len(others) > MOST_ALTERNATIVES:
        raise RequestError(f"its formulas have more than {MOST_ALTERNATIVES} cases")
    return Statement(tuple(names.get(number, f"new_{number}") for number in range(reader.count)),
                     tuple(state(one) for one, in units), tuple(tuple(map(failure, clause)) for clause in others))

"""Run the comparisons on a game or on mutants, and count.

In:  a seed and a number, which name a game or a base with some mutants; or a case that was kept.
Out: a `Report`: what became of it, and the `Case`s found.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from types import TracebackType

from symbolic_alliance import Game, ModelError, Strategy, UserError, verify
from symbolic_alliance.algebra.division import as_solved
from tests import games
from tests.fuzz.compare import CHECKS
from tests.fuzz.generate import generate
from tests.fuzz.kinds import kinds as kinds_of
from tests.fuzz.mutate import mutant
from tests.fuzz.points import Point
from tests.fuzz.rewrite import REWRITINGS
from tests.fuzz.subject import Finding, Judge, Kind, Subject
from tests.fuzz.workers import TooSlow, limited
from tests.known_solutions import KNOWN_SOLUTIONS

A_BASE, BASES = 5, 4  # mutants of one base; random games that are tried as a base before one of the literature is taken
A_BASE_SECONDS = 3.0
AGAIN = 12  # points at which a case is looked at again, beside its own


@dataclass(frozen=True)
class Case:
    """A finding with what it was found on; the strategy is None where the solver's own is meant."""

    game: Game
    strategy: Strategy | None
    finding: Finding
    seed: str = "again"


@dataclass
class Report:
    """What became of the games and mutants that were run, by kind, and the first case of each sort."""

    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: list[Case] = field(default_factory=list)

    def keep(self, subject: Subject, rows: Sequence[str], done: str = "") -> None:
        """Run the comparisons on a subject: count in these rows, and keep the first finding of each sort."""
        columns = ["run"]
        found = list(findings(subject, columns=columns))
        columns += dict.fromkeys(str(finding.kind) for finding in found)
        self.tally.update((row, column) for row in rows for column in columns)
        for (name, verdict), count in subject.written.items():
            self.tally[f"written: {name}", "run"] += count
            self.tally[f"written: {name}", verdict] += count
        for finding in found:
            if all((finding.kind, finding.sort) != (case.finding.kind, case.finding.sort) for case in self.cases):
                told = replace(finding, words=f"{done}: {finding.words}") if done else finding
                self.cases.append(Case(subject.game, subject.given, told, subject.seed))


class Told:
    """Stand around a call: a `UserError` is kept as what was told, any other error as a crash."""

    refusal: UserError | None = None
    crash: BaseException | None = None
    place: str = ""

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if isinstance(error, UserError):
            self.refusal = error
        elif isinstance(error, Exception):
            self.crash = error
            while trace is not None:
                code = trace.tb_frame.f_code
                self.place = f"{code.co_filename.rsplit('/', 1)[-1]}, {code.co_name}"
                trace = trace.tb_next
        return isinstance(error, Exception)


def findings(subject: Subject, kinds: Iterable[Kind] = tuple(CHECKS), columns: list[str] | None = None) -> Iterator[Finding]:
    """All findings of these kinds, crashes included; what the subject is told goes into ``columns``."""
    with Told() as told:
        if columns is not None:
            columns += _columns(subject)
        for kind in kinds:
            if kind in CHECKS:
                yield from CHECKS[kind](subject)
    if told.refusal is not None and columns is not None:
        columns.append("refused")
    if told.crash is not None:
        yield Finding(Kind.CRASH, f"{type(told.crash).__name__} ({told.place})", str(told.crash)[:300], None, subject.given)


def _columns(subject: Subject) -> list[str]:
    if subject.gaps or not subject.is_whole:
        return ["unsolved"]
    return [subject.verdict, *(["wrong on the tree"] if subject.faults else [])]


def examine_game(seed: str, number: int, judge: Judge = verify) -> Report:
    """Run one random game."""
    report = Report()
    name = f"{seed}:{number}"
    try:
        game = generate(name)
    except ModelError:
        report.tally.update([("games", "run"), ("games", "ill-formed")])
        return report
    subject = Subject(game, judge=judge, seed=name)
    report.keep(subject, ("games", *(f"game: {kind}" for kind in kinds_of(game, as_solved(game)))))
    return report


def examine_mutants(seed: str, number: int, judge: Judge = verify) -> Report:
    """Run the mutants of one base: a game whose strategy the tree bears out."""
    report = Report()
    random = Random(f"{seed}:mutants:{number}")
    base = _base(f"{seed}:base:{number}", random)
    for turn in range(A_BASE):
        done, other = mutant(base.planned, base.strategy, random)
        subject = Subject(base.game, other, judge, f"{seed}:{number}:{turn}", rewritten=random.choice((0, 0, 1)))
        report.keep(subject, ("mutants", f"mutant: {done}"), done)
    return report


def _base(name: str, random: Random) -> Subject:
    for turn in range(BASES if random.random() < 0.7 else 0):
        with suppress(TooSlow), limited(A_BASE_SECONDS), Told():
            subject = Subject(generate(f"{name}:{turn}"), seed=name)
            if not subject.gaps and subject.is_whole and subject.verdict == "proved" and not subject.faults:
                return subject
    game = random.choice(games.GAMES + games.LOTTERIES)
    return Subject(game, KNOWN_SOLUTIONS[game.name])


def again(case: Case, judge: Judge = verify) -> Finding | None:
    """The finding of the same sort where a case still shows it."""
    point = tuple([dict(case.finding.point)] if case.finding.point else [])
    fitting = tuple(one for one in point if set(one) == set(case.game.parameters.names))
    subject = Subject(case.game, case.strategy, judge, case.seed, fitting, len(REWRITINGS), AGAIN)
    for finding in findings(subject, (case.finding.kind,)):
        if (finding.kind, finding.sort) == (case.finding.kind, case.finding.sort):
            return finding
    return None


def rerun(kind: str, sort: str, game: Game, strategy: Strategy | None, point: Mapping[str, str] | None, seed: str) -> int:
    """Look for one sort of finding again, tell what is found, and return 1 where it is."""
    at: Point | None = None if point is None else {name: Fraction(value) for name, value in point.items()}
    found = again(Case(game, strategy, Finding(Kind(kind), sort, "", at, strategy), seed))
    sys.stdout.write(f"{kind}: {sort}: {'not seen' if found is None else found.words}\n")
    return int(found is not None)

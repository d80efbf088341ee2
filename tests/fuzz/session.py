"""A run of the fuzzer: tasks are drawn, worked through, counted by kind, and what was found is shrunk.

In:  `Options`.
Out: a `Total`, its table, and the sources of cases.
"""

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import NamedTuple

from tests.fuzz.examine import A_BASE, Report, examine_game, examine_mutants
from tests.fuzz.shrink import shrink
from tests.fuzz.source import source
from tests.fuzz.subject import Kind
from tests.fuzz.workers import answers

SHRINKING, SECONDS = 30.0, 60.0  # for one case; for a run of which no bound is given
ROWS = ("games", "game", "mutants", "mutant", "written")
COLUMNS = ("run", "ill-formed", "refused", "slow", "unsolved", "proved", "undecided", "vacuous", "refuted",
           "wrong on the tree", *map(str, Kind))
HEADS = {"wrong on the tree": "wrong", Kind.WRONG: "PROVED,WR", Kind.REFUTED: "RIGHT,REF", Kind.UNSOLVED: "REGIME,UN",
         Kind.CRASH: "CRASH", Kind.WORD: "WORD", Kind.WALK: "WALK"}
Sort = tuple[str, str]


class Task(NamedTuple):
    """A game, or the mutants of a base."""

    what: str
    seed: str
    number: int

    def report(self) -> Report:
        if self.what == "game":
            return examine_game(self.seed, self.number)
        return examine_mutants(self.seed, self.number)


@dataclass(frozen=True)
class Options:
    """What is asked for; ``slow`` bounds one game, or the mutants of one base, in seconds of processor time.

    ``seconds`` of the clock bound a run unless games or mutants do: where only the number of games is said, there are as many
    bases with mutants.
    """

    seconds: float = 0.0
    seed: str = "0"
    games: int = 0
    mutants: int = 0
    jobs: int = 1
    slow: float = 40.0
    cases: int = 3


@dataclass
class Total:
    """What became of all games, mutants and rewritings by kind, and where each sort of finding was seen."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: dict[tuple[str, Sort], list[Task]] = field(default_factory=dict)


def tasks(options: Options) -> Iterator[Task]:
    """Games and mutants in turn, until the time is over or there are enough."""
    is_counted = options.games or options.mutants
    until = time.monotonic() + (options.seconds or (inf if is_counted else SECONDS))
    games = options.games if is_counted else inf
    mutants = (options.mutants or A_BASE * options.games) if is_counted else inf
    for number in count():
        drawn = [Task("game", options.seed, number)] if number < games else []
        if number * A_BASE < mutants:
            drawn.append(Task("mutants", options.seed, number))
        if not drawn or time.monotonic() > until:
            return
        yield from drawn


def run(task: Task) -> tuple[Counter[tuple[str, str]], list[Sort]]:
    """One task: what became of it, and the sorts of findings."""
    report = task.report()
    return report.tally, [(str(case.finding.kind), case.finding.sort) for case in report.cases]


def shrunk(task: tuple[Task, Sort]) -> str:
    """The source of a finding that was seen, as small as it was made."""
    drawn, sort = task
    for case in drawn.report().cases:
        if (str(case.finding.kind), case.finding.sort) == sort:
            small = shrink(case, SHRINKING)
            return source(small)
    return ""


def collect(drawn: Iterable[Task], options: Options) -> Total:
    """Run tasks, and count."""
    total = Total()
    for task, answer in answers(run, drawn, options.jobs, options.slow):
        if answer is None:
            row, many = ("games", 1) if task.what == "game" else ("mutants", A_BASE)
            total.counts.update({(row, "run"): many, (row, "slow"): many})
            continue
        total.counts.update(answer[0])
        for sort in answer[1]:
            total.seen.setdefault((task.what, sort), []).append(task)
    return total


def table(total: Total) -> str:
    """The figures by kind, then the sorts with where they were first seen."""
    rows = sorted({row for row, _ in total.counts}, key=lambda row: (ROWS.index(row.split(":")[0]), row))
    used = [column for column in COLUMNS if any(total.counts[row, column] for row in rows) or column in map(str, Kind)]
    lines = [f"{'':44}" + "".join(f"{HEADS.get(column, column):>11}" for column in used)]
    lines += [f"{row:44}" + "".join(f"{total.counts[row, column]:11}" for column in used) for row in rows]
    ordered = sorted(total.seen.items(), key=lambda one: (list(map(str, Kind)).index(one[0][1][0]), -len(one[1]), one[0]))
    lines += ["", *(f"{len(found):5}  {kind}: {sort}  ({what} {', '.join(str(task.number) for task in found[:6])})"
                    for (what, (kind, sort)), found in ordered)]
    return "\n".join(lines)


def cases(total: Total, options: Options) -> Iterator[tuple[str, str]]:
    """A name and the source of shrunk cases: of each kind the first few sorts, and of one sort further ones if few."""
    chosen: list[tuple[Task, Sort]] = []
    for kind in map(str, Kind):
        sorts = [(sort, found) for (_, sort), found in total.seen.items() if sort[0] == kind]
        sorts.sort(key=lambda one: (-len(one[1]), one[0]))
        rounds = ((found[turn], sort) for turn in range(options.cases) for sort, found in sorts if turn < len(found))
        chosen += list(rounds)[:options.cases]
    for (task, sort), text in answers(shrunk, chosen, options.jobs, SHRINKING + 2 * options.slow):
        words = re.sub(r"[^a-z]+", "_", " ".join(sort).lower()).strip("_")[:60]
        if text:
            yield f"{words}_{task.what}_{task.number}.py", text

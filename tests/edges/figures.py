"""Run the checker at many points, and count by kind of point.

In:  solved equilibria, how many points, and a seed.
Out: `Figures`: by kind the points, what was looked at and what was found there, and what the walk says at the same points.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import sympy as sp
from flint import ctx

from symbolic_alliance import Equilibrium, Outcome, UserError, disagreements
from symbolic_alliance.closed_form import WORKING_DIGITS
from tests.edges.check import Check, Fault
from tests.edges.literal import Reading
from tests.edges.marks import Marks
from tests.edges.reported import Reported
from tests.edges.spots import KINDS, Point, Spots
from tests.fuzz.edges import branch_edges

SHARES = (3, 3, 3, 1, 4, 1)  # of the kinds, in their order; points inside do not make up for edges without points
PATIENCE = 4  # draws of a kind in vain before there are no more of it
COLUMNS = ("points", "edges", "histories", "on edges", "deviations", "faulty", "walk says so", "walk alone", "not the walk",
           "seconds", "its seconds")


@dataclass
class Figures:
    """Counts by kind of point, and the first faults of each sort."""

    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    sorts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: dict[tuple[str, str, str], tuple[Fault, str]] = field(default_factory=dict)
    walk_alone: dict[str, str] = field(default_factory=dict)

    def keep(self, game: str, kind: str, faults: Sequence[Fault], walk: str) -> None:
        """Count the faults of a point by reason, keep the first of each reason at a node, and what the walk alone says."""
        if walk and not faults:
            self.walk_alone.setdefault(game, walk)
        for reason in dict.fromkeys(fault.reason for fault in faults):
            self.sorts[kind, reason] += 1
        for fault in faults:
            self.faults.setdefault((game, fault.reason, fault.node), (fault, walk))


@dataclass
class Subject:
    """An equilibrium with everything that is worked out once."""

    label: str
    equilibrium: Equilibrium
    seed: str
    with_walk: bool = True

    def __post_init__(self) -> None:
        game = self.equilibrium.game
        self.random = Random(f"{self.seed}:{self.label}")
        self.reading = Reading(game, self.equilibrium.strategy, _more(self.equilibrium))
        self.marks = Marks(self.reading)
        self.spots = Spots(self.equilibrium, self.reading, self.marks.coordinates, self.random)
        self.reported = Reported(self.equilibrium, self.reading)

    def look(self, kind: str, figures: Figures) -> bool:
        """Check one point of a kind; False where there is none."""
        with ctx.workdps(WORKING_DIGITS):
            point = self.spots.draw(kind)
            if point is None:
                return False
            begun = time.process_time()
            check = Check(self.reading, self.marks, point, self.random).run()
            faults = [*check.faults, *self.reported.faults(point)]
            ended = time.process_time()
        walk = self.walk(point) if self.with_walk else ""
        figures.by_kind[kind].update({
            "points": 1, "histories": check.histories, "on edges": check.on_edges, "deviations": check.deviations,
            "faulty": bool(faults), "walk says so": bool(walk), "walk alone": bool(walk) and not faults,
            "not the walk": bool(faults) and not walk, "microseconds": round(10**6 * (ended - begun)),
            "its microseconds": round(10**6 * (time.process_time() - ended))})
        figures.keep(self.label, kind, faults, walk)
        return True

    def walk(self, point: Point) -> str:
        """What the walk says at a point: nothing, its first disagreement, or that a form has no value."""
        equilibrium = self.equilibrium
        try:
            found = disagreements(equilibrium.game, equilibrium.strategy, [point], regimes=equilibrium.in_order)
        except UserError as error:
            return str(error)
        return str(found[0]) if found else ""


def _more(equilibrium: Equilibrium) -> Iterator[sp.Expr]:
    """What is read beside the strategy: the regimes, and the edges of payoffs."""
    for regime in equilibrium.regimes:
        yield from (slack for case in regime.region.cases for slack in case)
        yield from regime.payoffs.values()
        yield from (action for _, action in regime.path if not isinstance(action, str))
    for node in equilibrium.game.nodes:
        if isinstance(node, Outcome):
            yield from (edge for payoff in node.payoffs.values() for edge in branch_edges(payoff))


def look_around(subjects: Iterable[Subject], points: int, figures: Figures) -> Figures:
    """Look at so many points of each subject, the kinds in turn."""
    turns = [kind for kind, share in zip(KINDS, SHARES, strict=True) for _ in range(share)]
    for subject in subjects:
        found, missed, turn = 0, Counter[str](), 0
        while found < points and any(missed[kind] < PATIENCE for kind in KINDS[:-1]):
            kind, turn = turns[turn % len(turns)], turn + 1
            if missed[kind] < PATIENCE:
                is_found = subject.look(kind, figures)
                found, missed[kind] = found + is_found, 0 if is_found else missed[kind] + 1
        for kind, edges in subject.spots.edges.items():
            figures.by_kind[kind]["edges"] += sum(subject.spots.met[edge] > 0 for edge in edges)
    return figures


def table(figures: Figures) -> str:
    """The figures by kind of point, then the faults by reason, then the first of each reason at a node."""
    lines = [f"{'':16}" + "".join(f"{column:>13}" for column in COLUMNS)]
    total: Counter[str] = sum(figures.by_kind.values(), Counter())
    for kind, counts in (*figures.by_kind.items(), ("all", total)):
        cells = [*(counts[column] for column in COLUMNS[:-2]),
                 *(f"{counts[name] / 10**6:.1f}" for name in ("microseconds", "its microseconds"))]
        lines.append(f"{kind:16}" + "".join(f"{cell:>13}" for cell in cells))
    reasons = list(dict.fromkeys(reason for _, reason in figures.sorts))
    lines += ["", *(f"{reason:44}" + ", ".join(f"{kind} {figures.sorts[kind, reason]}" for kind in KINDS)
                    for reason in reasons), ""]
    lines += [f"{game}: {fault}\n    the walk: {walk or 'agrees'}" for (game, _, _), (fault, walk) in figures.faults.items()]
    lines += [f"{game}: the walk alone: {walk}" for game, walk in figures.walk_alone.items()]
    return "\n".join(lines)

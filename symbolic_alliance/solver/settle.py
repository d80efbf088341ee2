"""Settle what a tournament leaves: who wins where, and where nothing is known, and why.

In:  the winners of the last round, and its questions to which a counterexample was found.
Out: winners that can be chosen, without the cases that were refuted; and cells of which nothing is known, beside them, so
     that nothing is planned where it is said that nothing is known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, merge, unknown
from symbolic_alliance.algebra.literals import Case, Literal, case_of, negate
from symbolic_alliance.algebra.oracle import Oracle
from symbolic_alliance.algebra.questions import Question
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.proof.claim import ClaimKind
from symbolic_alliance.solver.beaten import DEVIATION
from symbolic_alliance.solver.regions import Winners

MOST_PARTS = 60


@dataclass(frozen=True)
class Standing:
    """Who wins at a node: cells that can be chosen, with the candidates they were; and cells of which nothing is known."""

    winners: tuple[Cell, ...] = ()
    entries: tuple[Cell, ...] = ()
    unknown: tuple[Cell, ...] = ()


def settle(arena: Arena, node: str, winners: Winners, refuted: Sequence[Question]) -> Standing:
    """Keep what stands, and tell of the rest why nothing is known there."""
    standing: list[tuple[Cell, Cell]] = []
    left: list[Cell] = []
    for place, (cell, entry) in enumerate(zip(winners.cells, winners.entries, strict=True)):
        if not cell.attained:
            left.append(cell if cell.is_unknown else unknown(node, cell.region, cell.reason))
            continue
        doubts = _doubts(arena, winners, cell, [question for question in refuted if question.piece == place])
        left += [unknown(node, (case,), reason) for case, reason in doubts.items()]
        kept = tuple(case for case in cell.region if case not in doubts)
        standing += [(replace(cell, region=kept), entry)] if kept else []
    if winners.unlearned or any(question.kind is ClaimKind.COVER for question in refuted):
        told = [case for cell in (*(cell for cell, _ in standing), *left) for case in cell.region]
        rest = _uncovered(arena.oracle, told)
        if rest is None:
            return Standing(unknown=(unknown(node, ((),), "the regions of the best replies could not be told apart"),))
        left.append(unknown(node, rest, _reason_of_rest(arena, winners)))
    return Standing(tuple(cell for cell, _ in standing), tuple(entry for _, entry in standing),
                    tuple(cell for cell in merge(left) if cell.region))


def _doubts(arena: Arena, winners: Winners, cell: Cell, refuted: Sequence[Question]) -> dict[Case, str]:
    """The cases of a winner that do not stand, each with the reason."""
    found = {case: f"it could not be told whether this part of the plan has an interior: {_told(arena, cell)}"
             for other in winners.doubtful if other.key == cell.key for case in other.region}
    for question in refuted:
        reason = DEVIATION if question.gain is not None else _not_told_apart(arena, cell)
        found.update({case: reason for case in cell.region if set(case) <= set(question.hypotheses)})
    return found


def _reason_of_rest(arena: Arena, winners: Winners) -> str:
    """Why nobody was found to win where no winner stands: the reasons of those whose region was not learned."""
    reasons = [cell.reason or _not_told_apart(arena, cell) for cell in winners.unlearned]
    return "; or ".join(dict.fromkeys(reasons)) or "no candidate that was found can be chosen"


def _not_told_apart(arena: Arena, cell: Cell) -> str:
    return f"the region on which this candidate is the best reply could not be told apart: {_told(arena, cell)}"


def _told(arena: Arena, cell: Cell) -> str:
    return f"{Translator(arena).action(cell.path[0])} ({cell.outcome})"


def _uncovered(oracle: Oracle, cases: Sequence[Case]) -> Cases | None:
    """What cases leave out, as cases; None where that would be too many."""
    parts: list[Case] = [()]
    for case in cases:
        parts = list(dict.fromkeys(narrower for part in parts for literal in _ways_out(oracle, case)
                                   if (narrower := case_of((*part, literal))) is not None
                                   and oracle.ask([(one,) for one in narrower]).status != "unsat"))
        if len(parts) > MOST_PARTS:
            return None
    return tuple(parts)


def _ways_out(oracle: Oracle, case: Case) -> Iterator[Literal]:
    """How a case can fail: by one of its literals, or where one of its square roots is not real."""
    ring = oracle.ring
    yield from map(negate, case)
    for root in ring.roots_in_atoms(atom for literal in case for atom in literal.atoms):
        real = oracle.nonnegative(ring.lift(ring.radicands[root]))
        if isinstance(real, Literal):
            yield negate(real)

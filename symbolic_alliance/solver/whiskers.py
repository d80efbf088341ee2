"""Take from each case the points of its closure that lie inside another: whiskers, which are no limit of its interior.

In:  what came of a tournament: cells that share no open set.
Out: the same open sets, written so that no point at which a case holds with equality lies inside another cell.
Method: where a closed case meets another's inside, the case and the negation of one of the other's literals have the same
interior and miss the point; where no literal does so alone, the case is split into one for each literal.
"""

from collections.abc import Sequence
from dataclasses import replace

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases
from symbolic_alliance.algebra.literals import Case, case_of, literal_cost, negate, weaken
from symbolic_alliance.algebra.oracle import Oracle
from symbolic_alliance.solver.settle import Standing


def trim(arena: Arena, standing: Standing) -> Standing:
    """The winners, and what is not known, each case of which touches the other cells on an edge at most."""
    cells = (*standing.winners, *standing.unknown)
    trimmed = [replace(cell, region=_clear(arena, cell.region, [case for other in cells if other is not cell
                                                                for case in other.region])) for cell in cells]
    won = len(standing.winners)
    return Standing(tuple(trimmed[:won]), standing.entries, tuple(trimmed[won:]))


def _clear(arena: Arena, region: Cases, others: Sequence[Case]) -> Cases:
    for other in others:
        region = tuple(dict.fromkeys(part for case in region for part in (
            _apart(arena.oracle, case, other) if _enters(arena, case, other) else (case,))))
    return region


def _enters(arena: Arena, case: Case, other: Case) -> bool:
    """Whether a point of the closed case is found inside the other."""
    ring = arena.ring
    roots = ring.roots_in_atoms(atom for literal in other for atom in literal.atoms)
    real = (arena.oracle.nonnegative(ring.lift(ring.radicands[root])) for root in roots)
    return arena.closed_oracle.enters(weaken(case), (*other, *(one for one in real if not isinstance(one, bool))))


def _apart(oracle: Oracle, case: Case, other: Case) -> Cases:
    """The case without what lies inside the other."""
    parts = []
    for literal in sorted(other, key=lambda one: literal_cost(oracle.ring, one)):
        part = case_of((*case, negate(literal)))
        if part is None or oracle.ask([(one,) for one in part]).status == "unsat":
            continue
        if oracle.ask([(one,) for one in (*case, literal)]).status == "unsat":
            return (part,)
        parts.append(part)
    return tuple(parts)

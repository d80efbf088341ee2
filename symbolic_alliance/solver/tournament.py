"""The tournament: which candidate is the mover's best reply, and where.

In:  candidates as cells, the cells of all alternatives (for a `Choose`, with the choice left as a variable), and the
     players in the order in which ties are broken: the mover, then the movers upstream, the nearest first.
Out: winners as cells with learned regions, and what could not be settled.
Method (counterexample-guided, after Solar-Lezama 2008):
1. on each row of the bank the winner is the feasible candidate that pays the mover most;
2. learn each winner's region over the factors of boundaries and payoff differences;
3. ask the oracle the node's questions; a counterexample joins the bank, and the round is played again.
"""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell
from symbolic_alliance.algebra.questions import Plan, Question, node_questions
from symbolic_alliance.algebra.sampling import draw_choices
from symbolic_alliance.game.tree import Choose, Decide
from symbolic_alliance.proof.claim import ClaimKind
from symbolic_alliance.solver.beaten import Beaten
from symbolic_alliance.solver.draw import Draw
from symbolic_alliance.solver.regions import Winners, learn_winners
from symbolic_alliance.solver.settle import Standing, settle
from symbolic_alliance.solver.whiskers import trim

ROUNDS = 6
PAIRS = 500
BISECTIONS = 14


def tournament(arena: Arena, node: Decide | Choose, entrants: Sequence[Cell], order: Sequence[int],
               rivals: Sequence[Cell]) -> Standing:
    """Play rounds until no counterexample is left; where candidates are beaten all the same, play on without those rows."""
    winners, refuted = _play(arena, entrants, order, rivals, None)
    if refuted:
        winners, refuted = _play(arena, entrants, order, rivals, Beaten(arena, node, rivals, order[0]))
    return trim(arena, settle(arena, node.name, winners, refuted))


def _play(arena: Arena, entrants: Sequence[Cell], order: Sequence[int], rivals: Sequence[Cell],
          beaten: Beaten | None) -> tuple[Winners, tuple[Question, ...]]:
    """The winners, and the questions that the last round refuted."""
    _sharpen_bank(arena, Draw(arena, entrants, order, beaten))
    for _ in range(ROUNDS):
        winners, refuted = _round(arena, Draw(arena, entrants, order, beaten), rivals)
        if not refuted:
            break
    return winners, refuted


def _round(arena: Arena, draw: Draw, rivals: Sequence[Cell]) -> tuple[Winners, tuple[Question, ...]]:
    arena.oracle.found.clear()
    winners = learn_winners(arena, draw)
    refuted, points = [], []
    plans = [Plan(winner.region, (entry,)) for winner, entry in zip(winners.cells, winners.entries, strict=True)]
    for question in node_questions(arena, draw.order[0], plans, rivals):
        if question.kind is not ClaimKind.COVER and winners.entries[question.piece].is_unknown:
            continue
        answer = question.refuted_by(arena)
        if answer.status == "sat":
            refuted.append(question)
            points += [] if answer.point is None else [answer.point]
    arena.extend_bank([*points, *arena.oracle.found])
    return winners, tuple(refuted)


def _sharpen_bank(arena: Arena, draw: Draw) -> None:
    """Bisect between rows with different winners, so that the bank has points on either side of every boundary."""
    if len(draw.entrants) < 2:
        return
    bank = arena.oracle.bank
    labels, rng = draw.labels(bank), np.random.default_rng(3)
    clear = np.flatnonzero(labels >= 0)
    if not len(clear):
        return
    left, right = rng.choice(clear, PAIRS), rng.choice(clear, PAIRS)
    differ = labels[left] != labels[right]
    left, right = left[differ], right[differ]
    if not len(left):
        return
    low = {name: column[left] for name, column in bank.columns.items()}
    high = {name: column[right] for name, column in bank.columns.items()}
    target = labels[left]
    for _ in range(BISECTIONS):
        middle = {name: (low[name] + high[name]) / 2 for name in low}
        same = draw.labels(bank.with_columns(middle)) == target
        low = {name: np.where(same, middle[name], low[name]) for name in low}
        high = {name: np.where(same, high[name], middle[name]) for name in high}
    for rows in (low, high):
        inside = arena.inside(bank.with_columns(rows))
        kept = {name: column[inside] for name, column in rows.items()}
        bank.extend(draw_choices(arena.ring, kept, arena.intervals, rng, int(inside.sum())))

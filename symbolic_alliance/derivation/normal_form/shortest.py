"""The cheapest clauses that hold at every point inside and together exclude every point outside.

In:  for each literal what it costs to read, at which points inside it holds, and which points outside it excludes.
Out: clauses of one literal or two, by the places of the literals; None where no such clauses exclude every point.
Method: a least-cost cover of the points outside by the clauses that are valid inside, as a mixed-integer program (HiGHS).
"""

from collections.abc import Sequence
from itertools import combinations

import highspy
import numpy as np
from numpy.typing import NDArray

from symbolic_alliance.proof.prover.linear_program import solve_in_thread

ALTERNATIVE = 2.0  # what it costs a reader that two literals stand in one clause
SECONDS = 20.0
MOST_ROWS, ROUNDS = 400, 12

LiteralPlaces = tuple[int, ...]
Masks = NDArray[np.bool_]  # a row a literal or a clause, a column a point


def shortest_clauses(costs: Sequence[float], inside: Masks, excluded: Masks) -> tuple[LiteralPlaces, ...] | None:
    """Choose clauses; ``inside`` and ``excluded`` have a row a literal and a column a point.

    >>> inside = np.array([[True, True], [True, False], [False, True]])
    >>> excluded = np.array([[True, False, False], [False, True, True], [False, False, True]])
    >>> shortest_clauses([1.0, 1.0, 1.0], inside, excluded) is None
    True
    >>> shortest_clauses([1.0, 1.0, 1.0], inside, np.array([[True, False], [True, True], [False, True]]))
    ((0,), (1, 2))
    """
    patterns = np.unique(excluded, axis=1)
    clauses = [*_single(inside, patterns), *_pairs(inside, patterns)]
    if not clauses:
        return None
    covers = np.array([patterns[list(clause)].all(axis=0) for clause in clauses])
    prices = np.array([sum(costs[one] for one in clause) + ALTERNATIVE * (len(clause) - 1) for clause in clauses])
    if not covers.any(axis=0).all():
        return None
    keep = _undominated(covers, prices)
    chosen = _cover(covers[keep], prices[keep])
    return None if chosen is None else tuple(clauses[keep[place]] for place in chosen)


def _single(inside: Masks, patterns: Masks) -> list[LiteralPlaces]:
    return [(place,) for place in range(len(inside)) if inside[place].all() and patterns[place].any()]


def _pairs(inside: Masks, patterns: Masks) -> list[LiteralPlaces]:
    """Two literals one of which holds at every point inside, though neither does alone, and that exclude some point."""
    open_ = [place for place, holds in enumerate(inside) if not holds.all() and holds.any() and patterns[place].any()]
    packed, outside = np.packbits(~inside, axis=1), np.packbits(patterns, axis=1)
    return [(one, other) for one, other in combinations(open_, 2)
            if not (packed[one] & packed[other]).any() and (outside[one] & outside[other]).any()]


def _undominated(covers: Masks, prices: NDArray[np.float64]) -> list[int]:
    """Of the clauses that exclude the same points the cheapest."""
    best: dict[bytes, int] = {}
    for place in np.argsort(prices, kind="stable"):
        best.setdefault(np.packbits(covers[place]).tobytes(), int(place))
    return sorted(best.values())


def _cover(covers: Masks, prices: NDArray[np.float64]) -> list[int] | None:
    """A least-cost cover of all columns; rows are added until what is chosen covers everything."""
    rows = list(range(min(MOST_ROWS, covers.shape[1])))
    for _ in range(ROUNDS):
        chosen = _least_cost(covers[:, rows], prices)
        if chosen is None:
            return None
        missed = ~np.any(covers[chosen], axis=0)
        if not missed.any():
            return chosen
        rows += list(np.flatnonzero(missed)[:MOST_ROWS])
    return None


def _least_cost(covers: Masks, prices: NDArray[np.float64]) -> list[int] | None:
    """The places of the clauses that are chosen, by HiGHS."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = covers.shape
    program.col_cost_ = prices
    program.col_lower_, program.col_upper_ = np.zeros(len(prices)), np.ones(len(prices))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(prices)
    program.row_lower_ = np.ones(covers.shape[1])
    program.row_upper_ = np.full(covers.shape[1], highspy.kHighsInf)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts = covers.sum(axis=1)
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    program.a_matrix_.index_ = np.nonzero(covers)[1].astype(np.int32)
    program.a_matrix_.value_ = np.ones(int(counts.sum()))
    solution = solve_in_thread(program, SECONDS)
    return None if solution is None else [place for place, value in enumerate(solution) if value > 0.5]

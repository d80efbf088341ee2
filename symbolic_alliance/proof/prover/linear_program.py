"""Nonnegative combinations that vanish: found in floating point, then exact.

In:  columns, each a polynomial as keys and coefficients; some must carry weight, some may have any sign.
Out: exact positive rationals for a few of the columns, whose combination is zero; or None.
Method: minimise the weighted sum of coefficients subject to the identity (HiGHS, dual simplex), so that few columns are
used; the columns of the optimal basis are solved again by exact row reduction (python-flint).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import highspy
import numpy as np
from flint import fmpq, fmpq_mat
from numpy.typing import NDArray

from symbolic_alliance.errors import SolverError

Keys = NDArray[np.uint64]
THRESHOLDS = (1e-9, 1e-7, 1e-11)
LARGEST_SYSTEM = 250_000


@dataclass(frozen=True)
class Column:
    """A polynomial: the keys of its monomials, the coefficients, what it costs to use it.

    The combination must put weight on some column that ``counts``; a ``free`` column may have a negative coefficient.
    """

    keys: Keys
    coefficients: Sequence[fmpq]
    floats: Sequence[float]
    cost: float = 1.0
    counts: bool = False
    free: bool = False


def vanishing_combination(columns: Sequence[Column], seconds: float) -> list[tuple[int, fmpq]] | None:
    """Coefficients, by the index of their column, with which the columns add up to zero; None if none are found.

    >>> key = lambda *numbers: np.array(numbers, dtype=np.uint64)
    >>> x, minus_y, y_minus_x = (Column(key(1), [fmpq(2)], [2.0], counts=True), Column(key(2), [fmpq(-3)], [-3.0]),
    ...                          Column(key(1, 2), [fmpq(-1), fmpq(1)], [-1.0, 1.0]))
    >>> vanishing_combination([x, minus_y, y_minus_x], 1.0)
    [(0, 1), (1, 2/3), (2, 2)]
    """
    rows, row_of = np.unique(np.concatenate([column.keys for column in columns]), return_inverse=True)
    if not any(column.counts for column in columns):
        return None
    solution = _solved(columns, row_of, len(rows), seconds)
    if solution is None:
        return None
    for threshold in THRESHOLDS:
        support = [index for index, value in enumerate(solution) if abs(value) > threshold]
        exact = _exact(columns, row_of, support)
        if exact is not None:
            return [(index, value) for index, value in zip(support, exact, strict=True) if value != 0]
    return None


def _solved(columns: Sequence[Column], row_of: NDArray[np.intp], count: int, seconds: float) -> list[float] | None:
    """The vertex of the linear program, its last row the weight of the columns that count."""
    lengths = np.array([len(column.keys) for column in columns])
    counting = np.array([column.counts for column in columns])
    starts = np.zeros(len(columns) + 1, dtype=np.int32)
    starts[1:] = np.cumsum(lengths + counting)
    indices = np.empty(starts[-1], dtype=np.int32)
    values = np.empty(starts[-1])
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    for index, column in enumerate(columns):
        begin, end = starts[index], starts[index] + lengths[index]
        indices[begin:end] = row_of[offsets[index]:offsets[index + 1]]
        values[begin:end] = column.floats
        if column.counts:
            indices[end], values[end] = count, 1.0
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(columns), count + 1
    program.col_cost_ = np.array([column.cost for column in columns])
    program.col_lower_ = np.array([-highspy.kHighsInf if column.free else 0.0 for column in columns])
    program.col_upper_ = np.full(len(columns), highspy.kHighsInf)
    program.row_lower_ = program.row_upper_ = np.concatenate([np.zeros(count), [1.0]])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = starts, indices, values
    return solve_in_thread(program, seconds)


class _Quiet(highspy.Highs):  # type: ignore[misc]
    """HiGHS without the callbacks of its Python class, whose setting up prints a banner."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


def solve_in_thread(program: highspy.HighsLp, seconds: float) -> list[float] | None:
    """An optimal solution of a program, None where none is found in time; raises `SolverError` where HiGHS does not run.

    It is solved in a thread of its own: HiGHS keeps the number of its workers for every thread that calls it and refuses to
    run with another one, so that here and in what else a user runs in this process the number is chosen freely.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_vertex, program, seconds).result()


def _vertex(program: highspy.HighsLp, seconds: float) -> list[float] | None:
    solver, refused = _Quiet(), highspy.HighsStatus.kError
    kind = "choose" if len(program.integrality_) else "simplex"  # simplex alone would drop what must be whole
    for option, value in (("time_limit", max(seconds, 0.01)), ("solver", kind), ("threads", 1),
                          ("primal_feasibility_tolerance", 1e-9), ("random_seed", 0)):
        if solver.setOptionValue(option, value) == refused:
            raise SolverError(f"HiGHS {solver.version()} does not know the option {option} = {value}")
    if solver.passModel(program) == refused:
        return None  # it takes no coefficient beyond 1e15
    status, found = super(highspy.Highs, solver).run(), solver.getModelStatus()
    if found == highspy.HighsModelStatus.kNotset:
        raise SolverError(f"HiGHS {solver.version()} did not run a linear program ({status.name})")
    return list(solver.getSolution().col_value) if found == highspy.HighsModelStatus.kOptimal else None


def _exact(columns: Sequence[Column], row_of: NDArray[np.intp], support: Sequence[int]) -> list[fmpq] | None:
    """Solve the support exactly; None if it has no positive solution, or no unique one."""
    offsets = np.concatenate([[0], np.cumsum([len(column.keys) for column in columns])])
    places: dict[int, int] = {}
    entries: list[tuple[int, int, fmpq]] = []
    for at, index in enumerate(support):
        for row, coefficient in zip(row_of[offsets[index]:offsets[index + 1]], columns[index].coefficients, strict=True):
            entries.append((places.setdefault(int(row), len(places) + 1), at, coefficient))
    width = len(support) + 1
    if (len(places) + 1) * width > LARGEST_SYSTEM:
        return None
    table = [[fmpq(0)] * width for _ in range(len(places) + 1)]
    for row, at, coefficient in entries:
        table[row][at] += coefficient
    table[0] = [fmpq(int(columns[index].counts)) for index in support] + [fmpq(1)]
    reduced, rank = fmpq_mat(table).rref()
    if rank != len(support) or any(reduced[row, row] != 1 for row in range(rank)):
        return None
    values = [reduced[row, width - 1] for row in range(rank)]
    allowed = all(value >= 0 or columns[index].free for value, index in zip(values, support, strict=True))
    return values if allowed else None

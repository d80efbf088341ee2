"""Points at which forms are looked for: half of them anywhere, half of them beside where some comparison is an equality.

In:  the parameters of a game, the parameters that cutoffs are about, and expressions whose zeros matter.
Out: columns; what is seen at them suggests a form and proves none.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import sympy as sp

from symbolic_alliance.closed_form.arrays import Floats, values
from symbolic_alliance.game.parameters import Parameters
from symbolic_alliance.game.points import inside, random_columns

NUDGE, STEPS = 1e-4, 3
NEAREST, FARTHEST = -4.0, -0.3  # powers of ten: how far beside an edge a point is put, as a share


def bank(parameters: Parameters, moved: Sequence[str], edges: Sequence[sp.Expr], count: int) -> dict[str, Floats]:
    """Random points inside the assumptions; for each edge some have one of the ``moved`` parameters put beside its zero."""
    columns, rng = random_columns(parameters, count, seed=5), np.random.default_rng(5)
    turn = rng.integers(0, 2 * max(1, len(edges)), count)
    for place, edge in enumerate(edges):
        names = [name for name in moved if edge.has(sp.Symbol(name, real=True))]
        rows = np.flatnonzero(turn == place)
        if names and len(rows):
            part = {name: column[rows] for name, column in columns.items()}
            name = names[int(rng.integers(len(names)))]
            beside = rng.choice([-1, 1], len(rows)) * 10 ** rng.uniform(NEAREST, FARTHEST, len(rows))
            moved_to = _zero(edge, part, name) * (1 + beside)
            put = {**part, name: moved_to}
            fits = np.isfinite(moved_to) & inside(parameters, put)
            columns[name][rows[fits]] = moved_to[fits]
    return columns


def _zero(edge: sp.Expr, columns: Mapping[str, Floats], name: str) -> Floats:
    """Where an expression is 0 in one column, by a few steps of the secant rule."""
    one, other = columns[name], columns[name] * (1 + NUDGE)
    with np.errstate(all="ignore"):
        first, second = values(edge, columns), values(edge, {**columns, name: other})
        for _ in range(STEPS):
            following = other - second * (other - one) / (second - first)
            one, first, other = other, second, following
            second = values(edge, {**columns, name: other})
        return other

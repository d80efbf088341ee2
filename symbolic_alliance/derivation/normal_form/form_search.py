"""Look for the cheapest form of a region that no point contradicts.

In:  a region, a vocabulary, and columns of points.
Out: a `RegionForm`, or None.  It is a suggestion: what it says is stated as claims and proved, or it is not used.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbolic_alliance.claims.region_form import CaseSlacks, FormLiteral, FormNames, Membership, RegionForm
from symbolic_alliance.closed_form.arrays import Floats, Mask, values
from symbolic_alliance.derivation.normal_form.shortest import shortest_clauses
from symbolic_alliance.derivation.normal_form.vocabulary import Priced
from symbolic_alliance.game.equilibrium import Regime

MARGIN = 1e-9  # of the sum of the sizes of the terms
CITED = 0.4  # what a regime of another game costs where one is cited because it is easier to prove with
CONSTANT = 0.02  # the share of the points where a comparison has a value at which it must hold, and at which it must fail


class FormSearch:
    """The points of a game, and what each literal says there."""

    def __init__(self, words: Sequence[Priced], names: FormNames, columns: Mapping[str, Floats]) -> None:
        self._names, self._words, self._banks = names, tuple(words), [_Points(columns)]
        holds = self._look(self._banks[0])
        telling = [place for place, word in enumerate(words) if self._tells(word.literal, holds[place])]
        self._words, self._holds = tuple(words[place] for place in telling), holds[telling]

    def _tells(self, literal: FormLiteral, holds: Mask) -> bool:
        """Whether a literal holds at some points and fails at others, and has a value wherever its letters have one."""
        if isinstance(literal, Membership):
            return True
        points, cases = self._banks[0], literal.cases(self._names)
        fails = points.within([case[:-1] for case in cases], -MARGIN) & ~holds
        is_defined = all(np.isfinite(points.value(case[0])).all() for case in cases if len(case) == 1)
        return is_defined and min(holds.mean(), fails.mean()) > CONSTANT * (holds | fails).mean()

    def _look(self, points: "_Points") -> NDArray[np.bool_]:
        """Where each literal holds."""
        return np.array([points.within(one.literal.cases(self._names), -MARGIN) for one in self._words])

    def add(self, point: Mapping[str, Any]) -> None:
        """One more point, a counterexample to what was found before."""
        self._banks.append(_Points({name: np.array([float(point.get(name, 1))]) for name in self._banks[0].columns}))
        self._holds = np.hstack([self._holds, self._look(self._banks[-1])])

    def find(self, regime: Regime, cites: bool = False) -> RegionForm | None:
        """The cheapest form of a region at the points; where it ``cites``, regimes of other games cost little."""
        cases = regime.region.cases
        inside = np.concatenate([points.within(cases, MARGIN) for points in self._banks])
        outside = ~np.concatenate([points.within(cases, -MARGIN) for points in self._banks])
        if not inside.any():
            return None
        if not outside.any():
            return RegionForm(regime.name, ())
        costs = [CITED if cites and isinstance(one.literal, Membership) else one.cost for one in self._words]
        found = shortest_clauses(costs, self._holds[:, inside], ~self._holds[:, outside])
        return None if found is None else RegionForm(
            regime.name, tuple(tuple(self._words[place].literal for place in clause) for clause in found))


class _Points:
    """Points as columns, and the values of slacks there, each worked out once."""

    def __init__(self, columns: Mapping[str, Floats]) -> None:
        self.columns, self._values = columns, dict[sp.Expr, Floats]()
        self._count = len(next(iter(columns.values())))

    def within(self, cases: Sequence[CaseSlacks], least: float) -> Mask:
        """Where in some case every slack is larger than a number; one without a value is not."""
        found = np.zeros(self._count, dtype=bool)
        for case in cases:
            held = np.ones_like(found)
            for slack in case:
                held &= self.value(slack) > least
            found |= held
        return found

    def value(self, slack: sp.Expr) -> Floats:
        """A slack with the sign that it has, a sum as a share of the sizes of its terms, so that no unit matters."""
        if slack not in self._values:
            with np.errstate(all="ignore"):
                self._values[slack] = self._scaled(slack)
        return self._values[slack]

    def _scaled(self, slack: sp.Expr) -> Floats:
        if slack.is_Mul:
            return np.prod([self._scaled(part) for part in slack.args], axis=0)
        value = self._plain(slack)
        return value / (sum(abs(self._plain(term)) for term in slack.args) if slack.is_Add else abs(value))

    def _plain(self, expression: sp.Expr) -> Floats:
        if not expression.free_symbols:
            return np.full(self._count, float(expression))
        return values(expression, self.columns)

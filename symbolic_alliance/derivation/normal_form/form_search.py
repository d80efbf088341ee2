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
        self._names, self._columns = names, dict(columns)
        self._words = tuple(words)
        self._holds, self._fails = self._look()
        looked = zip(self._words, self._holds, self._fails, strict=True)
        telling = [place for place, (word, holds, fails) in enumerate(looked) if self._tells(word.literal, holds, fails)]
        self._words = tuple(words[place] for place in telling)
        self._holds, self._fails = self._holds[telling], self._fails[telling]

    def _tells(self, literal: FormLiteral, holds: Mask, fails: Mask) -> bool:
        """Whether a literal holds at some points and fails at others, and has a value wherever its letters have one."""
        if isinstance(literal, Membership):
            return True
        is_defined = all(np.isfinite(self._value(case[0])).all() for case in literal.cases(self._names) if len(case) == 1)
        return is_defined and min(holds.mean(), fails.mean()) > CONSTANT * (holds | fails).mean()

    def _look(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Where each literal holds, and where each fails although its letters have a value."""
        self._values: dict[sp.Expr, Floats] = {}
        cases = [one.literal.cases(self._names) for one in self._words]
        holds = np.array([self._within(case, -MARGIN) for case in cases])
        return holds, np.array([self._defined(case) & ~one for case, one in zip(cases, holds, strict=True)])

    def _defined(self, cases: Sequence[CaseSlacks]) -> Mask:
        """Where the letters of a comparison have a value."""
        return self._within([case[:-1] for case in cases], -MARGIN)

    def add(self, point: Mapping[str, Any]) -> None:
        """One more point, a counterexample to what was found before."""
        self._columns = {name: np.append(column, float(point.get(name, 1))) for name, column in self._columns.items()}
        self._holds, self._fails = self._look()

    def find(self, regime: Regime, cites: bool = False) -> RegionForm | None:
        """The cheapest form of a region at the points; where it ``cites``, regimes of other games cost little."""
        inside, outside = self._within(regime.region.cases, MARGIN), ~self._within(regime.region.cases, -MARGIN)
        if not inside.any():
            return None
        if not outside.any():
            return RegionForm(regime.name, ())
        costs = [CITED if cites and isinstance(one.literal, Membership) else one.cost for one in self._words]
        found = shortest_clauses(costs, self._holds[:, inside], ~self._holds[:, outside])
        return None if found is None else RegionForm(
            regime.name, tuple(tuple(self._words[place].literal for place in clause) for clause in found))

    def _within(self, cases: Sequence[CaseSlacks], least: float) -> Mask:
        """Where in some case every slack is larger than a number; one without a value is not."""
        found = np.zeros(len(next(iter(self._columns.values()))), dtype=bool)
        for case in cases:
            held = np.ones_like(found)
            for slack in case:
                held &= self._value(slack) > least
            found |= held
        return found

    def _value(self, slack: sp.Expr) -> Floats:
        if slack not in self._values:
            with np.errstate(all="ignore"):
                self._values[slack] = self._scaled(slack)
        return self._values[slack]

    def _scaled(self, slack: sp.Expr) -> Floats:
        """An expression with the sign that it has, a sum as a share of the sizes of its terms, so that no unit matters."""
        if slack.is_Mul:
            return np.prod([self._scaled(part) for part in slack.args], axis=0)
        value = self._plain(slack)
        return value / (sum(abs(self._plain(term)) for term in slack.args) if slack.is_Add else abs(value))

    def _plain(self, expression: sp.Expr) -> Floats:
        if not expression.free_symbols:
            return np.full(len(next(iter(self._columns.values()))), float(expression))
        return values(expression, self._columns)

"""What an author's theorems may speak of: the solved games of a derivation, and points at which to look before stating.

In:  the equilibria of a derivation, and further symbols that a theorem lets vary.
Out: a `Setting`.  Its points suggest which cases occur; nothing is believed because of them: what they suggest is stated and
     proved like everything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
import sympy as sp

from symbolic_alliance.claims.theorems.formula import Formula, inside
from symbolic_alliance.closed_form.arrays import Floats, Mask, in_some_case, values
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Equilibrium, Regime, Region
from symbolic_alliance.game.parameters import Assumption, Parameter, Parameters
from symbolic_alliance.game.points import columns_near, random_columns

POINTS, NEARBY = 3000, 200
MARGIN = 1e-9


@dataclass(frozen=True, eq=False)
class Setting:
    """The equilibria of a derivation by the names of their games, and the parameters that its theorems speak of.

    >>> from symbolic_alliance import load
    >>> setting = Setting(load("burden_sharing").derivation.equilibria)
    >>> setting["without_alliance"].regime("revision_1").outcome
    'revision'
    """

    equilibria: tuple[Equilibrium, ...]
    extra: tuple[Parameter, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    start: tuple[object, ...] = ()
    beside: tuple[Mapping[str, Fraction], ...] = ()

    def __getitem__(self, name: str) -> Equilibrium:
        for equilibrium in self.equilibria:
            if equilibrium.game.name == name:
                return equilibrium
        known = ", ".join(equilibrium.game.name for equilibrium in self.equilibria)
        raise RequestError(f"no game is named {name}; there are {known}")

    def varying(self, *parameters: Parameter, assumed: Sequence[Assumption], start: Sequence[object]) -> "Setting":
        """The same paper with further symbols, what is assumed of them, and a value of each to start from."""
        return replace(self, extra=parameters, assumed=tuple(assumed), start=tuple(start))

    @cached_property
    def parameters(self) -> Parameters:
        """The game's parameters and assumptions, and the further ones."""
        own = self.equilibria[0].game.parameters
        witness = {**own.witness, **{one.name: value for one, value in zip(self.extra, self.start, strict=True)}}
        return Parameters((*own.declared, *self.extra), (*own.assumptions, *self.assumed), witness)

    @cached_property
    def columns(self) -> Mapping[str, Floats]:
        """Random points that satisfy the assumptions, the same ones every time; more of them ``beside`` some points."""
        near = (columns_near(self.parameters, point, NEARBY) for point in self.beside)
        drawn = [random_columns(self.parameters, POINTS), *near]
        return {name: np.concatenate([columns[name] for columns in drawn]) for name in self.parameters.names}

    def values(self, expression: sp.Expr, columns: Mapping[str, Floats] | None = None) -> Floats:
        """The values of an expression at the points, not a number where it has none; `RequestError` for a foreign symbol."""
        rows = self.columns if columns is None else columns
        named = {symbol: sp.Symbol(symbol.name, real=True) for symbol in expression.free_symbols}
        foreign = ", ".join(sorted(symbol.name for symbol in named if symbol.name not in rows))
        if foreign:
            raise RequestError(f"a theorem speaks of {foreign}, which is no parameter: {expression}")
        return values(expression.xreplace(named), rows)

    def holds(self, formula: Formula, columns: Mapping[str, Floats] | None = None) -> Mask:
        """At which points a formula seems to hold with a margin."""
        rows = self.columns if columns is None else columns
        cases = ((self.values(one.expression, rows) for one in case) for case in formula.cases)
        return in_some_case(cases, MARGIN, len(next(iter(rows.values()))))

    def occurs(self, *formulas: Formula) -> bool:
        """Whether some point seems to satisfy all of these."""
        met = np.ones(POINTS + NEARBY * len(self.beside), dtype=bool)
        for formula in formulas:
            met &= self.holds(formula)
        return bool(met.any())

    def meeting(self, regimes: Sequence[Regime], place: Regime | Region | Formula) -> tuple[Regime, ...]:
        """Those regimes that share points with a place."""
        formula = place if isinstance(place, Formula) else inside(place)
        return tuple(regime for regime in regimes if self.occurs(inside(regime), formula))

"""Compare what fills the slots of a theorem before and after, and its table of signs.

In:  a `Ground`, and two statements whose slots have the same names.
Out: a `PartChange` for each that is not written as it was.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sympy as sp

from symbolic_alliance.algebra.factoring import factorize
from symbolic_alliance.claims.theorems import Formula, Let, Stated, Threshold, formula
from symbolic_alliance.derivation.diff.change import PartChange, Status, worst
from symbolic_alliance.derivation.diff.common_ground import Ground
from symbolic_alliance.derivation.diff.equality import equal, same_form
from symbolic_alliance.derivation.diff.implication import Strength, implies, strength_of
from symbolic_alliance.derivation.diff.regime_changes import region_part
from symbolic_alliance.derivation.plain_forms import sentence
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.game.parameters import Quantity

CONDITIONS = (Formula, sp.core.relational.Relational, sp.And, sp.Or)


@dataclass(frozen=True)
class Fillings:
    """Compares what fills two sentences, where the assumptions of both sides hold."""

    ground: Ground

    def slots(self, old: Stated, new: Stated) -> Iterator[PartChange]:
        """What fills the slots that both sentences have; a letter that passes from one value to another is a change."""
        kept = _letters(old) & _letters(new)
        for slot in filter(new.slots.__contains__, old.slots):  # with any other the wording has changed
            before, after = old.slots[slot], new.slots[slot]
            if before != after:
                was, now = (sentence(Stated(f"{{{slot}}}", (), one.slots)) for one in (old, new))
                status = Status.CHANGED if _passes(before, after, kept) else self._value(before, after)
                yield PartChange("formula in the sentence", status, was, now)

    def _value(self, old: object, new: object) -> Status:
        """How two things that fill a slot relate."""
        if isinstance(old, Let) and isinstance(new, Let):
            value = Status.REWRITTEN if old.value == new.value else self._value(old.value, new.value)
            same_words = old.quantity.meaning == new.quantity.meaning
            return value if same_words or value is not Status.REWRITTEN else Status.REWORDED
        if isinstance(old, tuple) and isinstance(new, tuple):
            left = [one for one in new if not isinstance(one, Regime)]
            alike = all(isinstance(one, Regime) and self._is_among(one, new) for one in old)
            return Status.REWRITTEN if alike and not left and len(old) == len(new) else Status.CHANGED
        if isinstance(old, Threshold) and isinstance(new, Threshold):
            shapes = [(one.symbol, [len(when) for _, when in one.cases]) for one in (old, new)]
            forms = [[part for value, when in one.cases for part in (value, *when)] for one in (old, new)]
            same = shapes[0] == shapes[1] and all(map(self._is_same, *forms))
            return Status.REWRITTEN if same else Status.CHANGED
        if isinstance(old, sp.Ne) and isinstance(new, sp.Ne):
            return Status.REWRITTEN if self._is_same(old.lhs - old.rhs, new.lhs - new.rhs) else Status.CHANGED
        if isinstance(old, sp.Ne) or isinstance(new, sp.Ne):
            return Status.CHANGED
        if isinstance(old, CONDITIONS) and isinstance(new, CONDITIONS):
            old_said, new_said = formula(old), formula(new)
            strength, _ = strength_of(implies(self.ground, old_said, new_said), implies(self.ground, new_said, old_said))
            return {Strength.EQUAL: Status.REWRITTEN, Strength.UNKNOWN: Status.UNDECIDED}.get(strength, Status.CHANGED)
        if isinstance(old, sp.Expr) and isinstance(new, sp.Expr):
            return self._expressions(old, new)
        return Status.CHANGED

    def _is_same(self, old: sp.Expr, new: sp.Expr) -> bool:
        return self._expressions(old, new) is Status.REWRITTEN

    def _expressions(self, old: sp.Expr, new: sp.Expr) -> Status:
        if not old.free_symbols | new.free_symbols <= self.known:
            return Status.REWRITTEN if same_form(old, new) else Status.CHANGED
        answer = equal(self.ground, old, new)
        return Status.REWRITTEN if answer.holds else Status.CHANGED if answer.point is not None else Status.UNDECIDED

    @property
    def known(self) -> frozenset[sp.Symbol]:
        """What the grounds have numbers for."""
        return frozenset(sp.Symbol(name, real=True) for name in self.ground.columns)

    def _is_among(self, old: Regime, new: Sequence[Regime]) -> bool:
        """Whether some regime has the same outcome, region and choices."""
        for one in new:
            if one.outcome == old.outcome and one.actions.keys() == old.actions.keys() and all(
                    self._is_same(form, one.actions[name]) for name, form in old.actions.items()):
                moved = region_part(self.ground, old.region, one.region)
                if moved is None or moved.status is Status.REWRITTEN:
                    return True
        return False

    def table(self, old: Stated, new: Stated) -> Iterator[PartChange]:
        """The table of signs, cell by cell, whatever the order of its rows and columns."""
        if old.table == new.table:
            return
        rows = [_rows(one) for one in (old, new)]
        if rows[0].keys() != rows[1].keys():
            status = Status.CHANGED
        else:
            found = [self._cell(rows[0][key], rows[1][key]) for key in rows[0]]
            status = worst([*found, Status.REWRITTEN])
        yield PartChange("table of signs", status, _told(old), _told(new))

    def _cell(self, old: "_Row", new: "_Row") -> Status:
        """How two cells relate: the sign of the slope of what, and what it follows."""
        if old == new:
            return Status.SAME
        if old.sign != new.sign or not self._is_same(old.value, new.value):
            return Status.CHANGED
        follows = [one for one in (old.follows, new.follows) if one is not None]
        if len(follows) == 1 or (follows and not is_multiple(self.ground, *follows)):
            return Status.CHANGED
        return Status.REWORDED if old.quantity.meaning != new.quantity.meaning else Status.REWRITTEN


def _letters(stated: Stated) -> frozenset[sp.Symbol]:
    return frozenset(one.symbol for one in stated.slots.values() if isinstance(one, Let))


def _passes(old: object, new: object, kept: frozenset[sp.Symbol]) -> bool:
    """Whether a value has another letter now, and one of the two is a letter of both sentences."""
    return (isinstance(old, Let) and isinstance(new, Let) and old.symbol != new.symbol
            and bool({old.symbol, new.symbol} & kept))


def is_multiple(ground: Ground, old: sp.Expr, new: sp.Expr) -> bool:
    """Whether two expressions are the same up to a factor that the assumptions settle as positive.

    The factor that they share is to be one of which they do not settle the sign: else any two positive ones would do.
    """
    is_positive = ground.signs.is_positive
    if same_form(old, new) or same_form(old, new, is_positive):
        return True
    left, unsettled, sign = Counter[sp.Expr](), False, 1
    for found, way in ((factorize(old), 1), (factorize(new), -1)):
        sign *= int(sp.sign(found.constant))
        for base, exponent in found.factors:
            unsettled |= base in left and not (is_positive(base) or is_positive(-base))
            left[base] += way * exponent
    rest = [(base, exponent) for base, exponent in left.items() if exponent]
    if rest and not unsettled:
        return False
    for base, exponent in rest:
        if not (is_positive(base) or is_positive(-base)):
            return False
        sign *= 1 if is_positive(base) or exponent % 2 == 0 else -1
    return sign > 0


class _Row(NamedTuple):
    """A cell of a table of signs with what stands at the head of its row."""

    quantity: Quantity
    value: sp.Expr
    sign: str
    follows: sp.Expr | None


def _rows(stated: Stated) -> dict[tuple[str, int, str], _Row]:
    """The cells by the name of the quantity, its place among those of that name, and the parameter."""
    found: dict[tuple[str, int, str], _Row] = {}
    for (quantity, value), cells in zip(stated.table.rows, stated.table.cells, strict=True) if stated.table else ():
        place = len({known[1] for known in found if known[0] == quantity.name})
        found |= {(quantity.name, place, column.name): _Row(quantity, value, cell.sign, cell.follows)
                  for column, cell in zip(stated.table.columns if stated.table else (), cells, strict=True)}
    return found


def _told(stated: Stated) -> str:
    return ", ".join(f"{name} in {column}: {row.sign}" for (name, _, column), row in _rows(stated).items())

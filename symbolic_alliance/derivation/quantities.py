"""What a derivation names: thresholds, levels of arms, offers, each with its closed forms and the condition of each.

In:  a derivation with its theorems, which introduce the letters.
Out: a `DerivedQuantity` for each letter, by name.  The name is that in print, its value exact at a point.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Any

import sympy as sp
from flint import ctx

from symbolic_alliance.claims.theorems import Let, Threshold
from symbolic_alliance.closed_form import WORKING_DIGITS, Compiler, Evaluation, Exact, Program, UndefinedForm, plain
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation
from symbolic_alliance.errors import RequestError, near
from symbolic_alliance.game.equilibrium import EVERYWHERE, Regime, Region
from symbolic_alliance.game.parameters import Quantity, shortest


@dataclass(frozen=True)
class QuantityCase:
    """A closed form and the region in which it is the value; ``regime`` is whose choice it is, where it is one."""

    expression: sp.Expr
    where: Region = EVERYWHERE
    regime: str = ""


@dataclass(frozen=True)
class DerivedQuantity:
    """A letter of the paper for a derived object; ``parameter`` is what a threshold is a value of, and else empty.

    ``introduced`` names the theorem that introduces the letter, and ``known`` are the names that it may depend on.

    >>> from symbolic_alliance import load
    >>> k_D = quantities(load("burden_sharing").derivation)["k_D"]
    >>> k_D.parameter, len(k_D.cases), k_D.needs
    ('k_A', 2, ('m_O', 'q', 'w_A', 'w_O'))
    >>> k_D.at({"q": "1/2", "m_O": 1, "w_A": "1/10", "w_O": "1/10"})
    Fraction(3, 4)
    """

    name: str
    quantity: Quantity
    parameter: str
    cases: tuple[QuantityCase, ...]
    introduced: str

    @property
    def expression(self) -> sp.Expr:
        """The closed form of a quantity that has one; `RequestError` where there are several."""
        if len(self.cases) != 1:
            raise RequestError(f"{self.name} has {len(self.cases)} closed forms, each on a condition: use .cases")
        return self.cases[0].expression

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The names of the numbers that the value depends on, in alphabetical order."""
        found = frozenset().union(*(case.expression.free_symbols | case.where.symbols for case in self.cases))
        return tuple(sorted(symbol.name for symbol in found))

    def at(self, point: Mapping[str, Any]) -> Exact | None:
        """The exact value at a point, which may have further numbers; None where no case counts, or none has a value.

        A float is read as its shortest decimal.  Raises `RequestError` for a missing number, and for what is none.
        """
        missing = [name for name in self.needs if name not in point]
        if missing:
            raise RequestError(f"{self.name} needs a value for {', '.join(missing)}")
        program, cases = self._compiled
        run = Evaluation.at(program, {name: shortest(point[name], name) for name in self.needs})
        with ctx.workdps(WORKING_DIGITS):
            for where, place in cases:
                if any(map(run.holds, where)):
                    try:
                        return plain(run.exact(place))
                    except UndefinedForm:
                        continue
        return None

    @cached_property
    def _compiled(self) -> tuple[Program, tuple[tuple[tuple[tuple[tuple[int, bool], ...], ...], int], ...]]:
        """All conditions and forms as one program, and for each case where its conditions and its form stand."""
        compiler, found = Compiler(self.needs), []
        for case in self.cases:
            where = tuple(tuple((compiler.place(slack), strict) for slack, strict in one) for one in case.where.conditions)
            found.append((where, compiler.place(case.expression)))
        return compiler.program, tuple(found)

    def subs(self, numbers: Mapping[str, Any]) -> "DerivedQuantity":
        """The quantity with exact numbers in the place of some names.

        Raises `RequestError` for a name that it does not depend on.
        """
        unknown = next((name for name in numbers if name not in self.needs), None)
        if unknown is not None:
            raise RequestError(f"{self.name} does not depend on {unknown}{near(unknown, self.needs)}")
        put = {sp.Symbol(name, real=True): sp.Rational(str(shortest(value, name))) for name, value in numbers.items()}
        return replace(self, cases=tuple(
            QuantityCase(case.expression.subs(put), _substituted(case.where, put), case.regime) for case in self.cases))


def _substituted(region: Region, put: Mapping[sp.Symbol, sp.Expr]) -> Region:
    return Region(tuple(tuple(slack.subs(put) for slack in case) for case in region.cases),
                  tuple(slack.subs(put) for slack in region.strict))


def quantities(derivation: Derivation) -> Mapping[str, DerivedQuantity]:
    """Every quantity that a derivation's theorems name, by name, in the order in which they introduce them.

    A choice in some regimes of a game other than the first has that game's name before its own.
    """
    found: dict[str, DerivedQuantity] = {}
    for one in _introduced(derivation):
        known = found.get(one.name)
        if known is None:
            found[one.name] = one
        elif one.cases != known.cases:
            more = tuple(case for case in one.cases if case not in known.cases)
            if all(case.regime for case in (*more, *known.cases)):  # the same choice in further regimes
                found[one.name] = replace(known, cases=(*known.cases, *more))
            else:
                names = (f"{one.name}_in_{one.introduced}{f'_{number}' if number > 1 else ''}" for number in count(1))
                name = next(name for name in names if name not in found)
                found[name] = replace(one, name=name)
    return {name: _in_order_of_play(one, derivation) for name, one in found.items()}


def _in_order_of_play(quantity: DerivedQuantity, derivation: Derivation) -> DerivedQuantity:
    """The cases of a choice in the order in which regimes are played where two of them meet."""
    order = [prefix + regime.name for prefix, one in zip(derivation.prefixes, derivation.all_equilibria, strict=True)
             for regime in one.in_order]
    if not all(case.regime in order for case in quantity.cases):
        return quantity
    return replace(quantity, cases=tuple(sorted(quantity.cases, key=lambda case: order.index(case.regime))))


def _introduced(derivation: Derivation) -> Iterator[DerivedQuantity]:
    prefixes = dict(zip((one.game.name for one in derivation.all_equilibria), derivation.prefixes, strict=True))
    home = {id(regime): prefixes[one.game.name] for one in derivation.all_equilibria for regime in one.regimes}
    for claim in derivation.judged.get(THEOREMS, ()):
        for slot in claim.statement.stated.slots.values() if claim.statement else ():
            if isinstance(slot, Let):
                yield from _of_letter(slot, claim.name, home)


def _of_letter(let: Let, theorem: str, home: Mapping[int, str]) -> Iterator[DerivedQuantity]:
    quantity, value = let.quantity, let.value
    if isinstance(value, Threshold):
        cases = tuple(QuantityCase(form, Region((when,))) for form, when in value.cases)
        yield DerivedQuantity(quantity.name, quantity, value.symbol.name, cases, theorem)
    elif isinstance(value, tuple):
        by_game: dict[str, list[Regime]] = {}
        for regime in value:
            by_game.setdefault(home.get(id(regime), ""), []).append(regime)
        for prefix, regimes in by_game.items():
            chosen = tuple(QuantityCase(one.actions[quantity.name], one.region, prefix + one.name) for one in regimes)
            yield DerivedQuantity(prefix + quantity.name, quantity, "", chosen, theorem)
    else:
        yield DerivedQuantity(quantity.name, quantity, "", (QuantityCase(value),), theorem)

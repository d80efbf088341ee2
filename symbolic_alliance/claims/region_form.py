"""Regions restated: conditions on named quantities, and the claims that such a form is the region that the solver found.

In:  a region, and a form of it: clauses, each a few comparisons of which one holds, between parameters and letters.
Out: the region that a form stands for, letter by letter and case by case; and one claim for each clause and each case.
A comparison with a letter holds only where the letter has a value.  Claims are made on closed sets, so that a form that is
proved is the region with all its edges.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import sympy as sp

from symbolic_alliance.algebra.factoring import square_roots
from symbolic_alliance.algebra.well_posed import Conclusion, closed_claim
from symbolic_alliance.game.equilibrium import CaseConditions, Regime, Region
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality

CaseSlacks = tuple[sp.Expr, ...]


@dataclass(frozen=True)
class LetterCase:
    """A closed form, and the slacks that are >= 0 where it counts; ``regime`` is whose choice it is, where it is one."""

    value: sp.Expr
    where: CaseSlacks = ()
    regime: str = ""


@dataclass(frozen=True)
class Letter:
    """A name for a quantity; ``game`` is whose regimes choose it, where it is a choice."""

    quantity: Quantity
    cases: tuple[LetterCase, ...]
    game: str = ""

    @property
    def symbol(self) -> sp.Symbol:
        """The letter as a symbol."""
        return self.quantity.symbol

    @property
    def halves(self) -> tuple["Letter", ...]:
        """Where it has two cases, one on each side of a condition, the letter on either side; else the letter as it is."""
        wheres = [case.where for case in self.cases]
        if len(wheres) == 2 and all(len(where) == 1 for where in wheres) and sp.expand(wheres[0][0] + wheres[1][0]) == 0:
            return tuple(replace(self, cases=(case,)) for case in self.cases)
        return (self,)

    def within(self, regime: str) -> "Letter":
        """The letter where a regime is played."""
        return replace(self, cases=tuple(case for case in self.cases if case.regime == regime))


@dataclass(frozen=True)
class FormNames:
    """What forms may speak of beside parameters: letters by their symbols, and regimes of other games with their cases."""

    letters: Mapping[sp.Symbol, Letter] = field(default_factory=dict)
    regimes: Mapping[tuple[str, str], tuple[CaseSlacks, ...]] = field(default_factory=dict)

    def replaced(self, letters: Iterable[Letter]) -> "FormNames":
        """The same with other cases of some letters."""
        return FormNames({**self.letters, **{one.symbol: one for one in letters}}, self.regimes)


@dataclass(frozen=True)
class AtLeast:
    """``more >= less`` between expressions in parameters and letters."""

    more: sp.Expr
    less: sp.Expr

    def cases(self, names: FormNames) -> tuple[CaseSlacks, ...]:
        """The comparison in parameters alone: one conjunction of slacks >= 0 for each case of its letters.

        >>> k, c, t = sp.symbols("k c t", real=True)
        >>> half = Letter(Quantity("t", "t", "a bound"), (LetterCase(c / 2, (1 - c,)), LetterCase(c**2, (c - 1,))))
        >>> AtLeast(k, t).cases(FormNames({t: half}))
        ((1 - c, -c/2 + k), (c - 1, -c**2 + k))
        """
        used = [names.letters[one] for one in sorted((self.more - self.less).free_symbols & names.letters.keys(), key=str)]
        found = []
        for chosen in product(*(one.cases for one in used)):
            put = {one.symbol: case.value for one, case in zip(used, chosen, strict=True)}
            slack = self.more.xreplace(put) - self.less.xreplace(put)
            found.append((*dict.fromkeys(part for case in chosen for part in case.where), slack))
        return tuple(found)


@dataclass(frozen=True)
class Membership:
    """That a point lies in a regime of another game."""

    game: str
    regime: str

    def cases(self, names: FormNames) -> tuple[CaseSlacks, ...]:
        """The region of that regime."""
        return names.regimes[self.game, self.regime]


FormLiteral = AtLeast | Membership
FormClause = tuple[FormLiteral, ...]


@dataclass(frozen=True)
class RegionForm:
    """The region of a regime as clauses that all hold; a clause holds where one of its literals does.

    Where it is proved ``by_case``, it is shown that a choice has a value, and then what it is in each of its regimes.
    Of each slack in ``steps`` its second form is shown first: the same without the factors that are positive.
    """

    regime: str
    clauses: tuple[FormClause, ...]
    by_case: bool = False
    steps: tuple[tuple[sp.Expr, sp.Expr], ...] = ()

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """The parameters and letters that are compared."""
        return frozenset().union(*map(_symbols, self.clauses))

    def read(self, names: FormNames) -> FormNames:
        """What the names stand for here: in a regime of another game, a choice of that game is that of this regime."""
        places = {one.game: one.regime for clause in self.clauses if len(clause) == 1
                  for one in clause if isinstance(one, Membership)}
        return FormNames({symbol: letter.within(places[letter.game]) if letter.game in places else letter
                          for symbol, letter in names.letters.items()}, names.regimes)

    def region(self, names: FormNames) -> Region:
        """The region that the form stands for, in parameters alone."""
        own = self.read(names)
        ways = [[case for one in clause for case in one.cases(own)] for clause in self.clauses]
        told = (tuple(dict.fromkeys(slack for case in cases for slack in case if not _is_true(slack)))
                for cases in product(*ways))
        return Region(tuple(case for case in told if not any(map(_is_false, case))))


def _symbols(clause: FormClause) -> frozenset[sp.Symbol]:
    return frozenset().union(*((one.more - one.less).free_symbols for one in clause if isinstance(one, AtLeast)))


def _is_true(slack: sp.Expr) -> bool:
    return bool(slack.is_number and slack >= 0)


def _is_false(slack: sp.Expr) -> bool:
    return bool(slack.is_number and slack < 0)


def form_claims(game: Game, regime: Regime, form: RegionForm, names: FormNames) -> tuple[Claim, ...]:
    """That a form is the region of a regime, both ways: one claim for each case and clause, one for each case of the form."""
    named = enumerate(_claims(game, regime, form, names), 1)
    return tuple(replace(one, name=f"{regime.name}_{ClaimKind.NORMAL_FORM}_{number}") for number, one in named)


def _claims(game: Game, regime: Regime, form: RegionForm, names: FormNames) -> Iterator[Claim]:
    about, region, steps = f"regime {regime.name}", regime.region, dict(form.steps)
    for clause in form.clauses:
        for case in region.conditions:
            for given, conclusion in _goals(clause, form.read(names), form.by_case):
                text = f"in {regime.name} the conditions hold that restate it"
                hypotheses = (*_given(case), *map(Inequality, given))
                for shown, goal in _from_steps(hypotheses, conclusion, steps):
                    yield closed_claim(game, about, ClaimKind.NORMAL_FORM, text, shown, goal)
    printed = tuple(tuple(Inequality(*one) for one in case) for case in region.conditions)
    for slacks in form.region(names).cases:
        text = f"the conditions that restate {regime.name} hold nowhere else"
        given = tuple(map(Inequality, slacks))
        first = [Inequality(steps[slack]) for slack in slacks if slack in steps]
        for one in first:
            yield closed_claim(game, about, ClaimKind.NORMAL_FORM, text, given, ((one,),))
        yield closed_claim(game, about, ClaimKind.NORMAL_FORM, text, (*given, *first), printed)


def _from_steps(given: tuple[Inequality, ...], conclusion: Conclusion, steps: Mapping[sp.Expr, sp.Expr]
                ) -> Iterator[tuple[tuple[Inequality, ...], Conclusion]]:
    """The conclusion in the forms of the steps, and of each that what it is a form of follows from it."""
    changed = tuple(tuple(replace(one, expression=steps.get(one.expression, one.expression)) for one in case)
                    for case in conclusion)
    yield given, changed
    for old, new in ((one, other) for case, told in zip(conclusion, changed, strict=True)
                     for one, other in zip(case, told, strict=True) if one != other):
        yield (*given, new), ((old,),)


def _goals(clause: FormClause, names: FormNames, by_case: bool) -> Iterator[tuple[CaseSlacks, Conclusion]]:
    """A clause on either side of the conditions of its thresholds, and case by case of its choices where that is asked for.

    Where conditions hold roots, it is shown that they have a value; of a choice, that one of its cases counts.
    """
    used = [one for symbol, one in names.letters.items() if symbol in _symbols(clause)]
    halved = [one for one in used if len(one.halves) > 1]
    for one in halved:
        if square_roots(one.cases[0].where[0]):
            yield (), tuple(tuple(map(Inequality, case.where)) for case in one.cases)
    for chosen in product(*(one.halves for one in halved)):
        own = names.replaced(chosen)
        given = tuple(slack for one in chosen for slack in one.cases[0].where)
        parted = next((one for one in used if one.game and len(one.cases) > 1), None) if by_case else None
        if parted is None:
            yield given, _conclusion(clause, own, given)
            continue
        others = tuple(one for one in clause if isinstance(one, Membership) or not (one.more - one.less).has(parted.symbol))
        yield given, (*_conclusion(others, own, given), *(tuple(map(Inequality, case.where)) for case in parted.cases))
        for case in parted.cases:
            counts = (*given, *case.where)
            yield counts, _conclusion(clause, own.replaced([replace(parted, cases=(case,))]), counts)


def _conclusion(clause: FormClause, names: FormNames, given: CaseSlacks) -> Conclusion:
    """The alternatives of a clause, without what is given."""
    return tuple(tuple(Inequality(slack) for slack in case if slack not in given)
                 for one in clause for case in one.cases(names))


def _given(case: CaseConditions) -> Iterator[Inequality]:
    return (Inequality(slack, strict) for slack, strict in case)

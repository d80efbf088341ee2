"""An assertion in letters: ``m < m_R`` where the theorem compares two closed forms that have names.

In:  the letters of a paper with their values, and the choices of the regimes that an assertion is made in.
Out: relations between letters.  A closed form that has no name stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.places import Place
from symbolic_alliance.claims.theorems import Let, Threshold
from symbolic_alliance.game.parameters import Choice, Quantity
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.claim import Inequality
from symbolic_alliance.typeset.layout import ZERO, Layout, Name, Relation, equation, rebuild
from symbolic_alliance.typeset.marks import marked
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.relations import FLIPPED, balance, chain
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.widths import width

WIDE, WIDEST = 26.0, 70.0  # em of a relation that a reader takes in within a sentence, and of one that still stands in it
MOST_TERMS = 4  # of an expression in letters that is not put over one denominator
FEWEST = 2  # operations of a value that is worth a letter


@dataclass(frozen=True)
class NamedForm:
    """A letter for a closed form, or for ``told``, an expression in letters."""

    quantity: Quantity
    value: sp.Expr
    told: sp.Expr | None = None

    @property
    def written(self) -> sp.Expr:
        """What is written for the closed form."""
        return self.quantity.symbol if self.told is None else self.told


def letters_of(lets: Sequence[Let]) -> tuple[NamedForm, ...]:
    """The letters of theorems that have one closed form."""
    values = [(let.quantity, let.value.value if isinstance(let.value, Threshold) and len(let.value.cases) == 1 else let.value)
              for let in lets]
    return tuple(NamedForm(quantity, value) for quantity, value in values if isinstance(value, sp.Expr))


def counting_letters(lets: Sequence[Let],
                     cases: Sequence[Sequence[Inequality]]) -> tuple[tuple[NamedForm, tuple[sp.Expr, ...]], ...]:
    """The letters of thresholds one of whose closed forms counts in all of these cases, each with the conditions for it."""
    given = [[one.expression for one in case] for case in cases]
    return tuple((NamedForm(let.quantity, value), when) for let in lets if isinstance(let.value, Threshold)
                 for value, when in let.value.cases if len(let.value.cases) > 1 and given
                 and all(slack in case for case in given for slack in when))


def find_threshold(cases: Sequence[Sequence[Inequality]], lets: Sequence[Let]) -> tuple[Let, int, sp.Expr, bool] | None:
    """The threshold, whatever its case, that a union compares with an expression, which it exceeds or (-1) falls short of."""
    for let in lets:
        if not isinstance(let.value, Threshold) or not 1 < len(let.value.cases) == len(cases):
            continue
        for sign in (1, -1):
            others = {_other(case, value, when, sign)
                      for case, (value, when) in zip(cases, let.value.cases, strict=True)}
            if len(others) == 1 and (other := next(iter(others))) is not None:
                return let, sign, other, cases[0][-1].strict
    return None


def _other(case: Sequence[Inequality], value: sp.Expr, when: Sequence[sp.Expr], sign: int) -> sp.Expr | None:
    is_counted = bool(case) and [one.expression for one in case[:-1]] == list(when)
    return value - sign * case[-1].expression if is_counted else None


def played_letters(places: Sequence[Place], game: Game, benchmark: str,
                   spoken_of: frozenset[sp.Symbol]) -> tuple[NamedForm, ...]:
    """The choices of regimes as letters: primed in the benchmark, with a hat in a companion.

    In the game they have a star where the letter is used for any choice.
    """
    found: list[NamedForm] = []
    for home, regime in [(place.home, place.regime) for place in places if place.regime is not None]:
        mark = "alone" if home == benchmark else "least" if home != game.name else ""
        for choice in game.choices:
            if choice.name in regime.actions:
                own = mark or ("star" if choice.symbol in spoken_of else "")
                found.append(NamedForm(marked(choice, own), regime.actions[choice.name]))
    return tuple(found)


def _share(choice: Quantity, whole: Quantity) -> Quantity:
    return Quantity(f"{choice.name}_over_{whole.name}", f"({choice.latex}/{whole.latex})", "")


class Teller:
    """Tells inequalities in letters."""

    def __init__(self, style: Style, names: Sequence[NamedForm], solved_for: Sequence[sp.Symbol],
                 choices: Sequence[Choice]) -> None:
        chosen = [one for one in names if isinstance(one.quantity, Choice)]
        shares = [NamedForm(_share(one.quantity, other.quantity), one.value / other.value, one.written / other.written)
                  for one in chosen for other in names if other not in chosen]
        costs = [NamedForm(one.quantity, symbol * one.value, symbol * one.written) for one in chosen for symbol in solved_for]
        slopes = [slope for one in (*names, *shares) for slope in _slopes(one, solved_for, style)]
        every = [one for one in (*names, *shares, *costs, *slopes) if one.value.free_symbols]
        self._names = sorted(every, key=lambda one: -int(sp.count_ops(one.value)))
        self._choices = frozenset(sp.Symbol(choice.name, real=True) for choice in choices)
        self._letters = self._choices | {one.quantity.symbol for one in chosen}
        self._values = {one.quantity.symbol: one.value for one in self._names if one.told is None}
        self._told: dict[sp.Expr, sp.Expr] = {}
        self.style = style.with_names([one.quantity for one in self._names])
        self._solved_for = tuple(solved_for)

    def relations(self, case: Sequence[Inequality]) -> tuple[Layout, ...] | None:
        """A conjunction as relations, what is true of numbers left out; None where one is too long to be read.

        What is false of numbers is told: ``0 > 0`` of two equal sides one of which should be larger.
        """
        found: list[Relation] = []
        opposite = {one.expression for one in case if not one.strict}
        done: list[sp.Expr] = []
        for one in case:
            value = sp.S.Zero if self.style.is_same(one.expression, sp.S.Zero) else one.expression
            is_told = value == 0 and not one.strict and -one.expression in opposite and self._is_in_letters(one.expression)
            if value.is_number and not is_told:
                if not Inequality(value, one.strict).holds_at({}):
                    found.append(equation(self._form(value), ZERO, ">" if one.strict else ">="))
                continue
            if one.expression in done:
                continue
            is_equation = not one.strict and -one.expression in opposite
            done += [one.expression, *([-one.expression] if is_equation else [])]
            found.append(self._relation(one, "=" if is_equation else ">" if one.strict else ">="))
        chained = chain(found)
        return None if any(width(relation) > WIDEST for relation in chained) else chained

    def told(self, one: Inequality) -> Relation:
        """An inequality as a relation between two sides, however long."""
        return self._relation(one, ">" if one.strict else ">=")

    def closed_form(self, side: Layout) -> sp.Expr:
        """What a side of a relation stands for, each letter replaced by its closed form."""
        return expression_of(side).xreplace(self._values)

    def puts_choices(self, told: Relation, expression: sp.Expr) -> bool:
        """Whether a relation tells an expression that speaks of no choice by choices as they are played."""
        sides = (told.first, *(side for _, side in told.steps))
        used = frozenset().union(*(expression_of(side).free_symbols for side in sides))
        return bool(used & self._letters) and not expression.free_symbols & self._letters

    def _is_in_letters(self, expression: sp.Expr) -> bool:
        """Whether letters stand for all closed forms of an expression, and something is left of it."""
        told = self.in_letters(expression)
        return told != 0 and told.free_symbols <= {one.quantity.symbol for one in self._names} | self._choices

    def threshold(self, let: Let, sign: int, other: sp.Expr, strict: bool) -> Relation:
        """A threshold compared with an expression."""
        word = (">" if sign > 0 else "<") + ("" if strict else "=")
        return equation(self.style.name(let.symbol), self._form(self.in_letters(other)), word)

    def _relation(self, one: Inequality, sign: str) -> Relation:
        expression = self.in_letters(one.expression)
        for symbol in self._solved_for:
            if expression.coeff(symbol) in (1, -1) and not (expression - expression.coeff(symbol) * symbol).has(symbol):
                side = expression.coeff(symbol)
                rest = side * symbol - expression if side == 1 else expression + symbol
                return equation(self.style.name(symbol), self._form(rest), sign if side == 1 else FLIPPED[sign])
        is_told = expression != one.expression or self._letters & expression.free_symbols
        terms = sp.Add.make_args(expression)
        if is_told and len(terms) <= MOST_TERMS:
            return self._sides(terms, sign)
        return balance(expression, self.style, sign)

    def _sides(self, terms: Sequence[sp.Expr], sign: str) -> Relation:
        """The terms with a plus against those with a minus; a side with a choice goes to the left."""
        right = sp.Add(*(-term for term in terms if term.could_extract_minus_sign()))
        left = sp.Add(*(term for term in terms if not term.could_extract_minus_sign()))
        if left == 0 or (right != 0 and self._rank(right) > self._rank(left)):
            left, right, sign = right, left, FLIPPED[sign]
        return equation(self._form(left), self._form(right), sign)

    def _rank(self, side: sp.Expr) -> int:
        """How much a side is what a sentence is about: it has a choice as it is played with the alliance, or any choice."""
        found = [2 if symbol in self._choices else 1 for symbol in sorted(side.free_symbols & self._letters, key=str)]
        return max(found, default=0)

    def in_letters(self, expression: sp.Expr) -> sp.Expr:
        """An expression with letters for the closed forms that have one, wherever that makes it shorter."""
        if expression not in self._told:
            self._told[expression] = self._put(expression)
        return self._told[expression]

    def _put(self, expression: sp.Expr) -> sp.Expr:
        for one in self._names:
            if one.value.free_symbols <= expression.free_symbols:
                for sign in (1, -1):
                    changed = put_letter(expression, sign * one.value, sign * one.written)
                    if changed != expression and int(sp.count_ops(changed)) < int(sp.count_ops(expression)):
                        expression = changed
        return expression

    def _form(self, expression: sp.Expr) -> Layout:
        return normal_form(expression, self.style)


def _slopes(one: NamedForm, symbols: Sequence[sp.Symbol], style: Style) -> list[NamedForm]:
    """The derivatives of a value, as letters."""
    found = []
    for symbol in symbols:
        slope = sp.diff(one.value, symbol)
        if int(sp.count_ops(slope)) > FEWEST:
            latex = rf"\partial {one.quantity.latex}/\partial {style.name(symbol).latex}"
            found.append(NamedForm(Quantity(f"d{one.quantity.name}_d{symbol.name}", latex, ""), slope))
    return found


def put_letter(expression: sp.Expr, value: sp.Expr, letter: sp.Expr) -> sp.Expr:
    """A letter for a value wherever that stands: as a part, or as some of the terms of a sum or factors of a product.

    >>> a, b, c, x = sp.symbols("a b c x", real=True)
    >>> put_letter(sp.sqrt(a + b + c) + c * (a + b), a + b, x)
    c*x + sqrt(c + x)
    """
    if expression == value:
        return letter
    if not expression.args:
        return expression
    if expression.func is value.func and (expression.is_Add or expression.is_Mul):
        rest = [part for part in expression.args if part not in value.args]
        if len(rest) + len(value.args) == len(expression.args):
            return expression.func(letter, *(put_letter(part, value, letter) for part in rest))
    parts = [put_letter(part, value, letter) for part in expression.args]
    return expression if parts == list(expression.args) else expression.func(*parts)


def put_known(layout: Layout, known: Mapping[Layout, Name]) -> Layout:
    """A layout in which whole parts are replaced by the letters that stand for them."""
    if layout in known:
        return known[layout]
    return rebuild(layout, lambda part: put_known(part, known))

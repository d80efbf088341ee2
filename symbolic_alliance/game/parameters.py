"""The vocabulary of a model: parameters, choices, named assumptions and a witness point.

In:  names, LaTeX, meanings and relations, as an author writes them in the model section of a paper.
Out: frozen values whose SymPy symbols are all plain reals.  Signs are never a property of a symbol (SymPy would evaluate
     ``k > 0`` to True and the hypothesis would be lost on its way to the solver); they are assumptions, by name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

import sympy as sp
from sympy.core.relational import GreaterThan, LessThan, Relational, StrictGreaterThan, StrictLessThan

from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.frozen import Frozen
from symbolic_alliance.game.kinds import mapping, one, several, shown, text


@dataclass(frozen=True)
class Quantity:
    """A named real number of the model: its code name, its LaTeX and what it means.

    >>> Quantity("k_A", "k_A", "the ally's opportunity cost of a unit of arms").symbol
    k_A
    """

    name: str
    latex: str
    meaning: str

    def __post_init__(self) -> None:
        text(self.name, "the name of a quantity")
        text(self.latex, f"the LaTeX of {self.name}")
        one(self.meaning, str, f"the meaning of {self.name}", "text")
        if not (self.name.isidentifier() and self.name.isascii()):
            raise ModelError(f"{self.name!r} is not a name: use unaccented letters, digits and underscores, such as 'k_A'; "
                             "its LaTeX may be any")

    @property
    def symbol(self) -> sp.Symbol:
        """The plain real SymPy symbol of this name."""
        return sp.Symbol(self.name, real=True)


class Parameter(Quantity):
    """A number that nature fixes before the game starts."""


class Choice(Quantity):
    """A real number that a player chooses at a `Choose` node."""


@dataclass(frozen=True)
class Assumption:
    """A named hypothesis: relations that all hold, and the sentence a reader is told.

    >>> k = sp.Symbol("k", real=True)
    >>> Assumption("costly", (k > 0,), "arms are costly").slacks
    ((k, True),)
    """

    name: str
    relations: tuple[Relational, ...]
    text: str

    def __post_init__(self) -> None:
        text(self.name, "the name of an assumption")
        one(self.text, str, f"the sentence of assumption {self.name}", "text")
        if not isinstance(self.relations, (tuple, list)) or not self.relations:
            raise ModelError(f"assumption {self.name}: its relations are a tuple, such as (k > 0,), not "
                             f"{shown(self.relations)}")
        object.__setattr__(self, "relations", tuple(self.relations))
        for relation in self.relations:
            if not isinstance(relation, (GreaterThan, LessThan, StrictGreaterThan, StrictLessThan)):
                hint = ""
                if isinstance(relation, sp.And):
                    hint = ": write its parts one by one, with commas"
                elif isinstance(relation, sp.Eq):
                    hint = ": put the one in place of the other in the payoffs"
                elif relation in (True, False) and isinstance(relation, bool):
                    hint = ": it is settled before it is stated, as whatever is written with == is"
                elif relation in (sp.true, sp.false):
                    hint = (": it is settled before it is stated, as k > 0 is of a symbol with positive=True; write "
                            "sp.Symbol('k', real=True)")
                raise ModelError(f"assumption {self.name}: {shown(relation)} is not an inequality between real numbers{hint}")

    @property
    def slacks(self) -> tuple[tuple[sp.Expr, bool], ...]:
        """The relations as ``(slack, is_strict)``: slack > 0 where strict, slack >= 0 otherwise."""
        return tuple((relation.gts - relation.lts, isinstance(relation, (StrictGreaterThan, StrictLessThan)))
                     for relation in self.relations)

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """The symbols that the assumption speaks of."""
        return frozenset().union(*(relation.free_symbols for relation in self.relations))


def another_symbol(symbol: sp.Symbol, declared: Iterable[str]) -> str:
    """What to tell of a symbol that has the name of a declared one and is another, as SymPy has it; nothing for any other.

    >>> another_symbol(sp.Symbol("k", positive=True), ["k"])
    "is declared, and is another symbol here: write sp.Symbol('k', real=True), and state its sign as an assumption"
    """
    return ("" if symbol.name not in declared else "is declared, and is another symbol here: write "
            f"sp.Symbol({symbol.name!r}, real=True), and state its sign as an assumption")


def exact(value: object, name: str = "the number") -> Fraction:
    """Read an exact rational: an int, a Fraction, a SymPy rational, or text such as ``1/10``, ``0.1``, ``2e-3``.

    Raises `RequestError` for anything else; a float is refused, since it is not the number that it shows.

    >>> exact("0.1"), exact("3/4"), exact(2)
    (Fraction(1, 10), Fraction(3, 4), Fraction(2, 1))
    """
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, sp.Rational):
        return Fraction(int(value.p), int(value.q))
    if isinstance(value, str) and len(value) <= 200 and not _has_huge_exponent(value):
        try:
            return Fraction(value.strip())
        except (ValueError, ZeroDivisionError):
            pass
    raise RequestError(f"{name} = {value!r} is not an exact number: write it as text, such as '1/10' or '0.1'")


def shortest(value: object, name: str = "the number") -> Fraction:
    """Read a number as `exact` does, and a float or a `Decimal`, too, as the shortest decimal that stands for it.

    That is what whoever typed 0.1, or moved a slider there, means.  Raises `RequestError` for what is no finite number.

    >>> shortest(0.1), shortest("1/3"), shortest(2.5e-3)
    (Fraction(1, 10), Fraction(1, 3), Fraction(1, 400))
    """
    if isinstance(value, Decimal) or (isinstance(value, Real) and not isinstance(value, (Rational, sp.Rational))):
        return exact(str(value), name)
    return exact(int(value) if isinstance(value, Integral) and not isinstance(value, bool) else value, name)


def require_range(name: str, low: Fraction, high: Fraction) -> None:
    """Raise `RequestError` for a range of a parameter whose first end is not less than its second."""
    if not low < high:
        raise RequestError(f"the range of {name} is empty: {low} is not less than {high}")


def _has_huge_exponent(text: str) -> bool:
    _, _, exponent = text.lower().partition("e")
    return len(exponent.strip().lstrip("+-")) > 3


@dataclass(frozen=True)
class Parameters:
    """The parameters of a model, its assumptions and a witness: one rational point at which all of them hold.

    Raises `ModelError` where a name is declared twice, an assumption uses an undeclared symbol, or the witness is
    incomplete or violates an assumption.
    """

    declared: tuple[Parameter, ...]
    assumptions: tuple[Assumption, ...]
    witness: Mapping[str, Any] = field(hash=False)  # numbers or text when it is declared, then Fractions

    def __post_init__(self) -> None:
        for name, kind, what, example in (
                ("declared", Parameter, "the parameters", "Parameter('k', 'k', 'a cost')"),
                ("assumptions", Assumption, "the assumptions", "Assumption('costly', (k > 0,), 'arms are costly')")):
            object.__setattr__(self, name, several(getattr(self, name), kind, what, example))
        mapping(self.witness, "the witness", '{"k": "1/2"}')
        object.__setattr__(self, "witness", Frozen(
            {name: exact(value, f"witness: {name}") for name, value in self.witness.items()}))
        refuse_duplicates((parameter.name for parameter in self.declared), "parameter")
        refuse_duplicates((assumption.name for assumption in self.assumptions), "assumption")
        self._refuse_undeclared()
        self.require(self.witness, "the witness")

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the author's order."""
        return tuple(parameter.name for parameter in self.declared)

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The SymPy symbols in the author's order."""
        return tuple(parameter.symbol for parameter in self.declared)

    def assumed(self, names: Collection[object]) -> tuple[str, ...]:
        """Of these names those of assumptions, in the author's order."""
        return tuple(assumption.name for assumption in self.assumptions if assumption.name in names)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.declared)

    def require(self, point: Mapping[str, Fraction], where: str = "the point") -> None:
        """Raise `ModelError` or `RequestError` naming what is missing, superfluous or violated at a point."""
        error = ModelError if where == "the witness" else RequestError
        missing = [name for name in self.names if name not in point]
        if missing:
            raise error(f"{where} gives no value for {', '.join(missing)}")
        unknown = [name for name in point if name not in self.names]
        if unknown:
            raise error(f"{where} gives a value for {', '.join(unknown)}, which the model does not declare; "
                        f"its parameters are {', '.join(self.names)}")
        for assumption, relation in self.violated(point):
            used = ", ".join(f"{name} = {point[name]}" for name in self.names
                             if sp.Symbol(name, real=True) in relation.free_symbols)
            contradiction = " (no point satisfies all assumptions together)" if self._is_contradictory() else ""
            raise error(f"{where} violates the assumption {relation} ({assumption.name}): {used}{contradiction}")

    def violated(self, point: Mapping[str, Fraction]) -> Iterator[tuple[Assumption, Relational]]:
        """The assumptions that fail at a point, each with the relation that fails."""
        values = {sp.Symbol(name, real=True): sp.Rational(value.numerator, value.denominator)
                  for name, value in point.items()}
        for assumption in self.assumptions:
            for relation in assumption.relations:
                if not _holds(relation, values):
                    yield assumption, relation

    def _refuse_undeclared(self) -> None:
        declared = frozenset(self.symbols)
        for assumption in self.assumptions:
            for symbol in sorted(assumption.symbols - declared, key=str):
                reason = another_symbol(symbol, self.names) or "is no declared parameter"
                raise ModelError(f"assumption {assumption.name} uses {symbol}, which {reason}")

    def _is_contradictory(self) -> bool:
        from symbolic_alliance.closed_form.bounded_z3 import is_contradictory

        return is_contradictory([slack for assumption in self.assumptions for slack in assumption.slacks])


def _holds(relation: Relational, values: Mapping[sp.Symbol, sp.Rational]) -> bool:
    """Whether a relation holds at a point; where a side has no value, it does not."""
    try:
        return bool(relation.subs(values) == sp.true)
    except TypeError:
        return False


def refuse_duplicates(names: Iterable[str], kind: str) -> None:
    """Raise `ModelError` naming the first name that occurs twice."""
    seen: list[str] = []
    for name in names:
        if name in seen:
            raise ModelError(f"{kind} {name} is declared twice")
        seen.append(name)

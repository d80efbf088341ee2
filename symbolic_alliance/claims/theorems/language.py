"""The language in which an author states theorems about derived objects.

A theorem is a function of a `Setting`, headed by its rank, that returns `state(...)`: the English of it, with a slot for each
formula, and what it asserts.

    @proposition("Restraint", answers=(2,))
    def restraint_cuts_arms(setting):
        with_, without = setting["with_alliance"].regime("calm"), setting["alone"].regime("revision")
        return state("Where both occur, the ally builds {fewer} arms.",
                     always(with_.actions["m"] < without.actions["m"], given=[inside(with_), inside(without)]),
                     fewer=with_.actions["m"])

What is asserted is a tuple of `Assertion`; each becomes claims that are settled like every other claim.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from inspect import unwrap
from itertools import chain
from pathlib import Path
from typing import Any

import sympy as sp

from symbolic_alliance.claims.theorems.formula import FALSE, Formula, Said, every, formula
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.claims.theorems.threshold import Threshold
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.proof.claim import Rank


@dataclass(frozen=True)
class Assertion:
    """``given`` implies ``then``, at every point that satisfies the assumptions; or, where ``fails``, not at every point.

    The ``steps`` are what the proof shows first, one after the other; ``then`` follows from them.
    """

    given: Formula
    then: Formula
    fails: bool = False
    steps: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class SignCell:
    """A cell of a sign table: ``+``, ``-``, ``0``, or ``~`` where the sign is that of ``follows``.

    ``assertions`` says at which places of the statement the cell is asserted.
    """

    sign: str
    assertions: tuple[int, ...] = ()
    follows: sp.Expr | None = None


@dataclass(frozen=True)
class SignTable:
    """The signs of the derivatives of quantities, one row each, in the parameters, one column each."""

    rows: tuple[tuple[Quantity, sp.Expr], ...]
    columns: tuple[sp.Symbol, ...]
    cells: tuple[tuple[SignCell, ...], ...]


@dataclass(frozen=True)
class Let:
    """A letter for a derived object: ``name = value``, case by case where the value is a threshold.

    ``value`` is a closed form, a `Threshold`, or a tuple of regimes, whose choice of that name is meant.
    """

    quantity: Quantity
    value: Any

    @property
    def symbol(self) -> sp.Symbol:
        """The letter as a symbol."""
        return self.quantity.symbol

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """What the value speaks of."""
        if isinstance(self.value, tuple):
            return frozenset().union(*(regime.actions[self.quantity.name].free_symbols for regime in self.value))
        return frozenset(self.value.symbols if isinstance(self.value, Threshold) else self.value.free_symbols)


@dataclass(frozen=True)
class Stated:
    """The English of a theorem, what fills its slots, and what it asserts."""

    text: str
    assertions: tuple[Assertion, ...]
    slots: Mapping[str, Any] = field(default_factory=dict, hash=False)
    table: SignTable | None = None


@dataclass(frozen=True)
class Heading:
    """What stands above a theorem; ``answers`` are the numbers of the questions that it answers, ``uses`` other theorems."""

    rank: Rank
    title: str
    answers: tuple[int, ...] = ()
    uses: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperTheorem:
    """A theorem as its author writes it: the heading, and the function that states it about a setting."""

    heading: Heading
    function: Callable[[Setting], Stated]

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    @property
    def place(self) -> tuple[Path, int]:
        """The file of the function, and the line that it begins at; no file where it is no plain function."""
        code = getattr(unwrap(self.function), "__code__", None)
        return (Path(), 1) if code is None else (Path(code.co_filename), code.co_firstlineno)


def _head(rank: Rank, title: str, answers: Iterable[int] = (),
          uses: Iterable[str] = ()) -> Callable[[Callable[[Setting], Stated]], PaperTheorem]:
    """Make a theorem of a function: its title, the questions that it answers, the theorems that it uses."""
    return partial(PaperTheorem, Heading(rank, title, tuple(answers), tuple(uses)))


definition, lemma, proposition, corollary, remark = (partial(_head, rank) for rank in Rank)


def state(text: str, /, *assertions: Iterable[Assertion], table: SignTable | None = None, **slots: Any) -> Stated:
    """State a theorem: its English, with ``{slots}`` for formulas, and everything that it asserts."""
    return Stated(text, each(assertions), slots, table)


def each(several: Iterable[Iterable[Assertion]]) -> tuple[Assertion, ...]:
    """Assert all of it, one after another."""
    return tuple(chain.from_iterable(several))


def always(*then: Said, given: Iterable[Said] = (), by: Iterable[Said] = ()) -> tuple[Assertion, ...]:
    """Assert each of these wherever all that is given holds; ``by`` are the steps of the proof, each shown in its turn.

    >>> k = sp.Symbol("k", real=True)
    >>> [len(one.given.cases) for one in always(k > 0, k**2 > 0, given=[k > 1])]
    [1, 1]
    """
    hypotheses, steps = every(given), tuple(map(formula, by))
    return tuple(Assertion(hypotheses, formula(one), steps=steps) for one in then)


def never(*given: Said) -> tuple[Assertion, ...]:
    """Assert that these contradict each other."""
    return (Assertion(every(given), FALSE),)


def fails(*then: Said, given: Iterable[Said] = ()) -> tuple[Assertion, ...]:
    """Assert of each of these that it does not hold everywhere: a point where it fails will be shown."""
    return tuple(replace(one, fails=True) for one in always(*then, given=given))

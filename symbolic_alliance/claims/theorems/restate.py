"""From an author's theorems to claims.

In:  theorems (functions headed by a rank) and a `Setting`.
Out: a `StatedTheorem` a theorem, with one `Claim` for each thing asserted and each case of what is given.
A theorem that cannot be stated about this paper, since it speaks of a cutoff or a regime that is not there, is
``unstated`` and without claims.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import ModuleType
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.algebra.well_posed import choice_intervals
from symbolic_alliance.claims.theorems.formula import Formula
from symbolic_alliance.claims.theorems.language import Assertion, Heading, Let, PaperTheorem, Stated
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.claims.theorems.threshold import Threshold
from symbolic_alliance.closed_form.notation import read, write
from symbolic_alliance.errors import BROKEN, ModelError, Progress, RequestError, UserError
from symbolic_alliance.game.parameters import Parameters
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality

NOTHING = Stated("", ())
SLOT = re.compile(r"\{(\w+)\}")
WORD = re.compile(r"(?<![\w{])[A-Za-z]+_[A-Za-z]+\b")


@dataclass(frozen=True)
class TheoremClaim:
    """A claim of a theorem; ``fails`` where the theorem says that it does not hold everywhere.

    ``in_passing`` marks one of several cases, which need not arise, and ``is_step`` a step towards what is asserted.
    """

    claim: Claim
    fails: bool
    assertion: int
    in_passing: bool = False
    is_step: bool = False


@dataclass(frozen=True)
class StatedTheorem:
    """A theorem about a paper; ``unstated`` says why it cannot be stated, where it cannot.

    ``witness`` is a point of the paper, for parameters that a claim does not speak of.
    """

    name: str
    heading: Heading
    stated: Stated = NOTHING
    parts: tuple[TheoremClaim, ...] = ()
    unstated: str = ""
    witness: Mapping[str, Fraction] = field(default_factory=dict, hash=False)


def theorems_of(stated: ModuleType | tuple[PaperTheorem, ...]) -> tuple[PaperTheorem, ...]:
    """The theorems that a module states, in the order in which it states them, those of its ``PARTS`` first.

    Where they are given one by one they are as given; raises `ModelError` for one that is none.
    """
    if isinstance(stated, tuple):
        for one in stated:
            if not isinstance(one, PaperTheorem):
                raise ModelError(f"its theorems hold {one!r}, which is no theorem: head it as lemma, proposition or the like")
        return stated
    own = [one for one in vars(stated).values() if isinstance(one, PaperTheorem)]
    return (*(one for part in getattr(stated, "PARTS", ()) for one in theorems_of(part)), *own)


def state_theorems(theorems: Iterable[PaperTheorem], setting: Setting, progress: Progress = lambda text: None
                   ) -> tuple[StatedTheorem, ...]:
    """State every theorem of a paper; raises `ModelError` for English that does not fit its mathematics.

    >>> from symbolic_alliance import load
    >>> from symbolic_alliance.claims.theorems import always, lemma, state
    >>> @lemma("War is costly")
    ... def war_wastes(setting):
    ...     w_A, w_O = setting.parameters.symbols[2:4]
    ...     return state("War wastes {waste}, a positive part of the good.", always(w_A + w_O > 0), waste=w_A + w_O)
    >>> theorem, = state_theorems([war_wastes], Setting(load("burden_sharing").derivation.equilibria))
    >>> theorem.name, len(theorem.parts)
    ('war_wastes', 1)
    """
    found: list[StatedTheorem] = []
    for theorem in theorems:
        heading, name = theorem.heading, theorem.name
        progress(f"state {name}")
        unknown = [other for other in heading.uses if other not in [one.name for one in found]]
        if unknown:
            raise ModelError(f"{name} uses {unknown[0]}, which is no theorem stated before it")
        if name in [one.name for one in found]:
            raise ModelError(f"two theorems are named {name}")
        try:
            stated = _state(theorem, setting)
        except RequestError as reason:
            found.append(StatedTheorem(name, heading, unstated=str(reason)))
            continue
        lets = [slot for one in (*found, StatedTheorem(name, heading, stated)) for slot in one.stated.slots.values()
                if isinstance(slot, Let)]
        _check_words(name, stated, setting, lets)
        for slot, value in stated.slots.items():
            _require_readable(name, slot, value)
        found.append(StatedTheorem(name, heading, stated, tuple(_parts(name, stated, setting)),
                                   witness=setting.parameters.witness))
    return tuple(found)


def _state(theorem: PaperTheorem, setting: Setting) -> Stated:
    """Run an author's function; `ModelError` for what goes wrong in it, but that something is not there."""
    try:
        stated = theorem.function(setting)
    except UserError:
        raise
    except BROKEN as error:
        raise ModelError(f"{theorem.name}: {type(error).__name__}: {error}") from error
    if not isinstance(stated, Stated):
        raise ModelError(f"{theorem.name} returns {stated!r}; a theorem returns state(...)")
    return stated


def _parts(name: str, stated: Stated, setting: Setting) -> Iterator[TheoremClaim]:
    every = [(place, *shown) for place, assertion in enumerate(stated.assertions) for shown in _goals(assertion)]
    for number, (place, one, in_passing, is_step) in enumerate(every, 1):
        own = name if len(every) == 1 else f"{name}_{number}"
        yield TheoremClaim(_claim(own, name, one, setting), one.fails, place, in_passing, is_step)


def _goals(assertion: Assertion) -> Iterator[tuple[Assertion, bool, bool]]:
    """What is to be shown, case by case of what is given: each step from those before it, the conclusion from all of them.

    With each, whether it is one of several cases, and whether it is a step.
    """
    known, goals = assertion.given, (*assertion.steps, assertion.then)
    for place, goal in enumerate(goals):
        for case in known.cases:
            one = replace(assertion, given=Formula((case,)), then=goal, steps=())
            yield one, len(known.cases) > 1, place < len(goals) - 1
        known = known & goal


def _claim(name: str, about: str, assertion: Assertion, setting: Setting) -> Claim:
    """The claim under what is assumed of its parameters and, of choices, the game's intervals, unless it says them."""
    case, = assertion.given.cases
    symbols = assertion.given.symbols | assertion.then.symbols
    chosen = [one for one in choice_intervals(setting.equilibria[0].game, symbols)
              if not any(other.expression == one.expression and other.strict >= one.strict for other in case)]
    symbols = symbols.union(*(one.expression.free_symbols for one in chosen))
    hypotheses = (*assumptions_on(setting.parameters, symbols), *chosen, *case)
    return Claim(name, ClaimKind.THEOREM, "", hypotheses, assertion.then.cases, about)


def assumptions_on(parameters: Parameters, symbols: frozenset[sp.Symbol]) -> tuple[Inequality, ...]:
    """The assumptions that bear on some symbols, directly or through other symbols that they tie them to."""
    every = [Inequality(slack, strict, assumption.name)
             for assumption in parameters.assumptions for slack, strict in assumption.slacks]
    grown = symbols
    while True:
        tied = frozenset().union(grown, *(one.expression.free_symbols for one in every
                                          if one.expression.free_symbols & grown))
        if tied == grown:
            return tuple(one for one in every if one.expression.free_symbols <= grown)
        grown = tied


def _check_words(name: str, stated: Stated, setting: Setting, lets: Iterable[Let]) -> None:
    """Raise `ModelError` where the English and the mathematics of a theorem speak of different things."""
    used = SLOT.findall(stated.text)
    for slot in used:
        if slot not in stated.slots:
            raise ModelError(f"{name}: the sentence has a slot {{{slot}}} that nothing fills")
    for slot, value in stated.slots.items():
        if not isinstance(value, (sp.Basic, Let, Threshold, Formula)):
            raise ModelError(f"{name}: {slot} is given as {value!r}, which is no formula")
        if slot not in used:
            raise ModelError(f"{name}: {slot} is given, but the sentence has no slot {{{slot}}}")
    known = setting.parameters.names
    bare = next((word for word in WORD.findall(stated.text) if word in known), None)
    if bare is not None:
        raise ModelError(f"{name}: the sentence writes {bare} in plain text; put it in a slot")
    choices = {choice.symbol for one in setting.equilibria for choice in one.game.choices}
    letters = {one.symbol for one in lets} - choices
    named = letters | choices
    proved = frozenset().union(*(one.given.symbols | one.then.symbols for one in stated.assertions))
    for symbol in sorted(proved - set(setting.parameters.symbols), key=lambda one: one.name):
        if symbol in letters:
            raise ModelError(f"{name} asserts something of the letter {symbol}; assert it of what {symbol} stands for")
        if symbol.name in known:
            raise ModelError(f"{name} asserts something of a {symbol} that is not the game's: symbols are plain reals")
    for slot, value in stated.slots.items():
        strange = sorted(symbol.name for symbol in _symbols(value) - proved - named)
        if stated.assertions and strange:
            raise ModelError(f"{name}: the sentence speaks of {', '.join(strange)} (in {{{slot}}}), the mathematics does not")


def _require_readable(name: str, slot: str, value: Any) -> None:
    """Raise `ModelError` for a formula that could not be read back from a lock."""
    if isinstance(value, (sp.And, sp.Or)):
        for part in value.args:
            _require_readable(name, slot, part)
        return
    sides = (value.lhs, value.rhs) if isinstance(value, Relational) else (value,)
    for side in sides if isinstance(value, (Relational, sp.Expr)) else ():
        try:
            read(write(side), {symbol.name: symbol for symbol in side.free_symbols})
        except RequestError as error:
            raise ModelError(f"{name}: what fills {{{slot}}} is no rational function with square roots: {side}") from error


def _symbols(value: Any) -> frozenset[sp.Symbol]:
    return frozenset(value.symbols if isinstance(value, (Let, Threshold, Formula)) else value.free_symbols)

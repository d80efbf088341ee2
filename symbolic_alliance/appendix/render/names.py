"""The macros for a paper's own text: one for each named expression, with a name that TeX accepts."""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.quantities import quantities
from symbolic_alliance.game.equilibrium import CutoffCase
from symbolic_alliance.game.tree import Game
from symbolic_alliance.typeset.latex import latex, relation_latex
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import escape_tex

DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True)
class Macro:
    """A macro: its name without the backslash, its LaTeX, and what it stands for."""

    name: str
    latex: str
    meaning: str


def macro_name(*words: str) -> str:
    """Join code names to a name of letters only.

    >>> macro_name("regime", "status_quo_1", "k_A")
    'RegimeStatusQuoOneKA'
    """
    letters = "".join(part[:1].upper() + part[1:] for word in words for part in word.replace(".", "_").split("_"))
    return "".join(DIGITS[int(letter)] if letter.isdecimal() else letter for letter in letters if letter.isalnum())


def macros(derivation: Derivation, style: Style) -> tuple[Macro, ...]:
    r"""The letters of the paper, the actions and payoffs of every regime, and every cutoff, of the game and of its benchmark.

    A letter as ``k_R`` is ``\kR``, its value ``\kRValue``, or ``\kRValueOne`` and the like, case by case, and on display
    ``\kRValueDisplay``.  Where a cutoff counts on a condition, a second macro says it: its name ends in ``Where``.
    """
    return (*_letters(derivation, style), *_forms(derivation, style))


def _letters(derivation: Derivation, style: Style) -> Iterator[Macro]:
    for name, one in quantities(derivation).items():
        if "." in name or "_" not in name:  # the choices have names of the game's own, which TeX may know
            continue
        base = macro_name(name)
        base = base[:1].lower() + base[1:] if name[:1].islower() else base
        yield Macro(base, latex(one.quantity.symbol, style), escape_tex(f"{name}: {one.quantity.meaning}"))
        for number, case in enumerate(one.cases, 1):
            place = str(number) if len(one.cases) > 1 else ""
            words = f"{name} value {place}".strip()
            yield Macro(base + macro_name("value", place), latex(case.expression, style), escape_tex(words))
            yield Macro(base + macro_name("value", place, "display"), latex(case.expression, style, is_display=True),
                        escape_tex(f"{words} on display"))
            told = r", \quad ".join(relation_latex(slack, (one.parameter,), style, strict=strict)
                                    for slack, strict in (case.where.conditions or ((),))[0])
            if told:
                yield Macro(base + macro_name("value", place, "where"), told, escape_tex(f"{name} value {place} where"))


def _forms(derivation: Derivation, style: Style) -> tuple[Macro, ...]:
    return tuple(Macro(macro_name(*words), printed, escape_tex(" ".join(words)))
                 for words, printed in (*((words, latex(one, style)) for words, one in _expressions(derivation)),
                                        *_conditions(derivation, style)))


def _conditions(derivation: Derivation, style: Style) -> Iterator[tuple[tuple[str, ...], str]]:
    for words, case, game in _cutoff_cases(derivation):
        if case.where:
            yield (*words, "where"), r", \quad ".join(relation_latex(slack, game.cutoff_parameters, style)
                                                      for slack in case.where)


def _expressions(derivation: Derivation) -> Iterator[tuple[tuple[str, ...], sp.Expr]]:
    for equilibrium in derivation.equilibria:
        home = () if equilibrium is derivation.equilibrium else (equilibrium.game.name,)
        for regime in equilibrium.regimes:
            for name, action in regime.actions.items():
                yield (*home, "regime", regime.name, "action", name), action
            for name, payoff in regime.payoffs.items():
                yield (*home, "regime", regime.name, "payoff", name), payoff
    yield from ((words, case.expression) for words, case, _ in _cutoff_cases(derivation))


def _cutoff_cases(derivation: Derivation) -> Iterator[tuple[tuple[str, ...], CutoffCase, Game]]:
    for equilibrium in derivation.equilibria:
        home = () if equilibrium is derivation.equilibrium else (equilibrium.game.name,)
        for cutoff in equilibrium.cutoffs:
            for number, case in enumerate(cutoff.cases, 1):
                place = ("case", str(number)) if len(cutoff.cases) > 1 else ()
                yield (*home, "cutoff", cutoff.name, *place), case, equilibrium.game

"""The macros for a paper's own text: one for each named expression, with a name that TeX accepts."""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.typeset.latex import latex
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
    """The actions and payoffs of every regime, and every cutoff, of the game and of its benchmark."""
    return tuple(Macro(macro_name(*words), latex(expression, style), escape_tex(" ".join(words)))
                 for words, expression in _expressions(derivation))


def _expressions(derivation: Derivation) -> Iterator[tuple[tuple[str, ...], sp.Expr]]:
    for equilibrium in derivation.equilibria:
        home = () if equilibrium is derivation.equilibrium else (equilibrium.game.name,)
        for regime in equilibrium.regimes:
            for name, action in regime.actions.items():
                yield (*home, "regime", regime.name, "action", name), action
            for name, payoff in regime.payoffs.items():
                yield (*home, "regime", regime.name, "payoff", name), payoff
        for cutoff in equilibrium.cutoffs:
            for number, case in enumerate(cutoff.cases, 1):
                place = ("case", str(number)) if len(cutoff.cases) > 1 else ()
                yield (*home, "cutoff", cutoff.name, *place), case.expression

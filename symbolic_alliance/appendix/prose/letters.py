"""The letters of the theorems: those that they introduce, and further symbols that they let vary.

In:  the theorems of a paper, stated.
Out: quantities with their LaTeX, to be printed beside those of the game.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sympy as sp

from symbolic_alliance.claims.theorems import Formula, Let, StatedTheorem, Threshold
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.game.tree import Game
from symbolic_alliance.typeset.assumed_signs import Slack
from symbolic_alliance.typeset.style import Style

GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
         "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega")


def style_of(theorems: Sequence[StatedTheorem], game: Game) -> Style:
    """The style of a game with the letters of the theorems about it."""
    found = letters(theorems, game)
    return Style.of(game, found, bounds(theorems, found))


def letters(theorems: Iterable[StatedTheorem], game: Game) -> tuple[Quantity, ...]:
    """Every letter that some theorems use and a game does not declare, once."""
    known = {quantity.name for quantity in (*game.parameters, *game.choices)}
    stated = [theorem.stated for theorem in theorems]
    lets = [slot.quantity for one in stated for slot in one.slots.values() if isinstance(slot, Let)]
    rows = [quantity for one in stated if one.table for quantity, _ in one.table.rows]
    found = {quantity.name: quantity for quantity in (*lets, *rows) if quantity.name not in known}
    used = [symbol for one in stated for symbol in _symbols((*one.slots.values(), *(part.given for part in one.assertions)))]
    for symbol in used:
        if symbol.name not in known:
            found.setdefault(symbol.name, Quantity(symbol.name, latex_name(symbol.name), ""))
    return tuple(found.values())


def bounds(theorems: Iterable[StatedTheorem], quantities: Iterable[Quantity]) -> tuple[Slack, ...]:
    """What every theorem that lets a letter vary takes as given of that letter alone."""
    every = [one for theorem in theorems for part in theorem.stated.assertions for case in part.given.cases for one in case]
    found: dict[sp.Expr, Slack] = {}
    for quantity in quantities:
        for one in every:
            if not quantity.meaning and one.expression.free_symbols == {quantity.symbol}:
                strict = one.strict and (one.expression not in found or found[one.expression].strict)
                found[one.expression] = Slack(one.expression, strict, f"range of {quantity.name}")
    return tuple(found.values())


def latex_name(name: str) -> str:
    r"""How a code name is printed where nobody has said it.

    >>> latex_name("sigma"), latex_name("k_R"), latex_name("share_max")
    ('\\sigma', 'k_{R}', '\\mathit{share}_{\\mathit{max}}')
    """
    head, *below = (rf"\{part}" if part in GREEK else part if len(part) == 1 else rf"\mathit{{{part}}}"
                    for part in name.split("_"))
    return head + (f"_{{{' '.join(below)}}}" if below else "")


def _symbols(values: Iterable[Any]) -> Iterator[sp.Symbol]:
    for value in values:
        found = value.symbols if isinstance(value, (Let, Threshold, Formula)) else getattr(value, "free_symbols", frozenset())
        yield from sorted(found, key=str)

"""Letters for expressions that recur, put into a formula.

In:  a display tree and abbreviations.
Out: the same formula with the letters in the place of what they stand for: a whole sum, the terms of a longer sum
     (``1 - q + w_O - r`` is ``G - r`` for G = 1 - q + w_O), or what stands under a square root, however it is written there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.typeset.layout import Layout, Name, Root, Sum, rebuild, total, unfold
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import WIDEST_ROOT
from symbolic_alliance.typeset.widths import width

LETTERS = ("D", "E", "H", "J", "R", "T", "Y", "Z")
FEWEST = 2  # how often an expression must occur to be worth a letter


@dataclass(frozen=True)
class Abbreviation:
    """A letter, what it stands for, as a reader is told and as an expression in the model's letters."""

    name: Name
    meaning: Layout
    expression: sp.Expr


def wide_radicands(layouts: Sequence[Layout], known: Sequence[Abbreviation], style: Style) -> tuple[Abbreviation, ...]:
    """A letter for each radicand that is too wide for a root in running text and occurs more than once."""
    groups: list[tuple[sp.Expr, list[Layout]]] = [(one.expression, []) for one in known]
    for radicand in (one.radicand for layout in layouts for one in unfold(layout) if isinstance(one, Root)):
        value = expression_of(radicand)
        group = next((members for other, members in groups if style.is_same(value, other)), None)
        if group is not None:
            group.append(radicand)
        elif width(radicand) > WIDEST_ROOT:
            groups.append((value, [radicand]))
    taken = {*style.order.names, *(one.name.name for one in known), *style.letters}
    letters = (letter for letter in LETTERS if letter not in taken)
    return tuple(Abbreviation(Name(letter, letter), members[0], value)
                 for (value, members), letter in zip([group for group in groups[len(known):] if len(group[1]) >= FEWEST],
                                                     letters, strict=False))


def abbreviator(abbreviations: Sequence[Abbreviation], style: Style) -> Callable[[Layout], Layout]:
    """The function that puts letters into a layout.

    >>> from symbolic_alliance.typeset.plain import plain
    >>> p, q, r = (Name(letter, letter) for letter in "pqr")
    >>> gap = Abbreviation(Name("G", "G"), Sum(((1, p), (-1, q))), sp.Symbol("p", real=True) - sp.Symbol("q", real=True))
    >>> plain(abbreviator([gap], Style(()))(Sum(((1, p), (-1, q), (1, r)))))
    'G + r'
    """
    roots: dict[Layout, Layout] = {}

    def put(layout: Layout) -> Layout:
        if isinstance(layout, Root):
            if layout not in roots:
                value = expression_of(layout.radicand)
                found = next((one.name for one in abbreviations if style.is_same(value, one.expression)), None)
                roots[layout] = Root(found or put(layout.radicand))
            return roots[layout]
        changed = rebuild(layout, put)
        for one in abbreviations:
            changed = _in_sum(changed, one) if isinstance(changed, Sum) else changed
        return changed

    return put


def _in_sum(layout: Sum, abbreviation: Abbreviation) -> Layout:
    """The letter for its terms in a sum, all with their signs or all with the opposite ones; a mere negative is left."""
    if not isinstance(abbreviation.meaning, Sum):
        return layout
    for side in (1, -1):
        wanted = [(side * sign, term) for sign, term in abbreviation.meaning.terms]
        if all(term in layout.terms for term in wanted) and (side > 0 or len(wanted) < len(layout.terms)):
            place = min(layout.terms.index(term) for term in wanted)
            rest = [term for term in layout.terms if term not in wanted]
            return total((*rest[:place], (side, abbreviation.name), *rest[place:]))
    return layout

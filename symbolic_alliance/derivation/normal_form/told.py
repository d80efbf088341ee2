"""A region in normal form as relations that a reader takes in: two bounds in one chain, alternatives side by side.

In:  a `RegionForm`, what its names stand for, and the style of the game.
Out: a `ToldForm`; as text for a terminal, or as LaTeX.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.claims.region_form import AtLeast, FormLiteral, FormNames, Membership, RegionForm
from symbolic_alliance.typeset.layout import Layout, Relation, equation
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.relations import chain, relation
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import inline

Told = Relation | Membership


@dataclass(frozen=True)
class ToldForm:
    """The regimes of other games that a point must lie in, the relations that must hold, and those of which one must."""

    within: tuple[Membership, ...]
    relations: tuple[Relation, ...]
    choices: tuple[tuple[Told, ...], ...]


def tell_form(form: RegionForm, names: FormNames, style: Style, wanted: Sequence[sp.Symbol]) -> ToldForm:
    """A form as relations, solved for the first of the ``wanted`` symbols for which they can be.

    >>> from symbolic_alliance.claims.region_form import Letter
    >>> from symbolic_alliance.game.parameters import Quantity
    >>> k, t, u = sp.symbols("k t u", real=True)
    >>> letters = {one: Letter(Quantity(str(one), str(one), ""), ()) for one in (t, u)}
    >>> form = RegionForm("peace", ((AtLeast(k, t),), (AtLeast(u, k),)))
    >>> [plain(one) for one in tell_form(form, FormNames(letters), Style([Quantity("k", "k", "")]), [k]).relations]
    ['t <= k <= u']
    """
    named = style.with_names(letter.quantity for letter in names.letters.values())
    alone = sorted((clause[0] for clause in form.clauses if len(clause) == 1), key=lambda one: not _is_bound(one, wanted))
    relations = chain([_relation(one, names, named, wanted) for one in alone if isinstance(one, AtLeast)])
    return ToldForm(tuple(one for one in alone if isinstance(one, Membership)), relations,
                    tuple(tuple(_told(one, names, named, wanted) for one in clause)
                          for clause in form.clauses if len(clause) > 1))


def _is_bound(literal: FormLiteral, wanted: Sequence[sp.Symbol]) -> bool:
    return isinstance(literal, AtLeast) and (literal.more in wanted or literal.less in wanted)


def _told(literal: FormLiteral, names: FormNames, style: Style, wanted: Sequence[sp.Symbol]) -> Told:
    return literal if isinstance(literal, Membership) else _relation(literal, names, style, wanted)


def _relation(one: AtLeast, names: FormNames, style: Style, wanted: Sequence[sp.Symbol]) -> Relation:
    """The comparison with the side in front that it is about: a wanted symbol, else what has a letter."""
    if sp.S.Zero in (one.more, one.less):
        return relation(one.more - one.less, wanted, style)
    in_front = one.less in wanted or (one.more not in wanted and bool(one.less.free_symbols & names.letters.keys()))
    more, less = normal_form(one.more, style), normal_form(one.less, style)
    return equation(less, more, "<=") if in_front else equation(more, less, ">=")


def form_text(told: ToldForm) -> str:
    """A form as one line of text; ``everywhere`` where it says nothing."""
    return _join(told, _Words(plain, " and ", " or ", "in {game}.{regime}")) or "everywhere"


def form_latex(told: ToldForm) -> str:
    """A form as LaTeX in mathematics mode."""
    words = _Words(inline, r" \text{ and } ", r" \text{ or } ", r"\text{{in {regime} of {game}}}", _spaced)
    return _join(told, words) or r"\text{everywhere}"


@dataclass(frozen=True)
class _Words:
    """How relations, their connectives and a regime of another game are written."""

    write: Callable[[Layout], str]
    joint: str
    alternative: str
    within: str
    name: Callable[[str], str] = str

    def told(self, one: Told) -> str:
        if isinstance(one, Membership):
            return self.within.format(game=self.name(one.game), regime=self.name(one.regime))
        return self.write(one)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _join(told: ToldForm, words: _Words) -> str:
    choices = (f"({words.alternative.join(map(words.told, several))})" for several in told.choices)
    return words.joint.join((*map(words.told, told.within), *map(words.told, told.relations), *choices))

"""What a region may be restated with: a cutoff parameter against thresholds, payoffs compared, the slacks themselves.

In:  a derivation, one of its equilibria, and the regions of the games before it, restated.
Out: the names, and literals with them, each with what it costs a reader.  Nothing here knows a game:
1. each parameter of the cutoffs against each threshold that the theorems name, and against each cutoff of each game;
2. for each choice of a game before: what its mover gets with that choice against what it gets at the end of the interval;
3. whether the point lies in a regime of a game before;
4. the slacks of the regions, as they are and reversed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import sympy as sp

from symbolic_alliance.algebra.factoring import factor, factorize
from symbolic_alliance.claims.region_form import AtLeast, CaseSlacks, FormLiteral, FormNames, Letter, LetterCase, Membership
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.quantities import quantities
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.game.tree import Choose, Game, Outcome
from symbolic_alliance.typeset.marks import marked

NAMED, COMPARED, UNNAMED, WITHIN, SLACK = 1.0, 1.5, 1.5, 4.6, 4.0  # what a comparison costs, before its length
SHORTER = 8  # names that are as hard to read as one comparison

Restated = Mapping[str, Mapping[str, tuple[CaseSlacks, ...]]]


@dataclass(frozen=True)
class Priced:
    """A literal and what it costs a reader."""

    literal: FormLiteral
    cost: float


def vocabulary(derivation: Derivation, equilibrium: Equilibrium, names: FormNames) -> tuple[Priced, ...]:
    """The literals with which the regions of an equilibrium may be restated, each once, with the names of games before."""
    words = [*_thresholds(derivation, equilibrium.game, names), *_payoffs(equilibrium.game, derivation, names),
             *(Priced(Membership(*place), WITHIN) for place in names.regimes), *_slacks(equilibrium)]
    return tuple({_text(one.literal): one for one in reversed(words)}.values())


def _text(literal: FormLiteral) -> str:
    return str(literal) if isinstance(literal, Membership) else factorize(literal.more - literal.less).text


def names_of(derivation: Derivation, restated: Restated) -> FormNames:
    """The thresholds that the theorems name, the choices and the regimes of each game that is ``restated``."""
    known = {quantity.symbol for quantity in derivation.equilibrium.game.parameters}
    found = [Letter(one.quantity, tuple(LetterCase(case.expression, slacks)
                                        for case in one.cases for slacks in case.where.cases))
             for one in quantities(derivation).values()
             if one.parameter and all(case.expression.free_symbols <= known for case in one.cases)]
    found += _choices(derivation, restated)
    regimes = {(game, regime): cases for game, told in restated.items() for regime, cases in told.items()}
    return FormNames({one.symbol: one for one in found}, regimes)


def _choices(derivation: Derivation, restated: Restated) -> Iterator[Letter]:
    """The choices of the games other than the first, each in the regimes in which it is no end of its interval."""
    benchmark = derivation.benchmark.game.name if derivation.benchmark else ""
    for one in derivation.all_equilibria[1:]:
        for node in one.game.nodes:
            if isinstance(node, Choose) and one.game.name in restated:
                name = node.choice.name
                chosen = [regime for regime in one.regimes if regime.actions.get(name) not in (None, node.lower, node.upper)]
                cases = tuple(LetterCase(regime.actions[name], case, regime.name) for regime in chosen
                              for case in restated[one.game.name][regime.name])
                letter = marked(node.choice, "alone" if one.game.name == benchmark else "least")
                if cases:
                    yield Letter(Quantity(f"{one.game.name}_{name}", letter.latex, letter.meaning), cases, one.game.name)


def _thresholds(derivation: Derivation, game: Game, names: FormNames) -> Iterator[Priced]:
    named = [one for one in quantities(derivation).values() if one.parameter]
    known = [factorize(case.expression).text for one in named for case in one.cases if len(one.cases) == 1]
    for one in named:
        if one.parameter in game.cutoff_parameters and one.quantity.symbol in names.letters:
            yield from _both(sp.Symbol(one.parameter, real=True), one.quantity.symbol, NAMED)
    others = [sp.Symbol(name, real=True) for name in derivation.equilibrium.game.cutoff_parameters]
    for solved in derivation.all_equilibria:
        for cutoff in solved.cutoffs:
            for case in cutoff.cases if cutoff.parameter in game.cutoff_parameters else ():
                if not case.expression.has(*others) and not case.where and factorize(case.expression).text not in known:
                    known.append(factorize(case.expression).text)
                    value = factor(case.expression)
                    yield from _both(sp.Symbol(cutoff.parameter, real=True), value, UNNAMED + _length(value))


def _payoffs(game: Game, derivation: Derivation, names: FormNames) -> Iterator[Priced]:
    """What the first mover gets with a choice of a game before, against what it gets at the end of the interval.

    What is chosen later pays what its history lets it.
    """
    first = game.root
    if not isinstance(first, Choose):
        return
    known, start = frozenset(game.parameters.symbols), {first.choice.symbol: first.lower}
    payoffs = dict.fromkeys(node.payoffs[first.player] for node in game.nodes if isinstance(node, Outcome))
    for one in derivation.all_equilibria:
        letter = sp.Symbol(f"{one.game.name}_{first.choice.name}", real=True)
        if letter in names.letters:
            for more, less in product(payoffs, repeat=2):
                gain = sp.expand(more.xreplace({first.choice.symbol: letter}) - less.xreplace(start))
                is_known = gain.free_symbols <= {*known, letter}
                if is_known and gain.has(letter) and not factor(gain / letter).free_symbols <= known:
                    yield from _both(*_sides(gain), COMPARED)


def _slacks(equilibrium: Equilibrium) -> Iterator[Priced]:
    for slack in dict.fromkeys(slack for regime in equilibrium.regimes for case in regime.region.cases for slack in case):
        cost = SLACK + _length(slack)
        yield Priced(AtLeast(slack, sp.S.Zero), cost)
        yield Priced(AtLeast(-slack, sp.S.Zero), cost)


def _both(one: sp.Expr, other: sp.Expr, cost: float) -> Iterator[Priced]:
    yield Priced(AtLeast(one, other), cost)
    yield Priced(AtLeast(other, one), cost)


def _sides(gain: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """The terms with a plus, and those with a minus."""
    terms = sp.Add.make_args(gain)
    return (sp.Add(*(term for term in terms if not term.could_extract_minus_sign())),
            sp.Add(*(-term for term in terms if term.could_extract_minus_sign())))


def _length(expression: sp.Expr) -> float:
    return factorize(expression).length / SHORTER

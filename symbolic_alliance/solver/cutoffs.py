"""Cutoffs: where, as one parameter rises and the others stand, the equilibrium passes from one regime to the next.

Method:
1. on the bank, bisect along the parameter between rows of different regimes, to pairs that straddle one boundary;
2. the boundary is an atom of the two regions that changes sign there; solve it for the parameter (degree 1 or 2, after a
   square root is cleared), or, where its root is the coordinate, for that root or its square;
3. keep the root that agrees with the bisected values.
What the bank suggested here is stated and proved with the claims; `at` re-checks a case exactly before it reports it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.literals import case_masks
from symbolic_alliance.algebra.real_roots import state_real_roots
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.translation import Translator
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Floats
from symbolic_alliance.errors import TooManyRootsError
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Region, Unsolved
from symbolic_alliance.solver.candidates import roots_of_coefficients
from symbolic_alliance.solver.closed_forms import NamedCell

BISECTIONS = 30
DRAWS = 6
FEWEST = 3


@dataclass(frozen=True)
class _Crossing:
    """Rows just below and just above a boundary between the regimes ``below`` and ``above``."""

    below: int
    above: int
    low: dict[str, Floats]
    high: dict[str, Floats]


@dataclass(frozen=True)
class _CutoffRoot:
    """Where an atom vanishes: the value of the coordinate, or (``power`` 2) of its square."""

    value: Rational
    power: int = 1


def cutoffs(arena: Arena, named: Sequence[NamedCell],
            parameter: str) -> tuple[tuple[Cutoff, ...], tuple[Unsolved, ...]]:
    """The cutoffs in one parameter, and the boundaries that have no closed form here."""
    found: dict[tuple[int, int], list[CutoffCase]] = {}
    missing, translator = [], Translator(arena)
    for crossing in _crossings(arena, named, parameter):
        between = (named[crossing.below].regime.name, named[crossing.above].regime.name)
        roots, complete = _closed_forms(arena, named, parameter, crossing)
        found[crossing.below, crossing.above] = [
            CutoffCase(_in_author_units(arena, root, parameter), between, _where_real(translator, root, parameter))
            for root in roots]
        if not complete:
            missing.append(Unsolved(arena.game.name, _both(named[crossing.below], named[crossing.above]),
                                    f"the cutoff in {parameter} between {between[0]} and {between[1]} has no closed form "
                                    "of degree 1 or 2"))
    return _group(named, parameter, found), tuple(missing)


def _both(one: NamedCell, other: NamedCell) -> Region:
    """Where two regimes hold: at their cutoff."""
    return Region(tuple((*first, *second) for first in one.regime.region.cases for second in other.regime.region.cases))


def _group(named: Sequence[NamedCell], parameter: str,
           found: dict[tuple[int, int], list[CutoffCase]]) -> tuple[Cutoff, ...]:
    """One cutoff for each pair of outcomes, or of regimes that share their outcome, with its cases."""
    grouped: dict[str, list[CutoffCase]] = {}
    for (below, above), cases in sorted(found.items()):
        lower, upper = named[below].regime, named[above].regime
        names = (lower.outcome, upper.outcome) if lower.outcome != upper.outcome else (lower.name, upper.name)
        grouped.setdefault(f"{parameter}_{names[0]}_to_{names[1]}", []).extend(cases)
    return tuple(Cutoff(name, parameter, tuple(cases)) for name, cases in grouped.items() if cases)


def _where_real(translator: Translator, root: _CutoffRoot, parameter: str) -> tuple[sp.Expr, ...]:
    """What the roots of a cutoff need in order to be real; where its own root is the coordinate, its square is printed."""
    arena = translator.arena
    printed = root.value * root.value if parameter in arena.chart.rooted and root.power == 1 else root.value
    return tuple(map(translator.slack, state_real_roots(arena.oracle, (), printed.names)))


def _in_author_units(arena: Arena, root: _CutoffRoot, parameter: str) -> sp.Expr:
    chart = arena.chart
    if parameter not in chart.rooted:
        return chart.expression(root.value, chart.weights(parameter))
    return chart.expression(root.value) ** (2 // root.power) * chart.expression(arena.ring.lift(1), chart.weights(parameter))


def _crossings(arena: Arena, named: Sequence[NamedCell], parameter: str) -> list[_Crossing]:
    bank = arena.oracle.bank
    rng = np.random.default_rng(5)
    low = {name: np.tile(column, DRAWS) for name, column in bank.columns.items()}
    high = {**low, parameter: np.concatenate([rng.permutation(bank.columns[parameter]) for _ in range(DRAWS)])}
    swap = low[parameter] > high[parameter]
    low[parameter], high[parameter] = (np.where(swap, high[parameter], low[parameter]),
                                       np.where(swap, low[parameter], high[parameter]))
    inside = arena.inside(bank.with_columns(low)) & arena.inside(bank.with_columns(high))
    low, high = ({name: column[inside] for name, column in rows.items()} for rows in (low, high))
    bank = bank.with_columns(low)
    below, above = _labels(bank, named), _labels(bank.moved(parameter, high[parameter]), named)
    for _ in range(BISECTIONS):
        middle = _between(low[parameter], high[parameter])
        label = _labels(bank.moved(parameter, middle), named)
        same = label == below
        low[parameter] = np.where(same, middle, low[parameter])
        high[parameter] = np.where(same, high[parameter], middle)
        above = np.where(same, above, label)
    pairs = sorted({(int(one), int(two)) for one, two in zip(below, above, strict=True) if one != two and min(one, two) >= 0})
    found = []
    for pair in pairs:
        rows = (below == pair[0]) & (above == pair[1])
        if np.count_nonzero(rows) >= FEWEST:
            found.append(_Crossing(*pair, *({name: column[rows] for name, column in side.items()} for side in (low, high))))
    return found


def _labels(bank: WitnessBank, named: Sequence[NamedCell]) -> np.ndarray:
    label = np.full(bank.size, -1)
    for index, one in enumerate(named):
        label[case_masks(bank, one.cell.region)[0]] = index
    return label


def _closed_forms(arena: Arena, named: Sequence[NamedCell], parameter: str,
                  crossing: _Crossing) -> tuple[list[_CutoffRoot], bool]:
    """The closed forms that together give the boundary at every straddling pair, and whether they do."""
    low, high = arena.oracle.bank.with_columns(crossing.low), arena.oracle.bank.with_columns(crossing.high)
    left = np.ones(low.size, dtype=bool)
    middle = _between(crossing.low[parameter], crossing.high[parameter])
    width = np.abs(crossing.high[parameter] - crossing.low[parameter])
    flips = {factor: low.signs(factor) * high.signs(factor) <= 0
             for factor in _boundary_factors(arena, named, parameter, crossing)}
    chosen: list[_CutoffRoot] = []
    while np.count_nonzero(left) >= FEWEST:
        factor = max(flips, key=lambda factor: (np.count_nonzero(flips[factor] & left), -arena.ring.atoms[factor].cost),
                     default=None)
        if factor is None or np.count_nonzero(flips[factor] & left) < FEWEST:
            return chosen, False
        del flips[factor]
        coefficients, power = _equation(arena, factor, parameter)
        reached = middle if power == 1 else middle**2, width if power == 1 else 2 * np.abs(middle) * width
        if np.count_nonzero(left & _has_root_near(low, coefficients, *reached)) < FEWEST:
            continue
        try:
            roots = roots_of_coefficients(arena, coefficients)
        except TooManyRootsError:
            return chosen, False
        for root in roots:
            matches = left & _near(low.values(root), *reached)
            if np.count_nonzero(matches) >= FEWEST:
                chosen.append(_CutoffRoot(root, power))
                left &= ~matches
    return chosen, True


def _equation(arena: Arena, factor: int, parameter: str) -> tuple[list[fmpz_mpoly], int]:
    """The coefficients of an atom in a parameter; in its square, which is power 2, where the parameter's root is the
    coordinate and occurs in even powers alone, up to the fourth."""
    found = arena.ring.coefficients(arena.ring.atoms[factor].polynomial, parameter)
    is_even = parameter in arena.chart.rooted and len(found) == 5 and found[1] == 0 and found[3] == 0
    return (found[::2], 2) if is_even else (found, 1)


def _near(values: Floats, target: Floats, width: Floats) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.abs(values - target) <= 1e-4 * np.abs(target) + width


def _between(low: Floats, high: Floats) -> Floats:
    """The geometric mean of positive numbers, the arithmetic mean of others."""
    with np.errstate(invalid="ignore"):
        return np.where((low > 0) & (high > 0), np.sqrt(low * high), (low + high) / 2)


def _has_root_near(bank: WitnessBank, polynomials: Sequence[fmpz_mpoly], target: Floats, width: Floats) -> np.ndarray:
    """In which rows a polynomial of degree 1 or 2, given by its coefficients, has a root near the target."""
    coefficients = [bank.values(bank.ring.lift(coefficient)) for coefficient in polynomials]
    if len(coefficients) == 2:
        return _near(-coefficients[0] / coefficients[1], target, width)
    if len(coefficients) != 3:
        return np.zeros(bank.size, dtype=bool)
    constant, slope, curvature = coefficients
    with np.errstate(invalid="ignore"):
        root = np.sqrt(slope**2 - 4 * curvature * constant)
    return _near((-slope + root) / (2 * curvature), target, width) | _near((-slope - root) / (2 * curvature), target, width)


def _boundary_factors(arena: Arena, named: Sequence[NamedCell], parameter: str, crossing: _Crossing) -> list[int]:
    """The root-free atoms in the parameter that bound the two regions."""
    ring, pool = arena.ring, []
    for index in (crossing.below, crossing.above):
        for atom in (atom for case in named[index].cell.region for literal in case for atom in literal.atoms):
            norm = ring.norm(ring.atoms[atom].polynomial)
            pool += [factor for factor, _ in ring.factor(norm)[1] if parameter in ring.atoms[factor].names]
    return list(dict.fromkeys(pool))

"""Thresholds: the value of one parameter at which something changes, in closed form, case by case.

In:  an expression and the formula within which its sign is asked; or a cutoff of an equilibrium.
Out: a `Threshold`.
Method: square roots that hold the parameter are named or eliminated (E + r*O = 0  =>  E^2 - r^2*O^2 = 0), the polynomial is
factorize, and factors of degree 1 and 2 are solved; the points of the paper choose the roots that count, and the simplest
conditions under which each does.  Nothing of this is believed: what a theorem asserts of a threshold is proved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import sympy as sp

from symbolic_alliance.algebra.factoring import coefficients, factor, factorize, square_roots
from symbolic_alliance.claims.theorems.formula import Formula, within
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.closed_form.polynomial_reader import is_square_root
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Equilibrium, Regime, Region
from symbolic_alliance.proof.claim import Inequality

FEWEST = 5
NEAR, STEP = 1e-7, 1e-5
MOST = 0.8
SHORT, LONGEST = 24, 400


@dataclass(frozen=True)
class Threshold:
    """The ``value`` of a symbol on each of its cases; a case counts where all slacks of its ``when`` are >= 0.

    Comparing a symbol with it gives a `Formula`.

    >>> k, c = sp.symbols("k c", real=True)
    >>> half = Threshold(k, ((c / 2, (1 - c,)), (c**2, (c - 1,))))
    >>> [[str(one.expression) for one in case] for case in (k < half).cases]
    [['1 - c', 'c/2 - k'], ['c - 1', 'c**2 - k']]
    """

    symbol: sp.Symbol
    cases: tuple[tuple[sp.Expr, tuple[sp.Expr, ...]], ...]

    @property
    def value(self) -> sp.Expr:
        """The closed form of a threshold with one case; `RequestError` where it has several."""
        if len(self.cases) > 1:
            raise RequestError(f"the threshold of {self.symbol} has {len(self.cases)} closed forms: use .cases")
        return self.cases[0][0]

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """What its values and conditions speak of."""
        return frozenset().union(*(part.free_symbols for value, when in self.cases for part in (value, *when)))

    def compare(self, sign: int, other: sp.Expr, *, strict: bool) -> Formula:
        """Whether ``sign * (threshold - other)`` is positive, or not negative."""
        return Formula(tuple((*map(Inequality, when), Inequality(sign * (value - other), strict))
                             for value, when in self.cases))

    def __lt__(self, other: sp.Expr) -> Formula:
        return self.compare(-1, other, strict=True)

    def __le__(self, other: sp.Expr) -> Formula:
        return self.compare(-1, other, strict=False)

    def __gt__(self, other: sp.Expr) -> Formula:
        return self.compare(1, other, strict=True)

    def __ge__(self, other: sp.Expr) -> Formula:
        return self.compare(1, other, strict=False)


def cutoff(setting: Setting, equilibrium: Equilibrium, name: str) -> Threshold:
    """A cutoff of an equilibrium with the condition for each of its cases.

    Raises `RequestError` where there is none so named, or it is met at hardly any point.
    """
    found = next((one for one in equilibrium.cutoffs if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in equilibrium.cutoffs)
        raise RequestError(f"{equilibrium.game.name} has no cutoff {name}; it has {known or 'none'}")
    symbol = sp.Symbol(found.parameter, real=True)
    cases = []
    for case in found.cases:
        regions = [equilibrium.regime(regime).region.cases for regime in case.between]
        cases.append((case.expression, [(*below, *above) for below in regions[0] for above in regions[1]], sp.Integer(0)))
    return _occurring(_threshold(setting, symbol, cases), f"the cutoff {name}")


def threshold(setting: Setting, symbol: sp.Symbol, *places: tuple[sp.Expr, Formula]) -> Threshold:
    """Where an expression passes through 0 as a symbol rises, for each place, inside which an expression of its own counts.

    Raises `RequestError` where there is no place, or no root in closed form that is met in one.
    """
    if not places:
        raise RequestError(f"there is no regime in which a threshold in {symbol} could lie")
    cases = [(root, [tuple(one.expression for one in case) for case in where.cases], expression)
             for expression, where in places for root in _roots(expression, symbol)]
    return _occurring(_threshold(setting, symbol, cases), f"a root of degree 1 or 2 of {len(places)} expressions")


def clues(setting: Setting, symbol: sp.Symbol, cases: Sequence[tuple[sp.Expr, Sequence[Sequence[sp.Expr]]]]
          ) -> tuple[sp.Expr, ...]:
    """What may tell where values of a symbol lie in their places; a place is where all its slacks are >= 0."""
    return tuple(dict.fromkeys(part for value, places in cases for part in _telling_parts(setting, symbol, value, places)))


def condition(setting: Setting, symbol: sp.Symbol, value: sp.Expr, places: Sequence[Sequence[sp.Expr]],
              parts: Sequence[sp.Expr]) -> tuple[sp.Expr, ...] | None:
    """The simplest of some slacks that tell, of the points, those at which a value of a symbol lies in one of some places.

    None where it does at hardly any.
    """
    holds = _met(setting, symbol, value, places)
    return _conditions(setting, parts, holds, [value]) if np.count_nonzero(holds) >= FEWEST else None


def meets(setting: Setting, symbol: sp.Symbol, value: sp.Expr, places: Sequence[Sequence[sp.Expr]]) -> bool:
    """Whether a value of a symbol lies in one of some places at any point."""
    return bool(_met(setting, symbol, value, places).any())


def _occurring(found: Threshold, what: str) -> Threshold:
    if not found.cases:
        raise RequestError(f"{what} in {found.symbol} is met at no point that was looked at")
    return found


def passing(setting: Setting, regions: Sequence[Region], choice: sp.Symbol) -> sp.Expr:
    """The value of a choice at which histories enter or leave a union of regions, whatever the parameters.

    Raises `RequestError` where no root of a slack in the choice is that value.
    """
    rng = np.random.default_rng(0)
    known = {*setting.parameters.symbols, choice}
    others = sorted(frozenset().union(*(region.symbols for region in regions)) - known, key=lambda symbol: symbol.name)
    size = len(next(iter(setting.columns.values())))
    rows = {**setting.columns, **{symbol.name: 10 ** rng.uniform(-3, 1, size) for symbol in others}}
    place = within(*regions)
    slacks = dict.fromkeys(slack for region in regions for case in region.cases for slack in case if slack.has(choice))
    for root in dict.fromkeys(root for slack in slacks for root in _roots(slack, choice)):
        value = setting.values(root, rows)
        sides = [setting.holds(place, {**rows, choice.name: value * factor}) for factor in (1 - STEP, 1 + STEP)]
        if np.mean(sides[0] != sides[1]) > MOST:
            return root
    raise RequestError(f"no value of {choice} in closed form bounds these histories")


def touching(setting: Setting, regimes: Sequence[Regime], symbol: sp.Symbol, value: sp.Expr,
             when: Sequence[sp.Expr]) -> tuple[Regime, ...]:
    """Those regimes that a value of a symbol lies in, or on the edge of, where conditions hold."""
    rows = {**setting.columns, symbol.name: setting.values(value)}
    counts = _nonnegative(setting, when, setting.columns)
    return tuple(regime for regime in regimes
                 if any((_nonnegative(setting, case, rows) & counts).any() for case in regime.region.cases))


def _threshold(setting: Setting, symbol: sp.Symbol,
               cases: Sequence[tuple[sp.Expr, Sequence[Sequence[sp.Expr]], sp.Expr]]) -> Threshold:
    """Keep the values that occur, each on the simplest conditions that tell its points from those of the others."""
    found: dict[str, tuple[sp.Expr, np.ndarray]] = {}
    parts: list[sp.Expr] = []
    for value, regions, vanishing in cases:
        rows = {**setting.columns, symbol.name: setting.values(value)}
        holds = _met(setting, symbol, value, regions) & (np.abs(setting.values(vanishing, rows)) < NEAR)
        if np.count_nonzero(holds) >= FEWEST and factorize(value).text not in found:
            found[factorize(value).text] = value, holds
            parts += _telling_parts(setting, symbol, value, regions)
            parts += [at(setting, root, symbol, value) for root in _solve_for_roots(vanishing, symbol)]
    values = [value for value, _ in found.values()]
    told = [(value, _conditions(setting, parts, holds, values), holds) for value, holds in found.values()]
    return Threshold(symbol, tuple(_with_otherwise(setting, told)))


def _met(setting: Setting, symbol: sp.Symbol, value: sp.Expr, places: Sequence[Sequence[sp.Expr]]) -> np.ndarray:
    """At which points a value of a symbol lies in one of some places."""
    rows = {**setting.columns, symbol.name: setting.values(value)}
    return reduce(np.logical_or, (_nonnegative(setting, place, rows) for place in places))


def _telling_parts(setting: Setting, symbol: sp.Symbol, value: sp.Expr, places: Sequence[Sequence[sp.Expr]]
                   ) -> Iterator[sp.Expr]:
    """What may tell where a value lies in one of some places."""
    for slack in dict.fromkeys(slack for place in places for slack in place):
        yield from _parts(setting, slack, symbol, value)
    yield from (root.base for root in square_roots(value))


def _solve_for_roots(expression: sp.Expr, symbol: sp.Symbol) -> Iterator[sp.Expr]:
    """What a square root in an expression equals where the expression is 0: -E/O in E + r*O = 0, which is not negative."""
    polynomial = factorize(expression).numerator
    for root in square_roots(polynomial):
        if root.has(symbol) and factor(root.base / symbol).has(symbol):
            even, odd = _part(polynomial, root)
            yield -even / odd


def _with_otherwise(setting: Setting, found: Sequence[tuple[sp.Expr, tuple[sp.Expr, ...], np.ndarray]]
                    ) -> Iterator[tuple[sp.Expr, tuple[sp.Expr, ...]]]:
    """Of two cases, the one with the harder condition counts where the easier condition fails, if that is so."""
    values = [value for value, _, _ in found]
    conditions = [condition for _, condition, _ in found]
    if len(found) == 2:
        easy, hard = sorted((0, 1), key=lambda place: _burden(conditions[place], values))
        if len(conditions[easy]) == 1 and (setting.values(-conditions[easy][0])[found[hard][2]] >= -NEAR).all():
            conditions[hard] = (-conditions[easy][0],)
    return zip(values, conditions, strict=True)


def _burden(conditions: Sequence[sp.Expr], values: Sequence[sp.Expr]) -> tuple[bool, int, int, str]:
    """How hard conditions are to read: none at all, square roots that the values do not hold, length."""
    known, here = ({factorize(root).text for one in forms for root in square_roots(one)} for forms in (values, conditions))
    lengths = [_length(slack) for slack in conditions]
    return not conditions, len(here - known), sum(length for length, _ in lengths), " ".join(text for _, text in lengths)


def _nonnegative(setting: Setting, slacks: Sequence[sp.Expr], rows: Mapping[str, np.ndarray]) -> np.ndarray:
    found = np.ones(len(next(iter(rows.values()))), dtype=bool)
    for slack in slacks:
        found &= setting.values(slack, rows) >= -NEAR
    return found


def _conditions(setting: Setting, parts: Sequence[sp.Expr], holds: np.ndarray,
                values: Sequence[sp.Expr]) -> tuple[sp.Expr, ...]:
    """The fewest and easiest slacks that hold where the case counts and together exclude every other point."""
    pool = dict.fromkeys(sign * part for part in parts for sign in (1, -1))
    excluded = {slack: setting.values(slack) < 0 for slack in sorted(pool, key=lambda slack: _burden([slack], values))}
    telling = {slack: rows for slack, rows in excluded.items() if not (rows & holds).any()}
    left, chosen = ~holds, []
    while left.any():
        best = max(telling, key=lambda slack: np.count_nonzero(telling[slack] & left), default=None)
        if best is None or not (telling[best] & left).any():
            break
        chosen.append(best)
        left &= ~telling[best]
    return tuple(chosen)


def _parts(setting: Setting, slack: sp.Expr, symbol: sp.Symbol, value: sp.Expr) -> Iterator[sp.Expr]:
    """What may tell a case: the slack at the value, its factors without roots, how far the value is from where it is 0."""
    if sum(1 for _ in sp.preorder_traversal(slack)) > LONGEST:
        return
    at_value = at(setting, slack, symbol, value)
    if at_value.is_number or _length(at_value)[0] > LONGEST:
        return
    if _length(at_value)[0] <= SHORT:
        yield at_value
    yield from (part for part, _ in factorize(_without_roots(at_value)).factors)
    own = next((root for root in square_roots(slack) if root.has(symbol)), None)
    if own is not None:
        for root in _roots(slack, symbol):
            distance = at(setting, own, symbol, value) - at(setting, own, symbol, root)
            if _length(distance)[0] <= SHORT:
                yield distance


def _length(expression: sp.Expr) -> tuple[int, str]:
    return sum(factorize(part).length for part in sp.Add.make_args(expression)), factorize(expression).text


def at(setting: Setting, expression: sp.Expr, symbol: sp.Symbol, value: sp.Expr) -> sp.Expr:
    """An expression with a value put in, and square roots of squares taken, with the sign that they have at the points."""
    roots = {part: _square_root(setting, part.base.subs(symbol, value)) ** part.exp.p
             for part in sp.preorder_traversal(expression) if is_square_root(part) and part.has(symbol)}
    return factor(expression.xreplace(roots).subs(symbol, value))


def _square_root(setting: Setting, radicand: sp.Expr) -> sp.Expr:
    """The square root of a closed form, with even powers taken out so that it is positive at the points."""
    root = _take_root(radicand)
    values = setting.values(root)
    return -root if np.count_nonzero(values < 0) > np.count_nonzero(values > 0) else root


def _roots(expression: sp.Expr, symbol: sp.Symbol) -> Iterator[sp.Expr]:
    """The roots of degree 1 and 2 in a symbol, or in the square root of a multiple of it."""
    unknown, expression = sp.Dummy("t", real=True), factorize(expression).numerator
    own = [root for root in square_roots(expression) if root.has(symbol) and not factor(root.base / symbol).has(symbol)]
    variable, back = symbol, symbol
    if own:
        scale = factor(own[0].base / symbol)  # t = sqrt(scale * symbol)
        variable, back = unknown, unknown**2 / scale
        expression = expression.xreplace({own[0]: unknown}).subs(symbol, back)
    for part, _ in factorize(_without_roots(expression, variable)).factors:
        for root in _solutions(coefficients(part, variable)):
            yield _shortest(back.subs(variable, root) if own else root)


def _solutions(polynomial: Sequence[sp.Expr]) -> Iterator[sp.Expr]:
    """The solutions of a linear or quadratic equation, in the shorter of (-b + r)/(2a) and 2c/(-b - r)."""
    if len(polynomial) == 2:
        slope, constant = polynomial
        yield factor(-constant / slope)
    elif len(polynomial) == 3:
        curvature, slope, constant = polynomial
        root = _take_root(slope**2 - 4 * curvature * constant)
        for sign in (1, -1):
            above, below = factor(-slope + sign * root), factor(-slope - sign * root)
            yield _shortest(above / (2 * curvature), 2 * constant / below)


def _take_root(radicand: sp.Expr) -> sp.Expr:
    """A square root of a closed form, with even powers taken out, whatever their sign."""
    found = factorize(radicand)
    outside, inside = sp.sqrt(abs(found.constant)), sp.sign(found.constant)
    for base, exponent in found.factors:
        outside *= base ** (exponent // 2)
        inside *= base ** (exponent % 2)
    return outside * sp.sqrt(inside)


def _shortest(*forms: sp.Expr) -> sp.Expr:
    return min(map(factor, forms), key=_length)


def _without_roots(expression: sp.Expr, variable: sp.Symbol | None = None) -> sp.Expr:
    """A polynomial that vanishes wherever the expression does; with a variable, only the roots that hold it are removed."""
    polynomial = factorize(expression).numerator
    while roots := [root for root in square_roots(polynomial) if variable is None or root.has(variable)]:
        even, odd = _part(polynomial, roots[0])
        polynomial = factorize(even**2 - roots[0].base * odd**2).numerator
    return polynomial


def _part(polynomial: sp.Expr, root: sp.Pow) -> tuple[sp.Expr, sp.Expr]:
    """The E and O of a polynomial E + r*O in a square root r."""
    rising = coefficients(polynomial, root)[::-1]
    even, odd = (sp.Add(*(part * root.base**power for power, part in enumerate(rising[start::2]))) for start in (0, 1))
    return even, odd

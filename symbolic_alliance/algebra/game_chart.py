"""Coordinates for a game: units set to 1, chosen parameters replaced by their square roots, and the way back.

In:  a game and the names of parameters whose square roots occur in its solution.
Out: a `GameChart`, which carries SymPy expressions into its ring and values of the ring back to SymPy, in the author's
     parameters.  Both ways are exact.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.algebra.ring import Rational, Ring
from symbolic_alliance.algebra.scaling import Scaling, scalings
from symbolic_alliance.closed_form.polynomial_reader import is_square_root
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.tree import Choose, Game, Outcome

Exponents = tuple[Fraction, ...]
SignOf = Callable[[int], int]
Test = Callable[[int], bool]

SMALL_UNIT = 1e-6


class GameChart:
    """The coordinates in which a game is solved.

    A quantity z of weight w in the unit u has the coordinate z / u**w; a rooted parameter has the square root of that.
    """

    def __init__(self, game: Game, rooted: tuple[str, ...] = (), *, in_units: bool = True) -> None:
        self.game, self.rooted = game, rooted
        self.scalings = game_scalings(game) if in_units else ()
        self.units = tuple(scaling.unit for scaling in self.scalings)
        self.parameters = tuple(name for name in game.parameters.names if name not in self.units)
        self.choices = tuple(choice.name for choice in game.choices)
        self.ring = Ring((*self.choices[::-1], *self.parameters[::-1]))

    def weights(self, name: str) -> Exponents:
        """The weight of a quantity in each unit."""
        return tuple(scaling.weights[name] for scaling in self.scalings)

    def payoff_weights(self, player: str) -> Exponents:
        """The weight of a player's payoff in each unit."""
        return tuple(scaling.payoff_weights[player] for scaling in self.scalings)

    def is_homogeneous(self, expression: sp.Expr) -> bool:
        """Whether, term by term, an expression has one weight in every unit, so that the coordinates lose nothing of it."""
        return all(_weight(expression, scaling.weights) is not None for scaling in self.scalings)

    def has_weights(self, expression: sp.Expr, name: str) -> bool:
        """Whether an expression is 0 or has, term by term, the weights of a quantity."""
        return expression == 0 or all(_weight(expression, scaling.weights) == scaling.weights[name]
                                      for scaling in self.scalings)

    # ---- into the ring

    def rational(self, expression: sp.Expr, sign_of: SignOf | None = None, is_never_zero: Test | None = None) -> Rational:
        """Carry a closed form into the ring.

        ``sign_of`` tells the known sign of an atom that stands under a root.  A square is taken out of a root only where it
        ``is_never_zero``: where it is 0 the root is 0 whatever else is in it; raises `ModelError` elsewhere.
        """
        return self.ring.read(expression, lambda leaf: self._leaf(leaf, sign_of, is_never_zero))

    def _leaf(self, leaf: sp.Expr, sign_of: SignOf | None, is_never_zero: Test | None) -> Rational:
        if leaf.is_Symbol:
            return self._generator(str(leaf))
        if is_square_root(leaf):
            inside = self.rational(leaf.base, sign_of, is_never_zero)
            return self._root(inside, sign_of, is_never_zero) ** int(leaf.exp.p)
        raise ModelError(f"{leaf} is neither rational nor a square root")

    def _generator(self, name: str) -> Rational:
        if name in self.units:
            return self.ring.lift(1)
        generator = self.ring.generator(name)
        return generator * generator if name in self.rooted else generator

    def _root(self, radicand: Rational, sign_of: SignOf | None, is_never_zero: Test | None) -> Rational:
        """sqrt(N/D) = |s| sqrt(h) / |D|  where  N D = s^2 h."""
        outside, inside = self.ring.squarefree_split(radicand.numerator * radicand.denominator)
        if is_never_zero is not None:
            for atom, _ in self.ring.factor(outside)[1]:
                if not inside.is_constant() and not is_never_zero(atom):
                    part = self.ring.atoms[atom].polynomial
                    raise ModelError(f"a square root has the square of {part} in it, which may be 0: take it out of the root")
        root = self.ring.lift(1) if inside == 1 else self.ring.square_root(inside)
        return root * self._absolute(outside, sign_of) / self._absolute(radicand.denominator, sign_of)

    def _absolute(self, polynomial: fmpz_mpoly, sign_of: SignOf | None) -> Rational:
        sign, factors = self.ring.factor(polynomial)
        for atom, multiplicity in factors:
            if multiplicity % 2:
                known = sign_of(atom) if sign_of else 0
                if not known:
                    raise ModelError(f"a square root needs the sign of {self.ring.atoms[atom].polynomial}, "
                                     "which the assumptions do not settle")
                sign *= known
        return self.ring.lift(polynomial) * sign

    # ---- back to SymPy

    def expression(self, value: Rational, weights: Exponents | None = None) -> sp.Expr:
        """Carry a value back, factored; a quantity of weight w regains the factor unit**w."""
        top, top_scale = self._factor(value.numerator)
        bottom, bottom_scale = self._factor(value.denominator)
        scale = [low - high for low, high in zip(bottom_scale, top_scale, strict=True)]
        if weights is not None:
            scale = [part + weight for part, weight in zip(scale, weights, strict=True)]
        return top * self._unit_power(scale) / bottom

    def slack(self, polynomial: fmpz_mpoly) -> sp.Expr:
        """A polynomial of the same sign in the author's parameters."""
        return self._polynomial(polynomial)[0]

    def _factor(self, polynomial: fmpz_mpoly) -> tuple[sp.Expr, Exponents]:
        if polynomial == 0:
            return sp.Integer(0), (Fraction(0),) * len(self.units)
        constant, factors = polynomial.factor()
        total, scale = sp.Integer(int(constant)), [Fraction(0)] * len(self.units)
        for factor, multiplicity in factors:
            expression, exponents = self._polynomial(factor)
            total = sp.Mul(total, expression ** int(multiplicity))
            scale = [part + multiplicity * exponent for part, exponent in zip(scale, exponents, strict=True)]
        return total, tuple(scale)

    def _polynomial(self, polynomial: fmpz_mpoly) -> tuple[sp.Expr, Exponents]:
        """``(P, d)`` with polynomial = P / unit**d and no unit below a fraction bar in P."""
        generators = {name: self._back(name) for name in self.ring.names_in(polynomial)}
        terms: list[tuple[sp.Expr, list[Fraction]]] = []
        for exponents, coefficient in sorted(polynomial.to_dict().items(), reverse=True):
            term, scale = sp.Integer(int(coefficient)), [Fraction(0)] * len(self.units)
            for name, power in zip(self.ring.names, map(int, exponents), strict=True):
                if power:
                    base, weight = generators[name]
                    term = term * base**power
                    scale = [part + power * exponent for part, exponent in zip(scale, weight, strict=True)]
            terms.append((term, scale))
        top = [max(scale[unit] for _, scale in terms) for unit in range(len(self.units))] if terms else []
        total = sp.Add(*(term * self._unit_power([high - low for high, low in zip(top, scale, strict=True)])
                         for term, scale in terms))
        return total, tuple(top) if terms else (Fraction(0),) * len(self.units)

    def _back(self, name: str) -> tuple[sp.Expr, Exponents]:
        """``(e, w)`` with generator = e / unit**w."""
        if name in self.ring.radicands:
            inside, scale = self._factor(self.ring.radicands[name])
            return self._take_root(inside, scale)
        symbol, weights = sp.Symbol(name, real=True), self.weights(name)
        return self._take_root(symbol, weights) if name in self.rooted else (symbol, weights)

    def _take_root(self, inside: sp.Expr, weights: Exponents) -> tuple[sp.Expr, Exponents]:
        """sqrt(P / u^w) = sqrt(P u^(2h - w)) / u^h  with  h = ceil(w / 2)."""
        halves = tuple(Fraction(ceil(weight / 2)) for weight in weights)
        lifted = self._unit_power([2 * half - weight for half, weight in zip(halves, weights, strict=True)])
        return sp.sqrt(inside * lifted), halves

    def _unit_power(self, exponents: "list[Fraction] | Exponents") -> sp.Expr:
        return sp.Mul(*(sp.Symbol(unit, real=True) ** sp.Rational(exponent.numerator, exponent.denominator)
                        for unit, exponent in zip(self.units, exponents, strict=True)))

    def coordinates(self, point: Mapping[str, Fraction]) -> dict[str, float]:
        """The coordinates of a point of parameters, as floats for the bank; a unit that is 0 there counts as very small."""
        values = {}
        for name in self.parameters:
            value = float(point[name])
            for unit, weight in zip(self.units, self.weights(name), strict=True):
                value /= (float(point[unit]) or SMALL_UNIT) ** float(weight)
            values[name] = value**0.5 if name in self.rooted else value
        return values


def _weight(expression: sp.Expr, weights: Mapping[str, Fraction]) -> Fraction | None:
    """The weight of an expression whose sums have terms of one weight; None for any other."""
    if expression.is_Symbol:
        return weights[str(expression)]
    if expression.is_Rational:
        return Fraction(0)
    parts = [_weight(argument, weights) for argument in expression.args[:1 if expression.is_Pow else None]]
    if any(part is None for part in parts):
        return None
    if expression.is_Add:
        return parts[0] if len(set(parts)) == 1 else None
    if expression.is_Pow:
        return None if parts[0] is None else parts[0] * Fraction(int(expression.exp.p), int(expression.exp.q))
    return sum((part for part in parts if part is not None), Fraction(0))


def game_scalings(game: Game) -> tuple[Scaling, ...]:
    """The scalings of a game, in units of positive parameters in which no cutoffs are asked for."""
    outcomes = [node for node in game.nodes if isinstance(node, Outcome)]
    slacks = [slack for assumption in game.parameters.assumptions for slack, _ in assumption.slacks]
    positive = [slack for assumption in game.parameters.assumptions for slack, strict in assumption.slacks if strict]
    payoffs: dict[str, list[sp.Expr]] = {player: [] for player in game.players}
    for outcome in outcomes:
        for player in game.players:
            for conditions, payoff, _ in rational_cases(outcome.payoffs[player]):
                slacks += conditions
                payoffs[player].append(payoff)
    slacks += [part for lottery in game.lotteries for chance in lottery.probabilities for part in (chance, 1 - chance)]
    ends = [(node.choice.name, end) for node in game.nodes if isinstance(node, Choose)
            for end in (node.lower, node.upper) if end is not None]
    units = [name for name in game.parameters.names
             if name not in game.cutoff_parameters and sp.Symbol(name, real=True) in positive]
    names = [*(choice.name for choice in game.choices), *game.parameters.names]
    return scalings(payoffs, ends, slacks, names, units)

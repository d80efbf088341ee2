"""The first strategy: a product of things of known sign.

In:  a chart and a polynomial in its coordinates.
Out: the sign of a factor with the facts that show it; facts freed of positive factors; a branch closed because a fact says
     that something positive is negative.
Method: a factor has a known sign if it is a coordinate or a fact up to its sign, or if all its coefficients have one sign
and all its monomials are products of coordinates and squares.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product as choices
from operator import mul

from flint import fmpq, fmpq_mpoly

from symbolic_alliance.proof.prover.branch_chart import BranchChart, Equation, Reduced, close
from symbolic_alliance.proof.prover.steps import Closed, FactProduct, Known, content, primitive

MOST_TERMS = 60


def is_sum_of_positive_terms(chart: BranchChart, polynomial: fmpq_mpoly, strictly: bool = False) -> bool:
    """Whether every coefficient is positive and every monomial a product of coordinates and squares."""
    terms = list(polynomial.terms())
    return (all(coefficient > 0 and all(place in chart.coordinates or exponent % 2 == 0
                                        for place, exponent in enumerate(exponents)) for exponents, coefficient in terms)
            and (not strictly or any(all(exponent == 0 or chart.is_strict(place) for place, exponent in enumerate(exponents))
                                     for exponents, _ in terms)))


def positive_terms(chart: BranchChart, polynomial: fmpq_mpoly) -> list[FactProduct]:
    """A sum of positive terms as products of facts."""
    return [FactProduct(coefficient, *chart.monomial(exponents)) for exponents, coefficient in polynomial.terms()]


@dataclass(frozen=True)
class FactorSign:
    """The sign of a factor, and facts > 0 whose product is ``value``, a positive multiple of the factor times its sign."""

    sign: int
    facts: tuple[Known, ...]
    value: fmpq_mpoly


def strict_sign(chart: BranchChart, factor: fmpq_mpoly) -> tuple[BranchChart, FactorSign] | None:
    """The sign of an irreducible factor that is never 0, if it is known.

    The chart that is returned has one more lemma where the factor is a sum of positive terms.
    """
    for sign in (1, -1):
        signed = factor * sign
        place = _place_of(chart, signed)
        if place is not None and chart.is_strict(place):
            return chart, FactorSign(sign, chart.coordinates[place], chart.ring.gens()[place])
        for reduced in chart.facts:
            if reduced.fact.is_strict and primitive(reduced.polynomial) == primitive(signed):
                return chart, FactorSign(sign, reduced.facts, reduced.polynomial)
        if len(factor) <= MOST_TERMS and is_sum_of_positive_terms(chart, signed, strictly=True):
            value = signed / content(chart.in_variables(signed))
            fact = Known(">", chart.in_variables(value))
            failure = Known(">=", -fact.polynomial)
            grown = chart.with_lemma(fact, Reduced(fact, value), failure,
                                     [FactProduct(fmpq(1), (failure,)), *positive_terms(chart, value)])
            return None if grown is None else (grown, FactorSign(sign, (fact,), value))
    return None


def _place_of(chart: BranchChart, polynomial: fmpq_mpoly) -> int | None:
    """The coordinate that a polynomial is, up to a positive number."""
    if len(polynomial) != 1 or polynomial.total_degree() != 1 or polynomial.leading_coefficient() < 0:
        return None
    return list(polynomial.monoms()[0]).index(1)


def strip(chart: BranchChart) -> BranchChart:
    """Free every fact of its factors of known sign, and a strict one of its squares: each is one more lemma."""
    for reduced in chart.facts:
        chart = _strip(chart, reduced)
    return chart


def strip_equations(chart: BranchChart) -> BranchChart:
    """Free every equation of its factors of known sign: each is one more lemma, that the rest is neither < 0 nor > 0."""
    for equation in chart.equations:
        _, factors = equation.polynomial.factor()
        rest, positive = chart.ring.constant(1), list[FactorSign]()
        for factor, exponent in factors:
            known = strict_sign(chart, factor)
            if known is None:
                rest *= factor**exponent
            else:
                chart = known[0]
                positive += [known[1]] * exponent
        if positive and not rest.is_constant():
            chart = _with_rest(chart, equation, rest, positive)
    return chart


def _with_rest(chart: BranchChart, equation: Equation, rest: fmpq_mpoly, positive: Sequence[FactorSign]) -> BranchChart:
    rest = rest / content(chart.in_variables(rest))
    fact = Known("=", chart.in_variables(rest))
    value = reduce(mul, (one.value for one in positive), rest)
    ratio = equation.polynomial.leading_coefficient() / value.leading_coefficient()
    signs = tuple(known for one in positive for known in one.facts)
    because = []
    for direction in (-1, 1):
        failure = Known(">", fact.polynomial * direction)
        end = close(chart, [FactProduct(fmpq(1), (failure, *signs))], [(equation, chart.ring.constant(-direction / ratio))])
        if end is None:
            return chart
        because.append((failure, end))
    others = tuple(one for one in chart.equations if one is not equation)
    return replace(chart, equations=(*others, Equation(rest, {fact: chart.ring.constant(1)})),
                   lemmas=(*chart.lemmas, (fact, tuple(because))))


def _strip(chart: BranchChart, reduced: Reduced) -> BranchChart:
    constant, factors = reduced.polynomial.factor()
    if sum(exponent for _, exponent in factors) < 2:
        return chart
    rest = chart.ring.constant(1 if constant > 0 else -1)
    positive: list[FactorSign] = []
    squares: list[fmpq_mpoly] = []
    for factor, exponent in factors:
        known = strict_sign(chart, factor)
        if known is not None:
            chart = known[0]
            rest *= known[1].sign**exponent
            positive += [known[1]] * exponent
        elif reduced.fact.is_strict:
            rest *= factor**(exponent % 2)
            squares += [factor] * (exponent // 2)
        else:
            rest *= factor**exponent
    if rest.is_constant():
        rest, squares = reduce(mul, (square * square for square in squares), rest), []
    if rest.is_constant() or not (positive or squares):
        return chart
    return _with_quotient(chart, reduced, rest, positive, squares)


def _with_quotient(chart: BranchChart, reduced: Reduced, rest: fmpq_mpoly, positive: Sequence[FactorSign],
                   squares: Sequence[fmpq_mpoly]) -> BranchChart:
    """The chart in which a fact  rest * positive * squares > 0  is replaced by  rest > 0."""
    rest = rest / content(chart.in_variables(rest))
    fact = Known(reduced.fact.relation, chart.in_variables(rest))
    others = tuple(one for one in chart.facts if one is not reduced)
    if any(one.fact.relation == fact.relation and one.polynomial == rest for one in others):
        return replace(chart, facts=others)
    failure = Known(">=" if fact.is_strict else ">", -fact.polynomial)
    value = reduce(mul, [*(one.value for one in positive), *(square * square for square in squares)], rest)
    ratio = reduced.polynomial.leading_coefficient() / value.leading_coefficient()
    signs = tuple(known for one in positive for known in one.facts)
    grown = chart.with_lemma(fact, Reduced(fact, rest), failure, [
        FactProduct(ratio, (failure, *signs), tuple(map(chart.in_variables, squares))), FactProduct(fmpq(1), reduced.facts)])
    return chart if grown is None else replace(grown, facts=tuple(one for one in grown.facts if one is not reduced))


def with_strict_variables(chart: BranchChart) -> BranchChart:
    """A coordinate that is >= 0, and a factor of a monomial that is > 0, is > 0."""
    for reduced in chart.facts:
        if not reduced.fact.is_strict or len(reduced.polynomial) != 1 or reduced.polynomial.leading_coefficient() < 0:
            continue
        exponents = reduced.polynomial.monoms()[0]
        for place, exponent in enumerate(exponents):
            if exponent and place in chart.coordinates and not chart.is_strict(place):
                rest = [e - (at == place) for at, e in enumerate(exponents)]
                generator = chart.ring.gens()[place]
                fact = Known(">", chart.in_variables(generator))
                failure = Known(">=", -fact.polynomial)
                facts, squares = chart.monomial(rest)
                grown = chart.with_lemma(fact, Reduced(fact, generator), failure, [
                    FactProduct(reduced.polynomial.leading_coefficient(), (failure, *facts), squares),
                    FactProduct(fmpq(1), reduced.facts)])
                chart = chart if grown is None else grown
    return chart


def closed_by_sign(chart: BranchChart, reduced: Reduced) -> Closed | None:
    """Close the branch because this fact contradicts the signs of its factors; None if it does not."""
    constant, factors = reduced.polynomial.factor()
    sums: list[list[FactProduct]] = []
    sign = 1 if constant > 0 else -1
    for factor, exponent in factors:
        if exponent % 2 == 0:
            sums.append([FactProduct(fmpq(1), (), (chart.in_variables(factor**(exponent // 2)),))])
            continue
        known = _weak_sign(chart, reduced, factor)
        if known is None:
            return None
        sign *= known[0]
        sums.append(known[1])
        if exponent > 1:
            sums.append([FactProduct(fmpq(1), (), (chart.in_variables(factor**(exponent // 2)),))])
    if sign > 0 or reduce(mul, map(len, sums), 1) > MOST_TERMS:
        return None
    scale = abs(constant)
    products = [FactProduct(fmpq(1), reduced.facts)]
    for combination in choices(*sums):
        products.append(FactProduct(reduce(mul, (one.coefficient for one in combination), fmpq(scale)),
                                    tuple(known for one in combination for known in one.facts),
                                    tuple(square for one in combination for square in one.squares)))
    if not any(all(known.is_strict for known in one.facts) and not one.squares for one in products):
        return None
    return close(chart, products)


def _weak_sign(chart: BranchChart, asked: Reduced, factor: fmpq_mpoly) -> tuple[int, list[FactProduct]] | None:
    for sign in (1, -1):
        signed = factor * sign
        if is_sum_of_positive_terms(chart, signed):
            return sign, positive_terms(chart, signed)
        for reduced in chart.facts:
            if reduced is not asked and primitive(reduced.polynomial) == primitive(signed):
                ratio = signed.leading_coefficient() / reduced.polynomial.leading_coefficient()
                return sign, [FactProduct(ratio, reduced.facts)]
    return None

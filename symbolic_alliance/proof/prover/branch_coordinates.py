"""Choose the coordinates of a branch.

In:  the facts on a branch.
Out: its `BranchChart`.
Method, in this order:
1. a variable that a fact says is positive is a coordinate;
2. facts are freed of factors of known sign (so are cleared denominators), `sign_product.stripped`;
3. an equation D v = N, where the sign of D is known, eliminates v: a fact f of degree d in v becomes D^d f(N/D);
4. a fact u that is linear in a variable v becomes the coordinate in its place (q - w_O = r > 0 instead of q): a slack;
5. where facts bound coordinates from above, c_0 - c_1 u_1 - ... = h >= 0, the gap h is one more coordinate, and
   1 = (h + c_1 u_1 + ...) / c_0 makes every polynomial homogeneous in that block (Polya 1928, Handelman 1988).
"""

from collections.abc import Sequence
from dataclasses import replace

from flint import fmpq_mpoly, fmpq_mpoly_ctx

from symbolic_alliance.proof.prover.branch_chart import BranchChart, Elimination, Equation, Reduced, by_powers, homogeneous
from symbolic_alliance.proof.prover.sign_product import (
    is_sum_of_positive_terms,
    strict_sign,
    strip,
    strip_equations,
    with_strict_variables,
)
from symbolic_alliance.proof.prover.steps import SPARE, Known

MOST_TERMS = 4000


def chart_of(ring: fmpq_mpoly_ctx, facts: Sequence[Known]) -> BranchChart:
    """The chart of a branch.

    >>> from symbolic_alliance.certificate import Fact, Statement, read_polynomial
    >>> from symbolic_alliance.proof.prover.steps import problem_of
    >>> xy = ("x", "y")
    >>> given = [Fact(">", read_polynomial(text, xy)) for text in ("x - y", "y", "x*y - x")]
    >>> problem = problem_of(Statement(xy, tuple(given), ()))
    >>> [str(one.polynomial) for one in chart_of(problem.ring, problem.hypotheses).facts]  # here x stands for x - y
    ['x*y - x + y^2 - y']
    """
    one = ring.constant(1)
    chart = BranchChart(ring, tuple(Reduced(known, known.polynomial) for known in facts if known.relation != "="),
                        tuple(Equation(known.polynomial, {known: one}) for known in facts if known.relation == "="), {},
                        ring.gens(), ring.gens())
    chart = strip(_with_positive_variables(chart))
    if chart.equations:
        chart = _eliminate(chart)
        chart = strip_equations(strip(_with_positive_variables(with_strict_variables(chart))))
        chart = replace(chart, unsolved=tuple(one.polynomial for one in chart.equations))
    chart = replace(chart, plain=chart.facts)
    return _drop_implied(_homogeneous(_with_slacks(chart)))


def solving_chart(ring: fmpq_mpoly_ctx, facts: Sequence[Known]) -> BranchChart:
    """A chart for drawing points only: every equation that is linear in a variable eliminates it, whatever the sign of its
    factor, so that the facts of the chart mean nothing."""
    known = [one for one in facts if one.relation != "="]
    reduced = tuple(Reduced(one, one.polynomial) for one in known)
    chart = _with_positive_variables(BranchChart(ring, reduced, (), {}, ring.gens(), ring.gens()))
    equations = [one.polynomial for one in facts if one.relation == "="]
    empty = Equation(ring.constant(0), {})
    while True:
        found = [(cost, index, place) for index, equation in enumerate(equations)
                 for place, cost in _linear_places(chart, equation)]
        if not found:
            return replace(chart, facts=(), unsolved=tuple(equations))
        _, index, place = min(found)
        rest, factor = by_powers(equations.pop(index), place)
        step = Elimination(place, -rest, factor, (), empty)
        equations = [step.substitute(one, one.degrees()[place]) for one in equations]
        equations = [one for one in equations if not one.is_zero()]
        chart = replace(chart, eliminations=(*chart.eliminations, step),
                        coordinates={at: one for at, one in chart.coordinates.items() if at != place})


def _with_positive_variables(chart: BranchChart) -> BranchChart:
    """Every variable that a fact says is > 0 or >= 0 is a coordinate."""
    coordinates = dict(chart.coordinates)
    gone = {elimination.place for elimination in chart.eliminations}
    for strict in (False, True):
        for reduced in chart.facts:
            for place, generator in enumerate(chart.ring.gens()):
                if reduced.fact.is_strict == strict and reduced.polynomial == generator and place not in gone:
                    coordinates[place] = reduced.facts
    return replace(chart, coordinates=coordinates)


def _eliminate(chart: BranchChart) -> BranchChart:
    """Use up the equations that are linear in a variable with a factor of known sign, the simplest first."""
    while True:
        found = [(cost, index, place) for index, equation in enumerate(chart.equations)
                 for place, cost in _linear_places(chart, equation.polynomial)]
        for _, index, place in sorted(found):
            step = _elimination(chart, chart.equations[index], place)
            if step is not None:
                grown, elimination = step
                candidate = _substitute(grown, elimination, index)
                if candidate is not None:
                    chart = candidate
                    break
        else:
            return chart


def _linear_places(chart: BranchChart, polynomial: fmpq_mpoly) -> list[tuple[int, tuple[int, int, int, int]]]:
    """The variables that the equation is linear in, each with what it costs to eliminate it."""
    found = []
    for place, degree in enumerate(polynomial.degrees()):
        if degree == 1:
            factor = by_powers(polynomial, place)[1]
            spread = sum(int(one.polynomial.degrees()[place]) * len(one.polynomial) for one in chart.facts)
            found.append((place, (int(len(factor) > 1), int(factor.total_degree()), spread, len(polynomial))))
    return found


def _elimination(chart: BranchChart, equation: Equation, place: int) -> tuple[BranchChart, Elimination] | None:
    """Solve an equation for a variable; None if the sign of its factor is not known."""
    rest, factor = by_powers(equation.polynomial, place)
    _, factors = factor.factor()
    denominator, positive = chart.ring.constant(1), ()
    for irreducible, exponent in factors:
        known = strict_sign(chart, irreducible)
        if known is None:
            return None
        chart = known[0]
        denominator *= known[1].value**exponent
        positive += known[1].facts * exponent
    ratio = denominator.leading_coefficient() / factor.leading_coefficient()
    return chart, Elimination(place, -rest * ratio, denominator, positive, equation)


def _substitute(chart: BranchChart, elimination: Elimination, index: int) -> BranchChart | None:
    """The chart with a variable replaced everywhere; None if that grows too large."""
    place = elimination.place

    def fact(one: Reduced) -> Reduced:
        degree = one.polynomial.degrees()[place]
        return one if degree == 0 else Reduced(one.fact, elimination.substitute(one.polynomial, degree),
                                               one.multipliers + elimination.positive * degree)

    def equation(one: Equation) -> Equation:
        degree = one.polynomial.degrees()[place]
        if degree == 0:
            return one
        power = elimination.denominator**degree
        value = elimination.substitute(one.polynomial, degree)
        quotient = (one.polynomial * power - value) // elimination.equation.polynomial
        combination = {known: part * power for known, part in one.combination.items()}
        for known, part in elimination.equation.combination.items():
            combination[known] = combination.get(known, chart.ring.constant(0)) - quotient * part
        return Equation(value, combination)

    facts = tuple(map(fact, chart.facts))
    if sum(len(one.polynomial) for one in facts) > MOST_TERMS:
        return None
    others = tuple(equation(one) for at, one in enumerate(chart.equations) if at != index)
    coordinates = {at: known for at, known in chart.coordinates.items() if at != place}
    return replace(chart, facts=facts, equations=tuple(one for one in others if not one.polynomial.is_zero()),
                   coordinates=coordinates, eliminations=(*chart.eliminations, elimination))


def _with_slacks(chart: BranchChart) -> BranchChart:
    """Replace variables by slacks, as long as a fact is a variable less (or more) than positive terms."""
    while True:
        for reduced in chart.facts:
            place = _slack_place(chart, reduced)
            if place is not None:
                chart = _with_slack(chart, reduced, place)
                break
        else:
            return chart


def _slack_place(chart: BranchChart, reduced: Reduced) -> int | None:
    """The variable that a fact bounds from below by positive terms; one without a sign may be bounded by anything."""
    for place, degree in enumerate(reduced.polynomial.degrees()):
        if degree != 1 or reduced.facts == chart.coordinates.get(place):
            continue
        rest, factor = by_powers(reduced.polynomial, place)
        if not factor.is_constant():
            continue
        if place not in chart.coordinates:
            return place if rest.total_degree() <= 1 or is_sum_of_positive_terms(chart, -rest) else None
        if factor.leading_coefficient() > 0 and not rest.is_zero() and is_sum_of_positive_terms(chart, -rest):
            return place
    return None


def _with_slack(chart: BranchChart, reduced: Reduced, place: int) -> BranchChart:
    rest, factor = by_powers(reduced.polynomial, place)
    generator = chart.ring.gens()[place]
    images = list(chart.ring.gens())
    images[place] = (generator - rest) / factor.leading_coefficient()

    def move(polynomial: fmpq_mpoly) -> fmpq_mpoly:
        return polynomial.compose(*images, ctx=chart.ring)

    back = list(chart.back)
    back[place] = chart.in_variables(reduced.polynomial)
    return replace(chart, facts=tuple(replace(one, polynomial=move(one.polynomial)) for one in chart.facts),
                   equations=tuple(replace(one, polynomial=move(one.polynomial)) for one in chart.equations),
                   coordinates={**chart.coordinates, place: reduced.facts}, back=tuple(back),
                   forth=tuple(map(move, chart.forth)))


def _homogeneous(chart: BranchChart) -> BranchChart:
    """Make polynomials homogeneous in each block of coordinates that a fact bounds from above, the tightest bound first."""
    taken: set[int] = set()
    count = len(chart.back) - len(SPARE)
    while True:
        spare = count + sum(place >= count for place in chart.coordinates)
        blocks = [(-len(block), not one.fact.is_strict, index, one, block) for index, one in enumerate(chart.facts)
                  if (block := _block(chart, one)) and not taken & set(block)]
        if not blocks or spare == len(chart.back):
            return chart
        *_, reduced, block = min(blocks, key=lambda found: found[:3])
        taken |= {*block, spare}
        chart = _with_gap(chart, reduced, block, spare)


def _block(chart: BranchChart, reduced: Reduced) -> tuple[int, ...]:
    """The coordinates that a fact c_0 - c_1 u_1 - ... >= 0 bounds from above, all c > 0; none if it is not of that form."""
    terms = list(reduced.polynomial.terms())
    linear = [(exponents, c) for exponents, c in terms if sum(exponents) == 1]
    constant = [c for exponents, c in terms if sum(exponents) == 0]
    places = tuple(exponents.index(1) for exponents, _ in linear)
    if (len(linear) + len(constant) < len(terms) or not constant or constant[0] < 0 or any(c > 0 for _, c in linear)
            or any(place not in chart.coordinates for place in places)):
        return ()
    return places


def _with_gap(chart: BranchChart, reduced: Reduced, block: tuple[int, ...], spare: int) -> BranchChart:
    gens = chart.ring.gens()
    zero = (0,) * len(gens)
    bound = next(c for exponents, c in reduced.polynomial.terms() if tuple(exponents) == zero)
    unit = (gens[spare] - (reduced.polynomial - bound)) / bound  # 1 = (h + c_1 u_1 + ...) / c_0

    def move(polynomial: fmpq_mpoly) -> fmpq_mpoly:
        return homogeneous(polynomial, unit, block)

    back = list(chart.back)
    back[spare] = chart.in_variables(reduced.polynomial)
    others = tuple(replace(one, polynomial=move(one.polynomial)) for one in chart.facts if one is not reduced)
    return replace(chart, facts=others,
                   equations=tuple(replace(one, polynomial=move(one.polynomial)) for one in chart.equations),
                   coordinates={**chart.coordinates, spare: reduced.facts}, back=tuple(back),
                   units=(*chart.units, (unit, (*block, spare))))


def _drop_implied(chart: BranchChart) -> BranchChart:
    """Drop the facts that are coordinates or sums of positive terms, but not 0 > 0."""
    return replace(chart, facts=tuple(one for one in chart.facts if (one.polynomial.is_zero() and one.fact.is_strict)
                                      or not is_sum_of_positive_terms(chart, one.polynomial)))

"""A claim as printed and its polynomial cases say the same, at random exact points, in both directions."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings, strategies as st

from symbolic_alliance.certificate import Fact, write_polynomial
from symbolic_alliance.closed_form import UndefinedForm, evaluate, number, sign, sign_of
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality
from symbolic_alliance.proof.polynomial_claim import PolynomialCase, polynomial_cases
from symbolic_alliance.proof.prover.float_points import exact_value
from symbolic_alliance.proof.prover.steps import SPARE, problem_of

k, m, c, q = sp.symbols("k m c q", real=True)
root = sp.sqrt(k * c)


def weak(*expressions: sp.Expr) -> tuple[Inequality, ...]:
    return tuple(Inequality(expression) for expression in expressions)


def strict(*expressions: sp.Expr) -> tuple[Inequality, ...]:
    return tuple(Inequality(expression, True) for expression in expressions)


CLAIMS = {
    "polynomial": (weak(k, m), (strict(k + m - c),)),
    "fraction": (strict(m / (m + c) - q), (weak(m - q * (m + c)),)),
    "fractions on both sides": (weak(1 / k - 1 / m), (strict(k / (m - 1), c), weak(1 / (k * m)))),
    "squared denominator": (weak(m / (m + c)**2), (strict(m + c),)),
    "negative denominator": (strict(-1 / (c - 2)), (weak(m / (2 - c) - k),)),
    "nested fraction": (weak(1 / (1 + 1 / m)), (weak(m), strict(k / (m / (m + 1) - c)))),
    "root in a hypothesis": (weak(root - m), (weak(k * c - m**2), strict(-m))),
    "root in the conclusion": (weak(m), (weak(root - m), strict(k - 1))),
    "root below a bar": (strict(m - 1 / root), (weak(root),)),
    "two roots": (weak(sp.sqrt(m) - q), (weak(sp.sqrt(m) - sp.sqrt(c)), weak(sp.sqrt(c) - q))),
    "root of a fraction": (weak(c), (weak(sp.sqrt(m / c) - q), strict(k))),
    "nested root": (strict(k), (weak(sp.sqrt(m + root) - q),)),
    "power of a root": (weak(m**sp.Rational(3, 2) - c), (weak(m - c), weak(c - 1))),
    "root of a number": (weak(m - sp.sqrt(2)), (strict(m - sp.Rational(7, 5)),)),
    "contradiction": (strict(k / m, -k * m), ()),
    "no variable": ((), (strict(sp.Integer(2)), weak(sp.Integer(-1)))),
}
NUMBERS = st.sampled_from([Fraction(text) for text in ["-2", "-1", "-1/2", "0", "1/4", "1/2", "1", "2", "9/4", "4", "7/3"]])


def claim(name: str) -> Claim:
    hypotheses, alternatives = CLAIMS[name]
    return Claim(name, ClaimKind.THEOREM, "", hypotheses, alternatives)


def printed_holds(one: Claim, point: dict[str, Fraction]) -> bool:
    """The claim as printed, at a point; an expression without a value makes its relation false."""

    def holds(inequality: Inequality) -> bool:
        try:
            return sign(inequality.expression, point) > -(not inequality.strict)
        except UndefinedForm:
            return False

    return not all(map(holds, one.hypotheses)) or any(all(map(holds, case)) for case in one.alternatives)


def case_holds(case: PolynomialCase, point: dict[str, Fraction]) -> bool:
    """A polynomial case at the only value that its named roots can have; without one its hypotheses fail."""
    try:
        roots = {name: evaluate(expression, point) for name, expression in case.roots}
    except UndefinedForm:
        return True
    problem = problem_of(case.statement)
    values = [number({**point, **roots}[name]) for name in case.statement.variables] + [number(0)] * len(SPARE)

    def holds(fact: Fact) -> bool:
        found = sign_of(exact_value(fact.polynomial, values))
        return {">": found > 0, ">=": found >= 0, "=": found == 0}[fact.relation]

    return not all(map(holds, problem.hypotheses)) or any(all(map(holds, facts)) for facts in problem.alternatives)


@pytest.mark.parametrize("name", CLAIMS)
@settings(max_examples=60)
@given(point=st.fixed_dictionaries(dict.fromkeys(("k", "m", "c", "q"), NUMBERS)))
def test_claim_holds_exactly_where_all_its_cases_do(name: str, point: dict[str, Fraction]) -> None:
    one = claim(name)
    assert printed_holds(one, point) == all(case_holds(case, point) for case in polynomial_cases(one))


def test_a_contest_is_stated_as_a_reader_would_clear_it() -> None:
    case, = polynomial_cases(Claim("contest", ClaimKind.THEOREM, "", (Inequality(m, source="interval"), *strict(c)),
                                   (weak(q - m / (m + c)),)))
    texts = [f"{write_polynomial(fact.polynomial, case.statement.variables)} {fact.relation} 0"
             for fact in (*case.statement.hypotheses, *case.statement.alternatives[0])]
    assert texts == ["m >= 0", "c > 0", "c^2*q + 2*c*m*q - c*m + m^2*q - m^2 >= 0", "c^2 + 2*c*m + m^2 > 0"]
    assert case.sources == ("interval", "")


@pytest.mark.parametrize(("expression", "culprit"), [
    (sp.exp(k), "exp"), (sp.Max(k, m), "Max"), (sp.cbrt(k), r"k\*\*\(1/3\)"), (sp.Float(0.5) + k, "0.5"), (sp.pi * k, "pi"),
    (k**m, r"k\*\*m")])
def test_what_is_no_rational_function_is_refused_by_name(expression: sp.Expr, culprit: str) -> None:
    with pytest.raises(RequestError, match=culprit):
        polynomial_cases(Claim("odd", ClaimKind.THEOREM, "", (), (weak(expression),)))

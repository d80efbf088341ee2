"""Parameters: exact numbers are read as such, and a broken model section is refused with one sentence."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, strategies as st

from symbolic_alliance import Assumption, Parameter, Parameters, exact
from symbolic_alliance.errors import ModelError, RequestError

k, c = sp.symbols("k c", real=True)
DECLARED = (Parameter("k", "k", "a cost"), Parameter("c", "c", "a rival's arms"))
COSTLY = Assumption("costly", (k > 0,), "arms are costly")
RARE = Assumption("rare", (c >= 0, c < 1), "arms are few")


@given(st.fractions())
def test_exact_reads_every_rational_back(value: Fraction) -> None:
    assert exact(str(value)) == exact(sp.Rational(value.numerator, value.denominator)) == value


@pytest.mark.parametrize(("text", "value"), [
    ("0.1", Fraction(1, 10)), (" 3/4 ", Fraction(3, 4)), ("-2e-3", Fraction(-1, 500)), (7, Fraction(7))])
def test_exact_reads_what_an_author_writes(text: object, value: Fraction) -> None:
    assert exact(text) == value


@pytest.mark.parametrize("value", [0.1, "one", "1/0", "", None, True, "1e9999", "1" * 300, sp.Symbol("k"), sp.pi])
def test_exact_refuses_what_is_no_exact_number(value: object) -> None:
    with pytest.raises(RequestError, match=r"w_A = .* is not an exact number: write it as text"):
        exact(value, "w_A")


def test_a_name_is_an_identifier() -> None:
    with pytest.raises(ModelError, match="'k A' is not a name"):
        Parameter("k A", "k_A", "a cost")


@pytest.mark.parametrize("relation", [sp.Eq(k, 1), sp.true, k, sp.Ne(k, 0)])
def test_an_assumption_is_an_inequality(relation: sp.Basic) -> None:
    with pytest.raises(ModelError, match=r"assumption odd: .* is not an inequality between real numbers"):
        Assumption("odd", (relation,), "odd")


def test_slacks_keep_their_direction_and_strictness() -> None:
    assert Assumption("band", (k < 1, k >= c), "").slacks == ((1 - k, True), (k - c, False))


@pytest.mark.parametrize(("declared", "assumptions", "witness", "message"), [
    ((*DECLARED, DECLARED[0]), (COSTLY,), {"k": 1, "c": 0}, "parameter k is declared twice"),
    (DECLARED, (COSTLY, COSTLY), {"k": 1, "c": 0}, "assumption costly is declared twice"),
    (DECLARED[:1], (RARE,), {"k": 1}, "assumption rare uses c, which is no declared parameter"),
    (DECLARED, (COSTLY,), {"k": 1}, "the witness gives no value for c"),
    (DECLARED, (COSTLY,), {"k": 1, "c": 0, "z": 1}, "the witness gives a value for z, which the model does not declare"),
    (DECLARED, (COSTLY, RARE), {"k": 1, "c": 1}, r"the witness violates the assumption c < 1 \(rare\): c = 1"),
    (DECLARED, (COSTLY, RARE), {"k": 0, "c": 0}, r"the witness violates the assumption k > 0 \(costly\): k = 0"),
    (DECLARED, (COSTLY,), {"k": 0.5, "c": 0}, "witness: k = 0.5 is not an exact number"),
])
def test_a_broken_model_section_is_refused(declared: tuple[Parameter, ...], assumptions: tuple[Assumption, ...],
                                           witness: dict[str, object], message: str) -> None:
    with pytest.raises((ModelError, RequestError), match=message):
        Parameters(declared, assumptions, witness)


def test_a_point_is_refused_by_the_assumption_that_it_violates() -> None:
    parameters = Parameters(DECLARED, (COSTLY, RARE), {"k": 1, "c": 0})
    parameters.require({"k": Fraction(2), "c": Fraction(1, 2)})
    with pytest.raises(RequestError, match=r"the point violates the assumption c >= 0 \(rare\): c = -1"):
        parameters.require({"k": Fraction(2), "c": Fraction(-1)})
    with pytest.raises(RequestError, match="the point gives no value for c"):
        parameters.require({"k": Fraction(2)})


def test_the_witness_cannot_be_changed() -> None:
    parameters = Parameters(DECLARED, (COSTLY,), {"k": "1/2", "c": 0})
    with pytest.raises(TypeError):
        parameters.witness["k"] = Fraction(0)  # type: ignore[index]
    assert parameters.witness["k"] == Fraction(1, 2)


@pytest.mark.parametrize(("relations", "message"), [
    (k > 0, r"assumption odd: its relations are a tuple, such as \(k > 0,\), not k > 0"),
    ((sp.Symbol("k", positive=True) > 0,), r"True is not an inequality .* write sp.Symbol\('k', real=True\)"),
    ((sp.And(k > 0, k < 1),), "is not an inequality between real numbers: write its parts one by one, with commas"),
])
def test_relations_are_written_one_by_one(relations: object, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        Assumption("odd", relations, "odd")


def test_a_symbol_with_other_assumptions_is_another() -> None:
    foreign = sp.Symbol("k", positive=True)
    with pytest.raises(ModelError, match="assumption odd uses k, which is declared, and is another symbol here"):
        Parameters((Parameter("k", "k", "a cost"),), (Assumption("odd", (foreign < 1,), "odd"),), {"k": "1/2"})

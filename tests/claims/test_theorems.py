"""Theorems of an author are read as claims, judged as claims, and told in one sentence where they cannot be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
import sympy as sp

from symbolic_alliance.algebra.factoring import square_roots
from symbolic_alliance.claims.theorems import (
    Let,
    Setting,
    Stated,
    StatedTheorem,
    Threshold,
    always,
    at,
    certify_theorem,
    claims_to_certify,
    corollary,
    cutoff,
    fails,
    formula,
    inside,
    judge,
    lemma,
    never,
    passing,
    proposition,
    remark,
    sign_table,
    state,
    state_theorems,
    theorems_of,
    threshold,
    within,
)
from symbolic_alliance.claims.theorems.formula import FALSE, TRUE
from symbolic_alliance.claims.theorems.judge import verdict
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation
from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.derivation.lock import read_derivation, write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.parameters import Assumption, Parameter, Parameters, Quantity
from symbolic_alliance.game.tree import Decide, Game, Outcome
from symbolic_alliance.proof.certify import search
from symbolic_alliance.proof.claim import Claim, ClaimKind, Grade, Inequality, Rank, Result, Verdict, fails_at
from symbolic_alliance.solver import solve
from tests.games import ACCIDENT, BARGAINING, CONTEST, ENTRY, symbols

ENTERED, BARGAINED, CONTESTED = (solve(game) for game in (ENTRY, BARGAINING, CONTEST))
MARKET, SETTLEMENT, CONTESTS = (Setting((one,)) for one in (ENTERED, BARGAINED, CONTESTED))
D, F, k, c, p, c_A, c_B, m, q_I = symbols("D F k c p c_A c_B m q_I")
ACCOMMODATED, DETERRED, BLOCKADED = (ENTERED.regime(name) for name in ("entry", "monopoly_1", "monopoly_2"))


def stated(*theorems: Callable[..., Stated], paper: Setting = MARKET) -> tuple[StatedTheorem, ...]:
    """State theorems about a paper."""
    return state_theorems(theorems, paper)


def says(*assertions: Any, text: str = "It holds.", paper: Setting = MARKET, **slots: Any) -> StatedTheorem:
    """A proposition that asserts this, stated."""
    @proposition("Said")
    def said(_: Setting) -> Stated:
        return state(text, *assertions, **slots)
    theorem, = stated(said, paper=paper)
    return theorem


def outcome(*assertions: Any, paper: Setting = MARKET) -> Result:
    """The verdict on a proposition that asserts this."""
    return judge(says(*assertions, paper=paper)).result


def holds(said: Any, **point: Any) -> bool:
    """Whether a formula holds at a point, decided exactly."""
    return not fails_at(Claim("it", ClaimKind.THEOREM, "", (), formula(said).cases), point)


# ---- formulas


@pytest.mark.parametrize(("said", "point", "expected"), [
    (k < 1, {"k": 1}, False), (k <= 1, {"k": 1}, True), (k > 1, {"k": 1}, False), (k >= 1, {"k": 1}, True),
    (sp.Eq(k, 1), {"k": 1}, True), (sp.Eq(k, 1), {"k": Fraction(1, 2)}, False),
    (sp.And(k > 0, sp.Or(k < 1, k > 2)), {"k": 3}, True), (sp.And(k > 0, sp.Or(k < 1, k > 2)), {"k": Fraction(3, 2)}, False),
    (formula(k > 0) & (k < 1), {"k": 2}, False), (formula(k > 3) | formula(k < 1), {"k": 0}, True),
    (TRUE, {"k": 0}, True), (FALSE, {"k": 0}, False), (sp.true, {"k": 0}, True), (sp.false, {"k": 0}, False),
])
def test_a_formula_means_what_it_says(said: Any, point: dict[str, Fraction], expected: bool) -> None:
    assert holds(formula(said), **point) is expected


def test_what_is_no_relation_is_refused() -> None:
    with pytest.raises(RequestError, match=r"a theorem is stated with <, <=, .* k \+ 1 is none of them"):
        formula(k + 1)
    with pytest.raises(RequestError, match="is none of them"):
        formula(sp.Ne(k, 1))


def test_what_python_compares_is_no_relation() -> None:
    with pytest.raises(RequestError, match=r"a theorem asserts False, which Python's == .* gives: write sp.Eq\(a, b\)"):
        always(sp.Symbol("k", real=True) == 1)


def test_inside_excludes_the_edge_and_within_does_not() -> None:
    edge = {"D": 4, "F": 1}
    assert holds(within(DETERRED), **edge)
    assert holds(within(BLOCKADED), **edge)
    assert not holds(inside(DETERRED, BLOCKADED), **edge)
    assert holds(inside(DETERRED, BLOCKADED), D=4, F=2)
    assert within() == inside() == FALSE


def test_inside_holds_what_stands_under_a_root_positive() -> None:
    # Both roots of 2 - k are 0 at k = 2, where neither slack is: 1 + sqrt(2 - k) > 0.
    region = replace(BLOCKADED.region, cases=((1 + sp.sqrt(2 - k),),))
    assert not holds(inside(region), k=2)
    assert holds(within(region), k=2)
    assert [one.expression for one in inside(region).cases[0]] == [1 + sp.sqrt(2 - k), 2 - k]


# ---- thresholds


def test_a_cutoff_is_the_known_one() -> None:
    assert cutoff(MARKET, ENTERED, "F_monopoly_1_to_monopoly_2").value == D**2 / 16  # blockaded: Tirole 1988, section 8.1
    assert cutoff(CONTESTS, CONTESTED, "k_fought_1_to_fought_2").cases == ((1 / c, ()),)
    with pytest.raises(RequestError, match="entry has no cutoff F_entry; it has F_entry_to_monopoly, F_monopoly_1_to_"):
        cutoff(MARKET, ENTERED, "F_entry")


def test_a_threshold_of_a_square_root_is_solved() -> None:
    armed = CONTESTED.regime("fought_1")
    one_unit = threshold(CONTESTS, k, (armed.actions["m"] - 1, within(armed)))
    assert sp.cancel(one_unit.value - c / (c + 1) ** 2) == 0
    with pytest.raises(RequestError, match="a root of degree 1 or 2 of 1 expressions in k is met at no"):
        threshold(CONTESTS, k, (1 + c, within(armed)))
    with pytest.raises(RequestError, match="there is no regime in which a threshold in k could lie"):
        threshold(CONTESTS, k)


def test_a_threshold_has_two_cases_and_the_second_counts_otherwise() -> None:
    half = sp.Rational(1, 2)
    found = threshold(SETTLEMENT, c_B, (c_B - p / 3, formula(p < half)), (c_B - (1 - p) / 3, formula(p > half)))
    assert {sp.expand(3 * value): when for value, when in found.cases} == {p: (1 - 2 * p,), 1 - p: (2 * p - 1,)}
    assert found.symbols == {p}
    with pytest.raises(RequestError, match=r"the threshold of c_B has 2 closed forms: use \.cases"):
        _ = found.value


@pytest.mark.parametrize(("point", "expected"), [
    ({"k": 0, "c": Fraction(1, 2)}, (True, False)), ({"k": 1, "c": Fraction(1, 2)}, (False, True)),
    ({"k": Fraction(1, 4), "c": Fraction(1, 2)}, (False, False)), ({"k": 3, "c": 2}, (True, False)),
])
def test_a_symbol_is_compared_with_the_case_that_counts(point: dict[str, Fraction], expected: tuple[bool, bool]) -> None:
    bound = Threshold(k, ((c / 2, (1 - c,)), (c**2, (c - 1,))))
    assert (holds(k < bound, **point), holds(k > bound, **point)) == expected
    assert holds(k <= bound, **point) is not expected[1]
    assert holds(k >= bound, **point) is not expected[0]


def test_a_threshold_counts_where_its_roots_have_a_value() -> None:
    found = threshold(SETTLEMENT, c_B, (c_B**2 - p + c_A / 4, formula(p > 0)))
    radicand = {sp.expand(root.base) for value, _ in found.cases for root in square_roots(value)}
    assert len(radicand) == 1
    for _, when in found.cases:
        assert any(sp.cancel(slack / one).is_positive for one in radicand for slack in when)


def test_histories_are_entered_at_one_value_of_a_choice() -> None:
    stays_out = ENTERED.plans("enter", move="stay_out")
    assert sp.expand(passing(MARKET, stays_out, q_I) - (D - 2 * sp.sqrt(F))) == 0
    with pytest.raises(RequestError, match="no value of q_I in closed form bounds these histories"):
        passing(MARKET, [ACCOMMODATED.region], q_I)


def test_a_value_is_put_in_and_roots_of_squares_are_taken() -> None:
    assert at(MARKET, D - 4 * sp.sqrt(F), F, D**2 / 16) == 0
    assert at(CONTESTS, sp.sqrt(c * k), k, c) == c


# ---- verdicts


def test_what_follows_is_decided_then_certified_where_certificates_are_searched() -> None:
    found = judge(says(always(F < D**2 / 16, given=[inside(DETERRED)]), never(inside(ACCOMMODATED), inside(BLOCKADED))))
    assert (found.result.verdict, found.result.grade, found.result.deciders) == (Verdict.PROVED, Grade.DECIDED, ("z3",))
    with ThreadPoolExecutor(1) as workers:
        result = certify_theorem(found, search(claims_to_certify(found), {}, executor=workers)).result
    assert (result.verdict, result.grade, result.used) == (Verdict.PROVED, Grade.CERTIFIED, ("positive",))
    assert result.certificate


def test_a_certificate_does_not_stand_for_the_witness_that_is_missing() -> None:
    found = judge(says(always(D > 0, given=[F < 0])))
    open_ = replace(found, results=tuple(Result(one.claim, Verdict.UNDECIDED, tried="no time") for one in found.results))
    with ThreadPoolExecutor(1) as workers:
        result = certify_theorem(open_, search(claims_to_certify(open_), {}, executor=workers)).result
    assert (found.result.verdict, result.verdict) == (Verdict.VACUOUS, Verdict.VACUOUS)


def test_a_false_claim_is_refuted_by_a_point_that_is_one() -> None:
    theorem = says(always(D > 0), always(F > D**2 / 100, given=[inside(DETERRED)]))
    found = judge(theorem)
    assert found.result.verdict is Verdict.REFUTED
    assert [str(one.verdict) for one in found.results] == ["proved", "refuted"]
    assert fails_at(theorem.parts[1].claim, found.result.point)


def test_what_is_refuted_says_which_claim_fails_and_what_it_comes_to() -> None:
    two = outcome(always(D > 0), always(F > D**2 / 100, given=[inside(DETERRED)]))
    at = two.point
    assert two.tried == f"said_2 fails: F - D**2/100 is {at['F'] - at['D'] ** 2 / 100}, not > 0".replace("**", "^")
    assert outcome(always(sp.Eq(D, F) | (D < F))).tried.count(" is ") == 2
    assert outcome(always(sp.false)).tried == "said fails: what is said never to arise does"
    assert outcome(always(formula(D - F > 0) & sp.true, given=[sp.Eq(D, F)])).tried == "said fails: D - F is 0, not > 0"
    assert outcome(always(Threshold(F, ((D, ()),)) > D)).tried == "said fails: 0 is not > 0"
    assert outcome(always(sp.sqrt(D - F) >= 0, given=[D < F])).tried == "said fails: sqrt(D - F) has no value"


STRICT = Assumption("strict", (k > 0, c >= 0), "one is strict and one is weak")


@pytest.mark.parametrize(("asserted", "expected"), [
    (always(k > 0), Verdict.PROVED), (always(k >= 0), Verdict.PROVED), (always(c >= 0), Verdict.PROVED),
    (always(c > 0), Verdict.REFUTED), (always(k * c > 0), Verdict.REFUTED), (always(k + c > 0), Verdict.PROVED),
    (always(c / k >= 0), Verdict.PROVED), (always(c / k > 0), Verdict.REFUTED), (always(k / c > 0), Verdict.REFUTED),
])
def test_a_point_refutes_under_what_is_assumed_weakly_or_strictly_as_declared(asserted: Any, expected: Verdict) -> None:
    parameters = Parameters((Parameter("k", "k", "a cost"), Parameter("c", "c", "another")), (STRICT,), {"k": 1, "c": 1})
    move = Decide("move", "firm", {"go": Outcome("gone", {"firm": k}), "stay": Outcome("stayed", {"firm": 0})})
    game = Game("trip", "A trip", ("firm",), parameters, move)
    theorem = says(asserted, paper=Setting((solve(game),)))
    result = judge(theorem).result
    assert result.verdict is expected
    if result.point is not None:
        assert result.point["k"] > 0 <= result.point["c"]
        assert fails_at(theorem.parts[0].claim, result.point)


def test_a_choice_is_made_from_its_interval_whether_or_not_the_theorem_says_so() -> None:
    armed = ENTERED.game.choices[0].symbol
    theorem = says(always(armed >= 0))
    assert judge(theorem).result.verdict is Verdict.PROVED
    assert [str(one.expression) for one in theorem.parts[0].claim.hypotheses] == [str(armed)]
    assert outcome(always(armed > 0)).point[armed.name] == 0
    said_already = says(always(armed > -1, given=[armed > 0])).parts[0].claim
    assert [(str(one.expression), one.strict) for one in said_already.hypotheses] == [(str(armed), True)]


def test_a_point_has_a_value_for_every_parameter() -> None:
    assert outcome(always(p > 1), paper=SETTLEMENT).point.keys() == {"p", "c_A", "c_B"}
    assert outcome(always(sp.false), paper=SETTLEMENT).point == BARGAINING.parameters.witness
    assert outcome(always(m > p, given=[m >= 0]), paper=SETTLEMENT).point.keys() == {"p", "c_A", "c_B", "m"}


def test_what_is_said_to_fail_is_shown_to_fail() -> None:
    result = outcome(fails(F > D**2 / 100, given=[inside(DETERRED)]))
    assert result.verdict is Verdict.PROVED
    assert result.point["F"] <= result.point["D"] ** 2 / 100
    wrong = outcome(fails(F < D**2 / 16, given=[inside(DETERRED)]))
    assert (wrong.verdict, wrong.point, wrong.tried) == (
        Verdict.REFUTED, None, "said is said to fail somewhere, and never does")


def test_what_fails_in_one_of_several_cases_fails() -> None:
    cases = sp.Or(F > D**2 / 16, F > D**2)
    assert outcome(fails(F > D**2 / 2, given=[cases])).verdict is Verdict.PROVED
    assert outcome(fails(F > D**2 / 32, given=[cases])).verdict is Verdict.REFUTED


def test_a_failure_among_points_that_do_not_exist_is_not_shown() -> None:
    assert outcome(always(D > 0), fails(F > 1, given=[F < 0])).verdict is Verdict.VACUOUS


@pytest.mark.parametrize("given", [[F < 0], [sp.Or(F < 0, D < 0)], [inside()], [F < D, F > D]])
def test_an_assertion_about_no_point_is_vacuous_whatever_else_is_proved(given: list[Any]) -> None:
    result = outcome(always(D > 0), always(F > D, given=given))
    assert result.verdict is Verdict.VACUOUS
    assert result.tried.endswith("speaks of no point at all")


def test_of_several_cases_one_has_to_arise() -> None:
    found = judge(says(always(F > -1, given=[formula(F < 0) | (F > 1)])))
    assert found.result.verdict is Verdict.PROVED
    assert [one.witness is None for one in found.results] == [True, False]


def test_a_theorem_that_asserts_nothing_has_no_object() -> None:
    assert (outcome().verdict, outcome().tried) == (Verdict.UNSTATED, "it asserts nothing here")


def test_steps_lead_to_a_conclusion_one_after_the_other() -> None:
    theorem = says(always(F < D**2 / 16, given=[inside(DETERRED)], by=[3 * sp.sqrt(F) < D]))
    assert [(part.claim.name, part.is_step) for part in theorem.parts] == [("said_1", True), ("said_2", False)]
    assert theorem.parts[1].claim.hypotheses[-1] == Inequality(D - 3 * sp.sqrt(F), strict=True)
    assert judge(theorem).result.verdict is Verdict.PROVED


def test_a_step_that_does_not_hold_refutes_nothing() -> None:
    result = outcome(always(F < D**2 / 16, given=[inside(DETERRED)], by=[F < D**2 / 100]))
    assert (result.verdict, result.point) == (Verdict.UNDECIDED, None)
    assert result.tried == "the step said_1 of its proof does not hold"
    assert outcome(always(F > D**2 / 16, given=[inside(DETERRED)], by=[4 * sp.sqrt(F) < D])).verdict is Verdict.REFUTED


def test_a_refutation_outweighs_what_is_undecided_and_that_what_is_vacuous() -> None:
    theorem = says(always(D > 0), always(F > 0), always(D + F > 0))
    claims = [part.claim for part in theorem.parts]

    def told(*verdicts: Verdict) -> Verdict:
        results = [Result(claim, one, Grade.DECIDED, point={"D": 0, "F": 0})
                   for claim, one in zip(claims, verdicts, strict=True)]
        return verdict(theorem, results).verdict

    assert told(Verdict.PROVED, Verdict.UNDECIDED, Verdict.REFUTED) is Verdict.REFUTED
    assert told(Verdict.VACUOUS, Verdict.UNDECIDED, Verdict.PROVED) is Verdict.UNDECIDED
    assert told(Verdict.PROVED, Verdict.VACUOUS, Verdict.PROVED) is Verdict.VACUOUS
    assert told(Verdict.PROVED, Verdict.PROVED, Verdict.PROVED) is Verdict.PROVED


def test_a_decided_theorem_names_the_assumptions_that_it_may_rest_on() -> None:
    theorem = says(always(D > 0))
    decided = Result(theorem.parts[0].claim, Verdict.PROVED, Grade.DECIDED, ("z3",))
    assert verdict(theorem, [decided]).used == ("positive",)


def test_what_is_not_there_is_told_with_what_is() -> None:
    @proposition("A cutoff with a slip of the pen")
    def slip(paper: Setting) -> Stated:
        return state("Above {F_1}.", F_1=cutoff(paper, ENTERED, "F_entry_to_monopolly"))

    @proposition("A regime with a slip of the pen", uses=("slip",))
    def other_slip(_: Setting) -> Stated:
        return state("It holds.", always(D > 0, given=[inside(ENTERED.regime("monopoly"))]))

    assert [theorem.unstated for theorem in stated(slip, other_slip)] == [
        "entry has no cutoff F_entry_to_monopolly; "
        "it has F_entry_to_monopoly, F_monopoly_1_to_monopoly_2",
        "no regime is named monopoly; there are entry, monopoly_1, monopoly_2"]
    result = judge(stated(slip)[0]).result
    assert (result.verdict, result.tried) == (Verdict.UNSTATED, stated(slip)[0].unstated)
    with pytest.raises(RequestError, match="no game is named market; there are entry"):
        MARKET["market"]
    with pytest.raises(RequestError, match="no regime of entry ends in war; they end in entry, monopoly"):
        ENTERED.regimes_with("war")


# ---- sign tables


def test_a_sign_table_has_each_of_the_four_signs() -> None:
    waste = Quantity("s", "s", "a quantity")
    asserted, table = sign_table(SETTLEMENT, {(waste, p * (1 - p) / c_B): TRUE}, (p, c_A, c_B))
    assert [cell.sign for cell in table.cells[0]] == ["~", "0", "-"]
    assert table.cells[0][0].follows in (1 - 2 * p, -2 * p + 1)
    assert outcome(asserted, paper=SETTLEMENT).verdict is Verdict.REFUTED  # p = 0 and p = 1 are allowed: s does not fall
    asserted, table = sign_table(SETTLEMENT, {(waste, p * (1 - p) / c_B): formula(p > 0) & formula(p < 1)}, (p, c_B))
    assert outcome(asserted, paper=SETTLEMENT).verdict is Verdict.PROVED
    _, table = sign_table(SETTLEMENT, {(waste, c_B - c_A): TRUE}, (c_A, c_B))
    assert [cell.sign for cell in table.cells[0]] == ["-", "+"]


def test_a_wrong_sign_is_refuted() -> None:
    asserted, _ = sign_table(SETTLEMENT, {(Quantity("s", "s", ""), p**2): formula(p > 0)}, (p,))
    planted = [replace(one, then=formula(-2 * p > 0)) for one in asserted]
    assert outcome(planted, paper=SETTLEMENT).verdict is Verdict.REFUTED


# ---- the English and the mathematics


@pytest.mark.parametrize(("text", "slots", "complaint"), [
    ("If {low}, none enters.", {}, "said: the sentence has a slot {low} that nothing fills"),
    ("None enters.", {"low": F < D}, "said: low is given, but the sentence has no slot {low}"),
    ("Above {bound}.", {"bound": sp.Symbol("G", real=True)},
     "said: the sentence speaks of G (in {bound}), the mathematics does not"),
    ("Above {bound}.", {"bound": "D/2"}, "said: bound is given as 'D/2', which is no formula"),
])
def test_words_that_do_not_fit_are_one_sentence(text: str, slots: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ModelError) as refusal:
        says(always(D > F), text=text, **slots)
    assert str(refusal.value) == complaint


def test_a_parameter_in_plain_text_is_told() -> None:
    with pytest.raises(ModelError, match="said: the sentence writes c_B in plain text; put it in a slot"):
        says(always(c_B > 0), text="The cost c_B is positive.", paper=SETTLEMENT)


def test_a_letter_stands_for_its_value_in_words_and_not_in_claims() -> None:
    letter, cost = Quantity("F_1", "F_1", "the cost at which entry is blockaded"), F
    bound = cutoff(MARKET, ENTERED, "F_monopoly_1_to_monopoly_2")
    good = says(always(cost < bound, given=[inside(DETERRED)]), text="If {low}, where {F_1}.",
                low=cost < letter.symbol, F_1=Let(letter, bound))
    assert judge(good).result.verdict is Verdict.PROVED
    with pytest.raises(ModelError, match="said asserts something of the letter F_1; assert it of what F_1 stands for"):
        says(always(cost < letter.symbol), text="Here {F_1}.", F_1=Let(letter, bound))


def test_a_symbol_that_only_looks_like_a_parameter_is_told() -> None:
    with pytest.raises(ModelError, match="said asserts something of a D that is not the game's: symbols are plain reals"):
        says(always(sp.Symbol("D") > 0))


def test_a_theorem_uses_what_stands_before_it() -> None:
    @lemma("First")
    def first(_: Setting) -> Stated:
        return state("It holds.", always(D > 0))

    @corollary("Second", uses=("first",))
    def second(_: Setting) -> Stated:
        return state("It holds.", always(D + F > 0))

    assert [theorem.name for theorem in stated(first, second)] == ["first", "second"]
    with pytest.raises(ModelError, match="second uses first, which is no theorem stated before it"):
        stated(second, first)
    with pytest.raises(ModelError, match="two theorems are named first"):
        stated(first, first)


@pytest.mark.parametrize(("body", "complaint"), [
    (lambda _: (1).free_symbols, "broken: AttributeError: 'int' object has no attribute 'free_symbols'"),
    (lambda _: None, r"broken returns None; a theorem returns state\(\.\.\.\)"),
    (lambda _: state("It holds.", D > 0), "broken: TypeError: "),
])
def test_a_broken_theorem_is_one_sentence(body: Callable[[Setting], Any], complaint: str) -> None:
    @remark("Broken")
    def broken(paper: Setting) -> Any:
        return body(paper)

    with pytest.raises(ModelError, match=complaint):
        stated(broken)


# ---- assumptions, modules and locks


def test_a_claim_takes_the_assumptions_that_bear_on_it() -> None:
    part, = says(always(c_B > -1), paper=SETTLEMENT).parts
    assert [one.expression for one in part.claim.hypotheses] == [c_B]
    wide = SETTLEMENT.varying(Parameter("s", "s", "a bound"), assumed=[Assumption("tied", (c_A < symbols("s")[0],), "")],
                              start=["1"])
    part, = says(always(c_A > -1), paper=wide).parts
    assert {one.source for one in part.claim.hypotheses} == {"costly", "tied"}


def test_a_module_states_the_theorems_of_its_parts_first() -> None:
    @lemma("Own")
    def own(_: Setting) -> Stated:
        return state("It holds.", always(D > 0))

    part, whole = ModuleType("part"), ModuleType("whole")
    vars(part).update(own=own, helper=len)
    whole.__dict__.update(PARTS=(part,), last=lemma("Last")(lambda _: state("It holds.")))
    assert [one.heading.title for one in theorems_of(whole)] == ["Own", "Last"]


def test_verdicts_on_theorems_come_back_from_a_lock() -> None:
    @proposition("True", answers=(1,))
    def true(_: Setting) -> Stated:
        return state("If {low}, entry is not blockaded.", always(F < D**2 / 16, given=[inside(DETERRED)]), low=F < D)

    @proposition("False")
    def false(_: Setting) -> Stated:
        return state("The cost is small.", always(F < D))

    model = Model(name="entry", game=ENTRY, theorems=(true, false))
    derivation = judge_derivation(Derivation(model, ENTERED))
    again = read_derivation(write_lock(derivation), model)
    assert again == derivation
    assert not again.is_complete
    kept = {one.name: (one.verdict, one.kind, one.text) for one in again.judged[THEOREMS]}
    assert kept == {"true": (Verdict.PROVED, "proposition", "If {low}, entry is not blockaded."),
                    "false": (Verdict.REFUTED, "proposition", "The cost is small.")}
    assert again.claims["false"].point == derivation.judged_theorems[1].result.point
    assert again.claims["true"].assumptions == ("positive",)
    assert again.claims["true"].sentence == "If F < D, entry is not blockaded."


def test_a_relation_holds_only_where_both_its_sides_have_a_value() -> None:
    @proposition("Roots")
    def roots(_: Setting) -> Stated:
        return state("A root is less than what is more.", always(sp.sqrt(F - D) < sp.sqrt(F - D) + 1))

    assert judge(*state_theorems([roots], MARKET)).result.verdict is Verdict.REFUTED


def test_signs_are_asserted_only_where_the_quantity_has_a_value() -> None:
    asserted, table = sign_table(MARKET, {(Quantity("s", "s", "a sum"), (F**2 - D**2) / (F - D)): TRUE}, (F, D))

    @proposition("Signs")
    def signs(_: Setting) -> Stated:
        return state("It rises.", asserted, table=table)

    told = judge(*state_theorems([signs], MARKET)).result
    assert [cell.sign for cell in table.cells[0]] == ["+", "+"]
    assert (told.verdict, told.point and told.point["F"] == told.point["D"]) == (Verdict.REFUTED, True)


def test_a_theorem_may_break_in_a_variant_and_may_not_stay_undecided() -> None:
    model = Model(name="entry", game=ENTRY, variant_of="another")
    derivation = Derivation(model, ENTERED)

    def with_verdict(found: Verdict) -> bool:
        from symbolic_alliance.derivation.bundle import JudgedClaim
        one = JudgedClaim("it", Rank.LEMMA, "", "", (), found, tried="it was tried")
        return replace(derivation, judged={THEOREMS: (one,)}).is_complete

    assert [one for one in Verdict if not with_verdict(one)] == [Verdict.UNDECIDED]


def test_theorems_speak_of_the_chance_of_an_outcome() -> None:
    solved = solve(ACCIDENT)
    deterred, fought = (solved.regime(name) for name in ("concession_or_victory_or_defeat", "victory_or_defeat"))
    h = sp.Symbol("h", real=True)
    lost = Quantity("W", "W", "the chance of a lost war")
    chance = {(lost, deterred.probabilities["defeat"]): inside(deterred) & formula(h > 0)}

    @proposition("Hazard")
    def defeat_becomes_likelier(setting: Setting) -> Stated:
        asserted, table = sign_table(setting, chance, (h, p, c_A))
        return state("It does.", asserted, table=table)

    @proposition("No hazard")
    def hazard_does_not_matter(setting: Setting) -> Stated:
        return state("It does not.", always(sp.Eq(deterred.probabilities["defeat"], fought.probabilities["defeat"]),
                                            given=[inside(deterred)]))

    rises, wrong = state_theorems([defeat_becomes_likelier, hazard_does_not_matter], Setting((solved,)))
    assert [cell.sign for cell in rises.stated.table.cells[0]] == ["+", "-", "0"]  # type: ignore[union-attr]
    assert [judge(one).result.verdict for one in (rises, wrong)] == [Verdict.PROVED, Verdict.REFUTED]
    assert {label for label, likely in deterred.probabilities.items() if likely == 0} == {"peace", "backdown"}

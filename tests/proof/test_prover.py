"""The prover: published inequalities, near misses of true claims, and that it is never wrong."""

import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import given, settings, strategies as st
from sympy.core.relational import Relational

from symbolic_alliance.certificate import Fact, Statement, read_claims, read_polynomial, read_theorem
from symbolic_alliance.closed_form import sign
from symbolic_alliance.proof.claim import Claim, ClaimKind, Grade, Result, Verdict, fails_at
from symbolic_alliance.proof.deposit import deposit
from symbolic_alliance.proof.prover import ledger, prove, settle, with_witness
from tests.near_misses import NEAR_MISSES
from tests.published_inequalities import PUBLISHED, Published, claim_of

a, k, c, m, q, w, v, x, y, z = sp.symbols("a k c m q w v x y z", real=True)
s = sp.sqrt(k * c)


def claim(name: str, given: list[Relational], *alternatives: list[Relational]) -> Claim:
    return claim_of(name, tuple(given), tuple(map(tuple, alternatives)))


BASE = [c > 0, w > 0, v > 0, k > 0, q - v > 0, 1 - q - w - v >= 0]
BEST = [*BASE, m >= 0, s <= 1]
GAME_LIKE = (
    claim("interior_optimum", [k > 0, c > 0, m >= 0], [(1 - s)**2 >= m / (m + c) - k * m]),
    claim("optimum_is_unique", [k > 0, c > 0, m >= 0, (s * (m + c) - c)**2 > 0], [(1 - s)**2 > m / (m + c) - k * m]),
    claim("corner", [k > 0, c > 0, m >= 0, k * c >= 1], [m / (m + c) - k * m <= 0]),
    claim("peace_is_best", [*BEST, q >= (1 - s)**2], [q >= m / (m + c) - k * m]),
    claim("ordered_cutoffs", [*BASE], [(q - v) / (1 - q + v) < (q + w) / (1 - q - w + q * 0 + v * 0 + w * 0 + 1)],
          [(q - v) * c / (1 - q + v) < (1 - v) * c / v]),
    claim("arms_to_revise_exceed_arms_to_deter", [*BASE], [(1 - v) * c / v > (q - v) * c / (1 - q + v)]),
    claim("three_way_cover", [*BASE], [s >= 1 - q], [s < 1 - q, s > v], [s <= v]),
    claim("regimes_do_not_overlap", [*BASE, s > 1 - q, s < v]),
    claim("long_discriminant", [x > 0, y > 0], [(x + sp.sqrt(x**2 + 4 * y)) / 2 > x]),
    claim("quadratic_cutoff_is_a_root", [x > 0, y > 0], [((x + sp.sqrt(x**2 + 4 * y)) / 2)**2
                                                         <= x * (x + sp.sqrt(x**2 + 4 * y)) / 2 + y]),
    claim("allied_optimum", [k > 0, c > 0, a > 0, m >= 0], [(1 - s)**2 + k * a >= (m + a) / (m + a + c) - k * m]),
)


def assert_sound(result: Result) -> None:
    """What a verdict carries is checked again here, from the claim as printed."""
    if result.verdict is Verdict.REFUTED:
        assert result.point is not None
        assert fails_at(result.claim, result.point)
    if result.verdict is Verdict.PROVED and result.claim.alternatives:
        assert result.witness is not None
        assert all(sign(one.expression, result.witness) > -(not one.strict) for one in result.claim.hypotheses)
    assert (result.grade is Grade.CERTIFIED) == bool(result.certificate)


def test_a_few_facts_that_contradict_each_other_are_found_among_many() -> None:
    r = sp.sqrt(k * c)
    noise = [x**2 * k - x * y * q + y**2 * w - v * q + 1 > 0, x * k * q**2 - y * w**2 * v + z**2 - q * z + w > 0,
             a**2 * k * q - a * x * w + y**2 * z - v > 0, q - v + r - 1 > 0]
    contradiction = [k * c - w - 2 * r + 1 > 0, w + r - 1 > 0, 1 - r > 0]
    result = prove(claim("regions_apart", [*BASE, x > 0, y > 0, z > 0, a > 0, *noise, *contradiction]))
    assert (result.verdict, result.grade) == (Verdict.PROVED, Grade.CERTIFIED), result.tried


@pytest.mark.parametrize("one", GAME_LIKE, ids=lambda one: one.name)
def test_claims_like_those_of_a_game_are_certified(one: Claim) -> None:
    result = prove(one)
    assert (result.verdict, result.grade) == (Verdict.PROVED, Grade.CERTIFIED), result.tried
    assert (result.witness is None) == (not one.alternatives)
    assert_sound(result)


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry.name)
def test_published_inequality_has_its_status(entry: Published) -> None:
    result = prove(entry.claim)
    assert result.verdict is (Verdict.PROVED if entry.is_true else Verdict.REFUTED), result.tried
    assert entry.name in DECIDED or not entry.is_true or result.grade is Grade.CERTIFIED
    assert_sound(result)


DECIDED = ("certainty_equivalent_of_a_root",)  # without a certificate so far


def test_published_inequalities_are_many_and_nearly_all_certified() -> None:
    true = [entry for entry in PUBLISHED if entry.is_true]
    assert len({entry.name for entry in PUBLISHED}) == len(PUBLISHED) >= 40
    assert all(entry.source for entry in PUBLISHED)
    assert len(DECIDED) <= 0.2 * len(true)


@pytest.mark.parametrize("one", NEAR_MISSES, ids=lambda one: one.name)
def test_near_miss_is_refuted_with_a_small_point(one: Claim) -> None:
    result = prove(one)
    assert result.verdict is Verdict.REFUTED, (result.verdict, result.grade, result.tried)
    assert_sound(result)
    assert all(len(str(value)) <= 12 for value in result.point.values())


def test_near_misses_are_many() -> None:
    assert len({one.name for one in NEAR_MISSES}) == len(NEAR_MISSES) >= 60


def test_a_claim_proved_from_contradictory_hypotheses_is_vacuous() -> None:
    result = prove(claim("empty_case", [*BASE, w > 1], [q > 5]))
    assert (result.verdict, result.grade) == (Verdict.VACUOUS, Grade.CERTIFIED)
    assert result.certificate[0].statement.alternatives == ()


@pytest.mark.parametrize(("given", "verdict"), [([*BASE, w > 1], "vacuous"), (BASE, "proved")])
def test_what_a_solver_decided_needs_a_point_at_which_its_hypotheses_hold(given: list[Relational], verdict: str) -> None:
    result = with_witness(Result(claim("case", given, [q >= 0]), Verdict.PROVED, Grade.DECIDED, ("z3",)))
    assert str(result.verdict) == verdict
    assert_sound(result)


def test_a_claim_without_a_known_witness_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    from symbolic_alliance.proof.prover.settling import Settlement

    monkeypatch.setattr("symbolic_alliance.proof.prover.verdict.witness", lambda _: Settlement())
    result = prove(GAME_LIKE[2])
    assert (result.verdict, result.grade) == (Verdict.UNDECIDED, None)
    assert "no point was found" in result.tried


def test_a_deposited_certificate_is_replayed_from_its_file() -> None:
    result = prove(GAME_LIKE[0])
    text = deposit({result.claim.name: result.certificate})
    assert [read_theorem(case) for case in read_claims(text)[result.claim.name]] == list(result.certificate)


@pytest.mark.parametrize("one", GAME_LIKE[:4], ids=lambda one: one.name)
def test_the_same_claim_has_the_same_certificate(one: Claim) -> None:
    assert prove(one).certificate == prove(one).certificate


def test_used_assumptions_are_named() -> None:
    def inequalities(source: str, *relations: Relational) -> tuple:
        return tuple(type(one)(one.expression, one.strict, source) for one in claim_of("", relations, ()).hypotheses)

    given = (*inequalities("costly", k > 0, c > 0), *inequalities("interval", m >= 0), *inequalities("idle", q > 0, q < 1))
    one = Claim("optimum", ClaimKind.THEOREM, "", given, claim("", [], [(1 - s)**2 >= m / (m + c) - k * m]).alternatives)
    assert set(prove(one).used) <= {"costly", "interval"}
    entries = {entry.source: entry.without.verdict for entry in ledger(one)}
    assert entries == {"costly": Verdict.REFUTED, "interval": Verdict.REFUTED, "idle": Verdict.PROVED}


def test_without_a_certificate_the_deciders_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbolic_alliance.proof.prover.settling.search", lambda *_: None)
    result = prove(GAME_LIKE[2])
    assert (result.verdict, result.grade, result.certificate) == (Verdict.PROVED, Grade.DECIDED, ())
    assert result.deciders[0] == "z3"


def test_what_nothing_settles_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    from symbolic_alliance.proof.prover import deciders

    def silent(*_: object) -> deciders.SolverAnswer:
        return deciders.SolverAnswer("z3", "unknown")

    monkeypatch.setattr("symbolic_alliance.proof.prover.settling.search", lambda *_: None)
    monkeypatch.setattr("symbolic_alliance.proof.prover.settling.ask_z3", silent)
    monkeypatch.setattr("symbolic_alliance.proof.prover.settling.deciders", lambda: (silent,))
    result = prove(GAME_LIKE[2])
    assert (result.verdict, result.grade) == (Verdict.UNDECIDED, None)
    assert "unknown" in result.tried


@pytest.mark.parametrize("one", [entry.claim for entry in PUBLISHED if entry.is_true][::4], ids=lambda one: one.name)
def test_a_flipped_conclusion_is_never_proved(one: Claim) -> None:
    for fact in one.alternatives[0]:
        flipped = Claim(one.name, one.kind, "", one.hypotheses, ((type(fact)(-fact.expression, True),),))
        assert prove(flipped, 3.0).verdict in (Verdict.REFUTED, Verdict.UNDECIDED)


XY = ("x", "y")
MONOMIALS = st.tuples(st.integers(0, 2), st.integers(0, 2))
TERMS = st.dictionaries(MONOMIALS, st.integers(-2, 2).filter(bool), min_size=1, max_size=4)
POLYNOMIALS = TERMS.map(lambda terms: tuple(sorted(terms.items(), reverse=True)))
FACTS = st.builds(Fact, st.sampled_from([">", ">=", "="]), POLYNOMIALS)
GRID = [Fraction(value, 2) for value in range(-6, 7)]


def at(fact: Fact, point: tuple[Fraction, Fraction]) -> bool:
    value = sum(coefficient * point[0]**e * point[1]**f for (e, f), coefficient in fact.polynomial)
    return {">": value > 0, ">=": value >= 0, "=": value == 0}[fact.relation]


@settings(max_examples=60)
@given(st.lists(FACTS, max_size=3), st.lists(st.lists(FACTS, min_size=1, max_size=2), max_size=2))
def test_a_random_statement_is_never_settled_wrongly(hypotheses: list[Fact], alternatives: list[list[Fact]]) -> None:
    statement = Statement(XY, tuple(hypotheses), tuple(map(tuple, alternatives)))
    outcome = settle(statement, 1.0)
    refuting = [point for point in ((p, r) for p in GRID for r in GRID) if all(at(fact, point) for fact in hypotheses)
                and not any(all(at(fact, point) for fact in facts) for facts in alternatives)]
    assert not (outcome.holds and refuting)
    assert outcome.theorem is None or outcome.theorem.statement == statement


def test_a_standard_form_is_needed_for_a_statement() -> None:
    square = Fact(">=", read_polynomial("x^2 - 2*x*y + y^2", XY))
    assert settle(Statement(XY, (), ((square,),))).theorem is not None


@pytest.mark.parametrize("doing", ["while True: pass", "import time; time.sleep(60)"])
def test_the_process_that_asks_cvc5_ends_by_itself_whatever_it_does(doing: str) -> None:
    endless = f"from symbolic_alliance.proof.prover.cvc5_process import bound\nbound(0.5)\n{doing}"
    ended = subprocess.run([sys.executable, "-c", endless], check=False, cwd=Path(__file__).parents[2], timeout=30)
    assert ended.returncode == -signal.SIGALRM
